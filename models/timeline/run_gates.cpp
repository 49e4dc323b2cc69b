#include "models/timeline/run_gates.h"

#include "models/sql/statement_splitter.h"

#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

bool isGate(QStringView directive) { return directive == "manual"_L1 || directive == "run"_L1; }

QList<RunGate> runGates(QStringView comments)
{
    static const QRegularExpression line(
        u"^--[ \\t]*relata:(manual|run)\\b[ \\t]*(.*?)\\s*$"_s, QRegularExpression::MultilineOption);
    QList<RunGate> gates;
    for (auto match = line.globalMatch(comments.toString()); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        gates += {one.captured(1) == "run"_L1 ? RunGate::Kind::Command : RunGate::Kind::Manual, one.captured(2)};
    }
    return gates;
}

QString danglingGate(const QString &section, const SqlFlavour &flavour)
{
    qsizetype end = 0;
    for (const SqlStatementRange &range : splitStatements(section, flavour)) {
        if (range.kind == SqlStatementRange::Kind::Statement)
            end = range.end;
    }
    const QList<RunGate> left = runGates(QStringView(section).mid(end));
    return left.isEmpty() ? QString() : left.first().text;
}

} // namespace relata
