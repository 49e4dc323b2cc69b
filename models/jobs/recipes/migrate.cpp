#include "models/jobs/recipes/migrate.h"

#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/settle_squashed.h"
#include "models/jobs/recipes/way_back.h"

#include <QThread>

#include <algorithm>
#include <ranges>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> refused(const char *text, const QStringList &arguments, Error::Code code = Error::Code::Refused)
{
    return failure(
        {.code = code, .message = {"Migrate", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

/// Holds the database's migration lock as long as it lives.
class HeldLock {
public:
    HeldLock(Connection &connection, const Engine &engine)
        : m_connection(connection)
        , m_engine(engine)
    { }
    ~HeldLock()
    {
        if (!m_held)
            return;
        (void)m_engine.runner->unlock(m_connection);
        if (m_connection.isAlive())
            (void)m_connection.reset(); // nothing that a migration set reaches the next
    }
    HeldLock(const HeldLock &) = delete;

    /// Polls, never waits inside the server.
    Result<> take(JobContext &context)
    {
        for (int attempt = 0; attempt < 50 && !context.stopRequested(); ++attempt) {
            Result<bool> taken = m_engine.runner->tryLock(m_connection);
            if (!taken)
                return failure(taken.error());
            m_held = *taken;
            if (m_held)
                return {};
            context.report(
                {0, 0, {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Waiting: another run holds the migration lock"), {}}});
            QThread::msleep(100);
        }
        return refused(
            QT_TRANSLATE_NOOP("Migrate", "Another migration is running on this database: wait for it, or stop it."), {},
            Error::Code::LockTimeout);
    }

private:
    Connection &m_connection;
    const Engine &m_engine;
    bool m_held = false;
};

Result<> mustBeEmpty(Connection &connection, const QStringList &queries, const char *complaint)
{
    for (const QString &query : queries) {
        Result<Rows> rows = fetch(connection, query);
        if (!rows)
            return failure(rows.error());
        if (!rows->isEmpty())
            return refused(complaint, {QString::number(rows->count), query});
    }
    return {};
}

/// Nobody queues behind a lock that this run waits for longer than a moment.
Result<> boundWaits(Connection &connection, const Engine &engine)
{
    for (const QString &setting : engine.runner->timeouts(std::chrono::seconds(3), std::chrono::seconds(0))) {
        if (Result<ResultSummary> done = perform(connection, setting); !done)
            return failure(done.error());
    }
    return {};
}

QList<RunnerStatement> sectionStatements(
    Connection &connection, const Engine &engine, const MigrationFile &migration, Ledger::Direction direction)
{
    const QString &section = direction == Ledger::Direction::Up ? migration.up : migration.down;
    return scriptStatements(section, engine, connection.server(), !migration.withoutTransaction());
}

/// Writes each statement's rows of the ledger. All that is handed over must outlive the hooks.
ScriptHooks journal(Connection &connection, const Engine &engine, Ledger &ledger, const MigrationFile &migration,
    Ledger::Direction direction, const QList<RunnerStatement> &statements)
{
    const bool sets = std::any_of(statements.begin(), statements.end(),
        [&](const RunnerStatement &one) { return engine.runner->setsSession(one.sql); });
    const auto asOneself = [&connection, &engine, sets](const std::function<Result<>()> &work) {
        return sets ? engine.runner->withOwnRights(connection, work) : work();
    };
    const auto isUnsaid = std::make_shared<bool>(false); // it was done, and that could not be written down
    ScriptHooks hooks;
    hooks.before = [&ledger, &migration, &statements, direction, asOneself](int i) {
        if (statements.at(i).mode != TransactionMode::Outside)
            return Result<>();
        return asOneself([&] { return ledger.statementStarted(migration, direction, i, statements.at(i).sql); });
    };
    hooks.after = [&ledger, &migration, &statements, direction, asOneself, isUnsaid](int i) {
        const Result<> said =
            asOneself([&] { return ledger.statementDone(migration, direction, i, statements.at(i).sql); });
        *isUnsaid = !said && statements.at(i).mode == TransactionMode::Outside;
        return said;
    };
    hooks.failed = [&connection, &ledger, &migration, direction, isUnsaid](int, const Error &error) {
        if (connection.isAlive() && error.code != Error::Code::ConnectionLost && !*isUnsaid)
            (void)ledger.failed(migration, direction, error);
    };
    return hooks;
}

Result<> runSection(Connection &connection, const Engine &engine, const MigrationFile &migration,
    Ledger::Direction direction, int first, JobContext &context)
{
    Ledger ledger(connection, engine);
    if (Result<> done = ledger.locate(); !done)
        return done;
    const QList<RunnerStatement> statements = sectionStatements(connection, engine, migration, direction);
    if (first == 0) {
        if (Result<> done =
                ledger.begin(migration, direction, int(statements.size()), migrationChecksum(migration, engine));
            !done)
            return done;
    }
    if (Result<> done = boundWaits(connection, engine); !done)
        return done;
    const ScriptHooks hooks = journal(connection, engine, ledger, migration, direction, statements);
    if (Result<> done = runScript(connection, engine, statements, first, hooks, context); !done)
        return done;
    if (direction == Ledger::Direction::Up) {
        if (Result<> done = mustBeEmpty(connection, migration.all(u"verify"),
                QT_TRANSLATE_NOOP("Migrate", "The migration ran, but its verification found %1 rows: %2"));
            !done) {
            (void)ledger.failed(migration, direction, done.error());
            return done;
        }
    }
    return ledger.finish(migration, direction);
}

Result<const Ledger::Entry *> entryOf(const QList<Ledger::Entry> &entries, const MigrationFile &migration)
{
    for (const Ledger::Entry &entry : entries) {
        if (entry.id == migration.id)
            return &entry;
    }
    return refused(QT_TRANSLATE_NOOP("Migrate", "Migration %1 was never begun on this database."), {migration.version});
}

Result<> blocked(const MigrationStatus &status)
{
    switch (status.state) {
    case MigrationState::Partial:
    case MigrationState::Failed:
        return refused(QT_TRANSLATE_NOOP("Migrate",
                           "Migration %1 stopped at statement %2 of %3: resume it or roll it back first. %4"),
            {status.version, QString::number(status.statementsDone + 1), QString::number(status.statements),
                status.error},
            Error::Code::Conflict);
    case MigrationState::Edited:
        return refused(
            QT_TRANSLATE_NOOP("Migrate",
                "Migration %1 was edited after it was applied: take the edit back, or make a new migration of it."),
            {status.version}, Error::Code::Conflict);
    case MigrationState::Missing:
        return refused(QT_TRANSLATE_NOOP(
                           "Migrate", "The database has migration %1 (%2), which the project does not: pull it first."),
            {status.version, status.title}, Error::Code::Conflict);
    case MigrationState::OutOfOrder:
        return refused(QT_TRANSLATE_NOOP("Migrate",
                           "Migration %1 is older than the last one applied: give it a new number at the end."),
            {status.version}, Error::Code::Conflict);
    case MigrationState::Pending:
    case MigrationState::Applied:
        break;
    }
    return {};
}

} // namespace

Result<QList<MigrationStatus>> migrationStatus(Connection &connection, const Engine &engine, const Timeline &timeline)
{
    (void)settleSquashed(connection, engine, timeline); // what is not settled shows as missing
    Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    return statusOf(timeline, *entries, engine);
}

Result<QList<MigrationFile>> pendingMigrations(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &version)
{
    const MigrationFile *last = version.isEmpty() ? nullptr : timeline.find(version);
    if (!version.isEmpty() && !last)
        return refused(QT_TRANSLATE_NOOP("Migrate", "The project has no migration %1."), {version}, Error::Code::Usage);
    if (Result<> settled = settleSquashed(connection, engine, timeline); !settled)
        return failure(settled.error());
    Result<QList<MigrationStatus>> states = migrationStatus(connection, engine, timeline);
    if (!states)
        return failure(states.error());
    QList<MigrationFile> result;
    for (const MigrationStatus &status : *states) {
        if (Result<> fine = blocked(status); !fine)
            return failure(fine.error());
        const MigrationFile *migration = timeline.find(status.version);
        if (status.state == MigrationState::Pending && migration
            && (!last || migration->version.toLongLong() <= last->version.toLongLong()))
            result += *migration;
    }
    return result;
}

Result<QList<MigrationFile>> appliedMigrations(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &version)
{
    if (!version.isEmpty() && !timeline.find(version) && version.toLongLong() != 0)
        return refused(QT_TRANSLATE_NOOP("Migrate", "The project has no migration %1."), {version}, Error::Code::Usage);
    const Result<QList<MigrationStatus>> states = migrationStatus(connection, engine, timeline);
    if (!states)
        return failure(states.error());
    QList<MigrationFile> result;
    for (const MigrationStatus &status : std::views::reverse(*states)) {
        const MigrationFile *migration = timeline.find(status.version);
        if (status.state == MigrationState::Pending)
            continue;
        if (version.isEmpty() && !result.isEmpty())
            break;
        if (!version.isEmpty() && status.version.toLongLong() <= version.toLongLong())
            break;
        if (status.state != MigrationState::Edited || !migration) {
            if (Result<> fine = blocked(status); !fine)
                return failure(fine.error());
        }
        result += *migration;
    }
    return result;
}

Result<> applyMigration(
    Connection &connection, const Engine &engine, const MigrationFile &migration, JobContext &context)
{
    HeldLock lock(connection, engine);
    if (Result<> done = lock.take(context); !done)
        return done;
    if (Result<> done = Ledger(connection, engine).ensure(); !done)
        return done;
    Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    if (entryOf(*entries, migration)) // somebody was faster, or it stopped half-way
        return refused(QT_TRANSLATE_NOOP("Migrate", "Migration %1 is applied or begun already: look at its status."),
            {migration.version}, Error::Code::Conflict);
    if (Result<> done = mustBeEmpty(connection, migration.all(u"check"),
            QT_TRANSLATE_NOOP("Migrate", "Nothing was changed: a check before the migration found %1 rows: %2"));
        !done)
        return done;
    return runSection(connection, engine, migration, Ledger::Direction::Up, 0, context);
}

Result<> resumeMigration(
    Connection &connection, const Engine &engine, const MigrationFile &migration, JobContext &context)
{
    HeldLock lock(connection, engine);
    if (Result<> done = lock.take(context); !done)
        return done;
    Ledger ledger(connection, engine);
    Result<QList<Ledger::Entry>> entries = ledger.entries();
    if (!entries)
        return failure(entries.error());
    Result<const Ledger::Entry *> entry = entryOf(*entries, migration);
    if (!entry)
        return failure(entry.error());
    const Ledger::Direction direction = (*entry)->direction;
    Result<bool> unknown = ledger.hasUnknown(migration, direction);
    if (!unknown)
        return failure(unknown.error());
    if (*unknown)
        return refused(QT_TRANSLATE_NOOP("Migrate",
                           "Whether statement %1 of migration %2 happened is not known: roll the migration back "
                           "instead, which looks at the database itself."),
            {QString::number((*entry)->done + 1), migration.version}, Error::Code::Conflict);
    const QList<RunnerStatement> statements = sectionStatements(connection, engine, migration, direction);
    for (int i = 0; i < std::min((*entry)->done, int(statements.size())); ++i) {
        if (engine.runner->fillsSession(statements.at(i).sql))
            return refused(
                QT_TRANSLATE_NOOP("Migrate",
                    "What statement %1 of migration %2 kept in its session, a temporary table or a variable, is gone: "
                    "roll the migration back instead."),
                {QString::number(i + 1), migration.version}, Error::Code::Conflict);
    }
    return runSection(connection, engine, migration, direction, (*entry)->done, context);
}

Result<> revertMigration(Connection &connection, const Engine &engine, const MigrationFile &migration,
    JobContext &context, DownPrecautions *precautions)
{
    if (migration.down.trimmed().isEmpty())
        return refused(QT_TRANSLATE_NOOP("Migrate", "Migration %1 has no way down."), {migration.version});
    HeldLock lock(connection, engine);
    if (Result<> done = lock.take(context); !done)
        return done;
    if (precautions) {
        if (Result<> done = takePrecautions(connection, engine, migration, *precautions, context); !done)
            return done;
    }
    return runSection(connection, engine, migration, Ledger::Direction::Down, 0, context);
}

Result<Schema> replayed(const Timeline &timeline, const MigrationFile *before, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context)
{
    auto scratch = engine.scratch->create(beside, context);
    if (!scratch)
        return failure(scratch.error());
    Connection &connection = (*scratch)->connection();
    for (const MigrationFile &migration : timeline.migrations) {
        if (before && migration.id == before->id && migration.version == before->version)
            break;
        const auto statements =
            scriptStatements(migration.up, engine, connection.server(), !migration.withoutTransaction());
        if (Result<> done = runScript(connection, engine, statements, 0, {}, context); !done) {
            Error error = done.error();
            error.message = {"Migrate",
                QT_TRANSLATE_NOOP("Migrate", "Migration %1 does not run on an empty database: %2"),
                {migration.version, error.message.source()}};
            return failure(error);
        }
        if (Result<> fresh = connection.reset(); !fresh)
            return failure(fresh.error());
    }
    return engine.catalogue->read(
        connection, {.schemas = {}, .defaultSchema = (*scratch)->profile().defaultSchema}, context);
}

/// What differs but is not named by the migration was changed by somebody else: not this way back's to undo.
static Result<> onlyNamed(
    const ChangeSet &changes, const Schema &from, const Schema &to, const MigrationFile &migration)
{
    for (const Change &change : changes.changes()) {
        const Schema &side = std::holds_alternative<Dropped>(change) ? from : to;
        const Object *parent = side.find(parentOf(objectOf(change)));
        const auto named = [&](const QString &name) {
            return !name.isEmpty() && migration.up.contains(name, Qt::CaseInsensitive);
        };
        bool isElsewhere = false; // in a schema that the migration does not speak of
        for (const Object *above = parent; above; above = side.find(parentOf(*above)))
            isElsewhere = kindOf(*above) == Kind::Namespace && !nameOf(*above).isEmpty() && !named(nameOf(*above));
        if (kindOf(change) != Kind::Opaque
            && (isElsewhere || (!named(nameOf(objectOf(change))) && !(parent && named(nameOf(*parent))))))
            return refused(
                QT_TRANSLATE_NOOP("Migrate",
                    "Nothing was rolled back: %1 differs from what the migrations lead to, and migration %2 does not "
                    "name it. Settle that first."),
                {side.displayName(idOf(change)), migration.version}, Error::Code::Conflict);
    }
    return {};
}

Result<> rollBackPartial(Connection &connection, const ConnectionProfile &target, const ConnectionProfile &beside,
    const Engine &engine, const Timeline &timeline, const MigrationFile &migration, JobContext &context)
{
    ConnectionProfile replay = beside;
    replay.defaultSchema = target.defaultSchema; // what has no schema in the files must mean the same
    Result<Schema> before = replayed(timeline, &migration, engine, replay, context);
    if (!before)
        return failure(before.error());
    HeldLock lock(connection, engine);
    if (Result<> done = lock.take(context); !done)
        return done;
    Result<Schema> live =
        engine.catalogue->read(connection, {.schemas = {}, .defaultSchema = target.defaultSchema}, context);
    if (!live)
        return failure(live.error());
    const Schema from = matched(*live, *before, engine.nameRule);
    const ChangeSet changes = ChangeSet::between(from, *before, engine.diffPolicy());
    if (Result<> fine = onlyNamed(changes, from, *before, migration); !fine)
        return fine;
    const Target back{.server = connection.server(), .rows = {}, .naive = true, .defaultSchema = target.defaultSchema};
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    const Result<const Ledger::Entry *> entry = entryOf(*entries, migration);
    const Ledger::Direction direction = entry ? (*entry)->direction : Ledger::Direction::Up;
    const Result<QStringList> texts = wayBack(connection, engine, migration, direction, from, *before, back);
    if (!texts)
        return failure(texts.error());
    const auto statements = scriptStatements(*texts, engine, connection.server());
    if (Result<> done = boundWaits(connection, engine); !done)
        return done;
    if (Result<> done = runScript(connection, engine, statements, 0, {}, context); !done)
        return done;
    return Ledger(connection, engine).remove(migration);
}

} // namespace relata
