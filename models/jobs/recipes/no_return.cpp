#include "models/jobs/recipes/no_return.h"

#include "models/diff/change_set.h"
#include "models/engine/conversion_port.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/lost_rows.h"
#include "models/jobs/recipes/run_script.h"
#include "models/sql/normal_text.h"
#include "models/timeline/migration_file.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Message said(const char *text, const QStringList &arguments = {}) { return {"NoReturn", text, arguments}; }

/// What the loss is called, with the statement in front.
PointOfNoReturn pointAt(int statement, const QString &sql, const LostRows::Loss &loss)
{
    return {
        statement, sql, said(loss.why, {QString::number(statement), sql, loss.object}), said(loss.remedy), statement};
}

LostRows::Loss programLoss()
{
    return {0,
        QT_TRANSLATE_NOOP("NoReturn",
            "Point of no return: statement %1 is a program in Python, and what it does is not known before it runs."),
        QT_TRANSLATE_NOOP("NoReturn", "A backup that is taken before brings all of it back."), {}};
}

LostRows::Loss noWayDown()
{
    return {0, QT_TRANSLATE_NOOP("NoReturn", "Point of no return: statement %1 (%2), for there is no way down."),
        QT_TRANSLATE_NOOP("NoReturn", "A run that stops can be rolled back; from its end only a backup leads back."),
        {}};
}

} // namespace

QList<Message> ReturnOutlook::lines() const
{
    QList<Message> result;
    if (!point)
        result +=
            said(QT_TRANSLATE_NOOP("NoReturn", "No point of no return: going back is exact from every statement."));
    else
        result += {point->why, point->remedy};
    if (point && point->commits > point->statement)
        result += said(
            QT_TRANSLATE_NOOP("NoReturn", "Until its transaction ends behind statement %1, all of it still goes back."),
            {QString::number(point->commits)});
    if (!kept.isEmpty())
        result += said(
            QT_TRANSLATE_NOOP("NoReturn", "Rows that go are kept in %1, until that is purged."), {kept.join(u", "_s)});
    if (byText)
        result += said(
            QT_TRANSLATE_NOOP("NoReturn", "Told by the text alone: the schema before and after it was not looked at."));
    return result;
}

ReturnOutlook returnOutlook(const MigrationFile &migration, const Engine &engine, const ServerInfo &server,
    const Schema *before, const Schema *after)
{
    ReturnOutlook result;
    if (migration.isPython()) {
        result.point = pointAt(1, {}, programLoss());
        return result;
    }
    result.byText = !before || !after;
    const QList<RunnerStatement> statements =
        scriptStatements(migration.up, engine, server, !migration.withoutTransaction());
    const Schema none;
    const LostRows rows(
        statements, engine, server, result.byText ? none : *before, result.byText ? none : *after, result.byText);
    std::optional<LostRows::Loss> first = rows.first();
    result.kept = rows.kept();
    if (!migration.hasDown() && !migration.isRepeatable && !statements.isEmpty() && (!first || first->at > 0))
        first = noWayDown();
    if (!first)
        return result;
    result.point = pointAt(first->at + 1, collapsed(statements.at(first->at).sql, *engine.flavour, 80), *first);
    if (statements.at(first->at).mode == TransactionMode::Joined)
        result.point->commits = transactionEnd(statements, first->at);
    return result;
}

} // namespace relata
