#include "models/jobs/recipes/repeatables.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_run.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

using State = RepeatableStatus::State;

namespace {

State stateOf(
    const MigrationFile &file, const RepeatableTable::Entry *entry, const QString &stands, const Engine &engine)
{
    if (!entry)
        return State::NeverRun;
    if (entry->state != RepeatableTable::State::Current)
        return State::Stopped;
    if (entry->checksum != migrationChecksum(file, engine))
        return State::Changed;
    return entry->stands == stands ? State::Current : State::Behind;
}

RepeatableStatus statusOf(const QString &name, State state, const RepeatableTable::Entry *entry)
{
    return entry ? RepeatableStatus{name, state, entry->ranAt, entry->by, entry->error}
                 : RepeatableStatus{name, state, {}, {}, {}};
}

/// One run of one file. Runs all of it each time: there is no place to go on from.
class RepeatableRun {
public:
    RepeatableRun(Connection &connection, const Engine &engine, const MigrationFile &file, MigrationGuard &guard,
        const RunRules &rules, JobContext &context)
        : m_connection(connection)
        , m_engine(engine)
        , m_file(file)
        , m_guard(guard)
        , m_rules(rules)
        , m_context(context)
        , m_table(connection, engine)
    { }
    /// Nothing that it set in the session reaches what runs next.
    ~RepeatableRun()
    {
        if (m_connection.isAlive())
            (void)m_connection.reset();
    }
    Q_DISABLE_COPY_MOVE(RepeatableRun)

    Result<> run(const QList<Ledger::Entry> &migrations)
    {
        const Result<WaitRules> patience = patienceOf(m_file, m_rules.waits);
        if (!patience)
            return failure(patience.error());
        m_patience = *patience;
        const QList<RunnerStatement> all =
            scriptStatements(m_file.up, m_engine, m_connection.server(), !m_file.withoutTransaction());
        if (Result<> ready = begin(all); !ready)
            return ready;
        const int count = int(all.size());
        ScriptHooks hooks = steering(all);
        hooks.commits = [this, &migrations, count](int last) {
            return m_isWhole && last == count - 1 ? m_table.finish(m_file, migrations) : Result<>();
        };
        const Result<> done = runScript(m_connection, m_engine, all, 0, hooks, m_context);
        if (!done) {
            if (m_connection.isAlive())
                (void)m_table.failed(m_file, done.error());
            return said(done.error());
        }
        return m_isWhole ? Result<>() : m_table.finish(m_file, migrations);
    }

private:
    Result<> begin(const QList<RunnerStatement> &all)
    {
        RunRecord record;
        record.version = m_file.version;
        record.direction = u"up"_s;
        record.statements = int(all.size());
        if (Result<> begun = m_guard.begin(record, m_connection, m_context, m_rules.patience); !begun)
            return begun;
        for (const QString &setting : m_engine.runner->timeouts(m_patience.lock, std::chrono::seconds(0))) {
            if (Result<ResultSummary> done = perform(m_connection, setting); !done)
                return failure(done.error());
        }
        m_deadline.emplace(m_rules.window, all, m_file, true, m_rules.folder, m_engine);
        if (Result<> fits = m_deadline->mayBegin(0); !fits)
            return fits;
        m_isWhole = !all.isEmpty() && m_engine.runner->transactionalDdl()
            && std::all_of(
                all.begin(), all.end(), [](const RunnerStatement &one) { return one.mode == TransactionMode::Joined; });
        return m_table.begin(m_file, m_isWhole);
    }

    ScriptHooks steering(const QList<RunnerStatement> &all)
    {
        ScriptHooks hooks;
        hooks.patience = m_patience;
        hooks.mayGoOn = [this](int i, bool mayWait) {
            if (Result<> fine = m_guard.check(m_context, mayWait); !fine)
                return fine;
            m_guard.tell(i, {});
            return mayWait ? m_deadline->mayBegin(i) : Result<>();
        };
        hooks.before = [this, &all](int i) {
            m_context.report(
                {i, all.size(), {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Running repeatable %1"), {m_file.version}}});
            return Result<>();
        };
        hooks.blockers = [this] { return m_guard.takeBlockers(); };
        hooks.waits = [this](int i, int attempt) {
            m_guard.tell(i, u"waiting for a lock, try %1 of %2"_s.arg(attempt).arg(m_patience.tries));
        };
        return hooks;
    }

    Result<> said(Error error) const
    {
        error.message = {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Repeatable %1 stopped: %2"),
            {m_file.version, error.message.source()}};
        return failure(std::move(error));
    }

    Connection &m_connection;
    const Engine &m_engine;
    const MigrationFile &m_file;
    MigrationGuard &m_guard;
    const RunRules &m_rules;
    JobContext &m_context;
    RepeatableTable m_table;
    WaitRules m_patience;
    std::optional<RunDeadline> m_deadline;
    bool m_isWhole = false; ///< one transaction, with the row that says so
};

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
    const QString stands = standsOn(*migrations);
    QList<RepeatableStatus> result;
    QStringList known;
    for (const MigrationFile &file : timeline.repeatables) {
        const auto found =
            std::find_if(entries->begin(), entries->end(), [&](const auto &one) { return one.id == file.id; });
        const RepeatableTable::Entry *entry = found == entries->end() ? nullptr : &*found;
        known += file.id;
        result += statusOf(file.version, stateOf(file, entry, stands, engine), entry);
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
    return RepeatableRun(connection, engine, repeatable, **guard, rules, context).run(*migrations);
}

} // namespace relata
