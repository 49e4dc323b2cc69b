#include "models/jobs/recipes/recovery.h"

#include "models/diff/matcher.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/scratch_section.h"
#include "models/sql/normal_text.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString rootName(const Schema &schema, ObjectId id)
{
    const Object *object = schema.find(id);
    while (object) {
        const ObjectId above = parentOf(*object);
        const Object *parent = schema.find(above);
        if (!parent || kindOf(*parent) == Kind::Namespace)
            return schema.displayName(id);
        id = above;
        object = parent;
    }
    return {};
}

/// Nothing that is in the database is another for it, however often it runs.
bool mayRunAgain(const QString &sql, const Engine &engine)
{
    static const QStringList words{u"VACUUM"_s, u"ANALYZE"_s, u"REINDEX"_s, u"CLUSTER"_s, u"REFRESH"_s, u"OPTIMIZE"_s};
    return engine.runner->setsSession(sql) || words.contains(leadingWord(sql, *engine.flavour));
}

tl::unexpected<Error> notKnown(const Stopped &stopped, const QString &evidence)
{
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Whether statement %1 of migration %2 happened is not known: %3. Look at the database and say so with "
            "\"relata migrate resume --assume done\" or \"--assume not-done\", or roll the migration back."),
        {QString::number(stopped.position + 1), stopped.migration.version, evidence}, Error::Code::Conflict);
}

} // namespace

QSet<QString> touchedRoots(const Schema &from, const Schema &to, const Engine &engine)
{
    const Schema before = engine.completed(from), after = engine.completed(to);
    QSet<QString> result;
    const ChangeSet changes = ChangeSet::between(before, matched(after, before, engine.nameRule), engine.diffPolicy());
    const Schema paired = matched(after, before, engine.nameRule);
    for (const Change &change : changes.changes()) {
        result += rootName(before, idOf(change));
        result += rootName(paired, idOf(change));
    }
    result.remove(QString());
    return result;
}

/// Runs what comes before the section that stopped.
static Result<> replayBefore(ScratchDatabase &scratch, const Timeline &timeline, const Stopped &stopped,
    const Engine &engine, JobContext &context)
{
    const bool isDown = stopped.direction == Ledger::Direction::Down;
    for (const MigrationFile &one : timeline.migrations) {
        const bool isIt = one.id == stopped.migration.id;
        if (isIt && !isDown)
            break;
        if (Result<> done = runOnScratch(scratch, engine, one, Ledger::Direction::Up, timeline.python, context); !done)
            return done;
        if (isIt)
            break;
    }
    return {};
}

Result<std::pair<Schema, Schema>> schemasAround(const Timeline &timeline, const Stopped &stopped, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context, bool all)
{
    auto scratch = scratchFor(timeline, engine, beside, context);
    if (!scratch)
        return failure(scratch.error());
    Connection &connection = (*scratch)->connection();
    const InterruptWatch watch(context, connection.interrupter());
    if (Result<> done = replayBefore(**scratch, timeline, stopped, engine, context); !done)
        return failure(done.error());
    const InspectScope scope{.schemas = {}, .defaultSchema = (*scratch)->profile().defaultSchema};
    const bool isDown = stopped.direction == Ledger::Direction::Down;
    const auto section =
        scriptStatements(isDown ? stopped.migration.down : stopped.migration.up, engine, connection.server(), false);
    if (Result<> done = runScript(connection, engine, section.mid(0, stopped.position), 0, {}, context); !done)
        return failure(done.error());
    Result<Schema> before = engine.catalogue->read(connection, scope, context);
    if (!before)
        return failure(before.error());
    // What the statements before set in the session is run again with it; what runs under locks of tables is one.
    const int end =
        all || stopped.position >= section.size() ? int(section.size()) : transactionEnd(section, stopped.position);
    if (Result<> done = runScript(connection, engine, section.mid(0, end), stopped.position, {}, context); !done)
        return failure(done.error());
    Result<Schema> after = engine.catalogue->read(connection, scope, context);
    if (!after)
        return failure(after.error());
    return std::pair(std::move(*before), std::move(*after));
}

namespace {

Result<bool> probed(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Stopped &stopped, const RunRules &rules, JobContext &context)
{
    if (!rules.timeline || !rules.beside || !engine.scratch)
        return notKnown(stopped, u"there is no scratch database to compare with"_s);
    ConnectionProfile place = *rules.beside;
    place.defaultSchema = target.defaultSchema;
    const auto around = schemasAround(*rules.timeline, stopped, engine, place, context);
    if (!around)
        return notKnown(stopped, u"the replay on a scratch database failed: "_s + around.error().message.source());
    const Result<Schema> live =
        engine.catalogue->read(connection, {.schemas = {}, .defaultSchema = target.defaultSchema}, context);
    if (!live)
        return failure(live.error());
    const QSet<QString> touched = touchedRoots(around->first, around->second, engine);
    if (touched.isEmpty())
        return notKnown(stopped, u"it leaves no trace in the schema"_s);
    QStringList names(touched.begin(), touched.end());
    names.sort();
    const bool isBefore = !touchedRoots(around->first, *live, engine).intersects(touched);
    const bool isAfter = !touchedRoots(around->second, *live, engine).intersects(touched);
    if (isBefore != isAfter)
        return isAfter;
    const Schema paired = matched(*live, around->first, engine.nameRule);
    return notKnown(stopped,
        u"%1 is neither as before it nor as after it (%2)"_s.arg(
            names.join(u", "_s), differences(around->first, paired, engine, 3).join(u"; "_s)));
}

} // namespace

Result<bool> wasDone(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Stopped &stopped, const RunRules &rules, JobContext &context)
{
    if (rules.assume != RunRules::Assume::Nothing)
        return rules.assume == RunRules::Assume::Done;
    const Result<QStringList> left = engine.runner->watch()->leftovers(connection, stopped.sql);
    if (!left)
        return failure(left.error());
    if (!left->isEmpty() || mayRunAgain(stopped.sql, engine))
        return false;
    return probed(connection, target, engine, stopped, rules, context);
}

} // namespace relata
