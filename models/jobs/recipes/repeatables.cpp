#include "models/jobs/recipes/repeatables.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/sql/normal_text.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

using State = RepeatableStatus::State;

namespace {

State stateOf(const MigrationFile &file, const RepeatableTable::Entry *entry, const QList<Ledger::Entry> &migrations,
    const Engine &engine)
{
    if (!entry)
        return State::NeverRun;
    if (entry->state != RepeatableTable::State::Current)
        return State::Stopped;
    if (entry->checksum != migrationChecksum(file, engine))
        return State::Changed;
    const bool isSame = entry->stands == standsOn(migrations) || isStandOfScript(entry->stands, migrations);
    return isSame ? State::Current : State::Behind;
}

RepeatableStatus statusOf(const QString &name, State state, const RepeatableTable::Entry *entry)
{
    return entry ? RepeatableStatus{name, state, entry->ranAt, entry->by, entry->error}
                 : RepeatableStatus{name, state, {}, {}, {}};
}

/// Whether all of it and the row that says so are one transaction.
bool isWhole(const QList<RunnerStatement> &all, const Engine &engine)
{
    return !all.isEmpty() && engine.runner->transactionalDdl()
        && std::all_of(
            all.begin(), all.end(), [](const RunnerStatement &one) { return one.mode == TransactionMode::Joined; });
}

/// Which statement stopped it, in front of why: nothing else of a try is kept.
QString stoppedText(const Error &error, const QList<RunnerStatement> &all, int last, const Engine &engine)
{
    if (last < 0)
        return error.text();
    return u"Statement %1 of %2: %3\n%4"_s.arg(QString::number(last + 1), QString::number(all.size()),
        collapsed(all.at(last).sql, *engine.flavour), error.text());
}

/// Runs all of it each time: there is no place to go on from.
Result<> runAll(Connection &connection, const Engine &engine, const MigrationFile &file, MigrationRun &run,
    const QList<RunnerStatement> &all, const QList<Ledger::Entry> &migrations, JobContext &context)
{
    const int count = int(all.size());
    const bool whole = isWhole(all, engine);
    RepeatableTable table(connection, engine);
    if (Result<> ready = table.begin(file, whole); !ready)
        return ready;
    int last = -1;
    ScriptHooks hooks = run.steering();
    hooks.before = [&](int i) {
        last = i;
        context.report({i, count, {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Running repeatable %1"), {file.version}}});
        return Result<>();
    };
    hooks.commits = [&](int end) { return whole && end == count - 1 ? table.finish(file, migrations) : Result<>(); };
    const Result<> done = runScript(connection, engine, all, 0, hooks, context);
    if (done)
        return whole ? done : table.finish(file, migrations);
    Error error = done.error();
    if (connection.isAlive())
        (void)table.failed(file, stoppedText(error, all, last, engine));
    error.message = {
        "Migrate", QT_TRANSLATE_NOOP("Migrate", "Repeatable %1 stopped: %2"), {file.version, error.message.source()}};
    return failure(std::move(error));
}

Result<> runWhole(Connection &connection, const Engine &engine, const MigrationFile &file, MigrationGuard &guard,
    const RunRules &rules, const QList<Ledger::Entry> &migrations, JobContext &context)
{
    const QList<RunnerStatement> all =
        scriptStatements(file.up, engine, connection.server(), !file.withoutTransaction());
    MigrationRun run(connection, engine, file, guard, rules, context);
    Result<> ready = run.begin(u"up"_s, int(all.size()));
    if (ready)
        ready = run.bound(Ledger::Direction::Up, all);
    if (!ready)
        return ready;
    return run.withHooks(
        Ledger::Direction::Up, [&] { return runAll(connection, engine, file, run, all, migrations, context); });
}

/// Under the lock: nobody has applied or taken back anything since somebody looked.
Result<QList<Ledger::Entry>> allApplied(Connection &connection, const Engine &engine, const Timeline &timeline)
{
    Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return entries;
    const QList<MigrationStatus> states = statusOf(timeline, *entries, engine);
    const auto open = std::find_if(
        states.begin(), states.end(), [](const MigrationStatus &one) { return one.state != MigrationState::Applied; });
    if (open == states.end())
        return entries;
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate", "Migration %1 is not applied as it is now: what runs behind it was not run."),
        {open->version}, Error::Code::Conflict);
}

} // namespace

Result<QList<RepeatableStatus>> repeatableStatus(Connection &connection, const Engine &engine, const Timeline &timeline)
{
    const Result<QList<RepeatableTable::Entry>> entries = RepeatableTable(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    const Result<QList<Ledger::Entry>> migrations = Ledger(connection, engine).entries();
    if (!migrations)
        return failure(migrations.error());
    QList<RepeatableStatus> result;
    QStringList known;
    for (const MigrationFile &file : timeline.repeatables) {
        const auto found =
            std::find_if(entries->begin(), entries->end(), [&](const auto &one) { return one.id == file.id; });
        const RepeatableTable::Entry *entry = found == entries->end() ? nullptr : &*found;
        known += file.id;
        result += statusOf(file.version, stateOf(file, entry, *migrations, engine), entry);
    }
    for (const RepeatableTable::Entry &entry : *entries) {
        if (!known.contains(entry.id))
            result += statusOf(entry.name, State::Gone, &entry);
    }
    return result;
}

Result<QList<RepeatedObject>> repeatedOn(Connection &connection, const Engine &engine, const Timeline &timeline)
{
    const Result<QList<RepeatableTable::Entry>> entries = RepeatableTable(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    QList<MigrationFile> files = timeline.repeatables;
    for (const RepeatableTable::Entry &entry : *entries) {
        if (Result<MigrationFile> file = parseRepeatable(entry.body.toUtf8(), entry.name + u".sql"_s))
            files += std::move(*file);
    }
    return repeatedObjects(files, *engine.flavour);
}

Result<QList<MigrationFile>> pendingRepeatables(Connection &connection, const Engine &engine, const Timeline &timeline,
    const QString &version, const QList<MigrationFile> &pending)
{
    const MigrationFile *last = version.isEmpty() ? nullptr : timeline.find(version);
    const bool isShort = last && last->version.toLongLong() < timeline.migrations.last().version.toLongLong();
    for (const MigrationFile &file : timeline.repeatables) {
        if (const auto made = repeatedObjects(file, *engine.flavour); !made)
            return failure(made.error());
    }
    if (isShort || timeline.repeatables.isEmpty())
        return QList<MigrationFile>();
    const Result<QList<RepeatableStatus>> states = repeatableStatus(connection, engine, timeline);
    if (!states)
        return failure(states.error());
    QList<MigrationFile> result;
    for (qsizetype i = 0; i < timeline.repeatables.size(); ++i) {
        if (!pending.isEmpty() || states->at(i).state != State::Current)
            result += timeline.repeatables.at(i);
    }
    return result;
}

Result<> runRepeatable(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Timeline &timeline, const MigrationFile &repeatable, JobContext &context, const RunRules &rules)
{
    if (const auto made = repeatedObjects(repeatable, *engine.flavour); !made)
        return failure(made.error());
    const auto guard = guardOf(rules, engine, target, context);
    if (!guard)
        return failure(guard.error());
    if (Result<> made = RepeatableTable(connection, engine).ensure(); !made)
        return made;
    const Result<QList<Ledger::Entry>> migrations = allApplied(connection, engine, timeline);
    if (!migrations)
        return failure(migrations.error());
    if (Result<> fine = mustBeApproved(repeatable, engine, rules); !fine)
        return fine;
    return runWhole(connection, engine, repeatable, **guard, rules, *migrations, context);
}

} // namespace relata
