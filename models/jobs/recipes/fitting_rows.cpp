#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/displaced_rows.h"
#include "models/jobs/recipes/settled_rows.h"
#include "models/schema/all_kinds.h"
#include "models/timeline/migration_file.h"

#include <algorithm>

// What is said of rows that stand in a migration's way, and whether it may run.
namespace relata {
using namespace Qt::StringLiterals;

Message DataCheck::message() const
{
    static const char *texts[] = {QT_TRANSLATE_NOOP("DataCheck", "%2 becomes NOT NULL; rows without a value: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck", "new key %2; values in more rows than one: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck", "new foreign key %2; rows without a parent: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck", "new check %2; rows that it refuses: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck", "%2 changes its type; rows whose value the new one refuses: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck", "%2 loses what others were granted on it: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck", "%2 changes its type; rows whose value comes out as another: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck", "%2 goes, and rows with it: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck", "values go from %2; rows that hold one: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck",
            "%2 goes to a new table; rows whose value is of another kind than its type says, and stays as it is: "
            "%1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck",
            "%2 goes to a new table; rows whose value is of another kind than its type says, and becomes one of the "
            "new type: %1 (%3)"),
        QT_TRANSLATE_NOOP("DataCheck",
            "%2 gets other parts; rows that find no place in them, and are deleted without a word: %1 (%3)")};
    if (what == What::Displaced && !unasked.isEmpty())
        return {"DataCheck",
            QT_TRANSLATE_NOOP("DataCheck",
                "%1 gets other parts; whether rows find no place in them, and are deleted without a word, cannot be "
                "told"),
            {object}};
    if (!unasked.isEmpty())
        return {"DataCheck", QT_TRANSLATE_NOOP("DataCheck", "not known: the server was asked about %1, and said: %2"),
            {object, unasked}};
    const QString more = count > samples.size() ? u"; …"_s : QString();
    return {"DataCheck", texts[int(what)], {QString::number(count), object, samples.join(u"; "_s) + more}};
}

Message FoundRows::message() const
{
    return maySettle ? Message{"DataCheck", QT_TRANSLATE_NOOP("DataCheck", "%1; the migration may settle that itself"),
               {check.message().source()}}
                     : check.message();
}

static const char *refusalFor(DataCheck::What what)
{
    if (what == DataCheck::What::Rights)
        return QT_TRANSLATE_NOOP("DataCheck",
            "Migration %1 was not run: %2. Write these behind its statements, or run it with --allow DATA and grant "
            "them then.");
    return what == DataCheck::What::Displaced
        ? QT_TRANSLATE_NOOP("DataCheck",
            "Migration %1 was not run: %2. Give their values a part, or run it with --allow DATA and lose them.")
        : QT_TRANSLATE_NOOP(
            "DataCheck", "Migration %1 was not run: it would fail on rows that are there: %2. Settle them first.");
}

Result<QList<FoundRows>> rowsInTheWay(Connection &connection, const Engine &engine, const MigrationFile &migration,
    const Schema &before, const Schema &after, JobContext &context)
{
    const SettledRows settled(migration, engine, before, after);
    QList<ObjectId> dropped = before.all(Kind::Routine); // and made again
    dropped.removeIf([&](ObjectId id) { return !settled.drops(routineWord(id, before), before.path(id)); });
    const QList<DataCheck> checks = dataChecks(before, after, engine, connection.server(), dropped, &settled.copies())
        + displacedRows(migration, before, engine, connection.server());
    const Result<QList<DataCheck>> found = failingChecks(connection, checks, context);
    if (!found)
        return failure(found.error());
    QList<FoundRows> result;
    for (const DataCheck &check : *found)
        result += {check, check.stops() && settled.has(check)};
    return result;
}

Result<> mustFitRows(Connection &connection, const Engine &engine, const MigrationFile &migration, const Schema &before,
    const Schema &after, bool isAllowed, const std::function<void(const Message &)> &tell, JobContext &context)
{
    const Result<QList<FoundRows>> found = rowsInTheWay(connection, engine, migration, before, after, context);
    if (!found)
        return failure(found.error());
    for (const FoundRows &one : *found)
        tell(one.message());
    const auto first =
        std::find_if(found->begin(), found->end(), [](const FoundRows &one) { return one.isInTheWay(); });
    if (first == found->end() || isAllowed)
        return {};
    return failure({.code = Error::Code::Refused,
        .message = {"DataCheck", refusalFor(first->check.what), {migration.version, first->check.message().source()}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

} // namespace relata
