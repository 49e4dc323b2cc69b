#include "tests/dialects/mysql_case.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relata::tests {

namespace {

QStringList pathOf(const QString &name) { return QStringList{QString()} + name.trimmed().split(u'.'); }

void takeHeadLine(MysqlCase &result, const QString &line)
{
    static const QRegularExpression rename(u"^# renamed (\\w+) (\\S+) -> (\\S+)"_s);
    const QRegularExpressionMatch match = rename.match(line);
    if (match.hasMatch()) {
        if (const std::optional<Kind> kind = kindNamed(match.captured(1).toLatin1()))
            result.renames += {*kind, pathOf(match.captured(2)), pathOf(match.captured(3))};
    } else if (line == "# loses data"_L1) {
        result.losesRows = true;
    }
}

MysqlCase parsed(const QString &name, const QString &text)
{
    static const QRegularExpression header(u"^-- (from|to|rows|up|down) --$"_s);
    MysqlCase result;
    result.name = name;
    QString *section = nullptr;
    for (const QString &line : text.split(u'\n')) {
        const QString word = header.match(line).captured(1);
        if (word.isEmpty() && section)
            *section += line + u'\n';
        else if (word.isEmpty())
            takeHeadLine(result, line);
        else
            section = word == "from"_L1 ? &result.from
                : word == "to"_L1       ? &result.to
                : word == "rows"_L1     ? &result.rows
                : word == "up"_L1       ? &result.up
                                        : &result.down;
    }
    return result;
}

} // namespace

QList<MysqlCase> MysqlCase::in(const QByteArray &folder)
{
    QList<MysqlCase> cases;
    QDir dir(qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/tests/cases/"_s + QString::fromLatin1(folder));
    for (const QString &entry : dir.entryList({u"*.case"_s}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(entry));
        if (file.open(QIODevice::ReadOnly))
            cases += parsed(entry.chopped(5), QString::fromUtf8(file.readAll()));
    }
    return cases;
}

} // namespace relata::tests
