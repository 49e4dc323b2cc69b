#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/migration_guard.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// The two connections with which a run of another process is looked at.
class Look {
public:
    Look(const Engine &engine, const ConnectionProfile &target)
        : m_engine(engine)
        , m_watch(*engine.runner->watch())
        , m_target(target)
    { }

    Result<std::optional<RunningMigration>> see()
    {
        Result<std::unique_ptr<Connection>> lock = m_engine.driver->open(m_watch.lockProfile(m_target));
        if (!lock)
            return failure(lock.error());
        m_lock = std::move(*lock);
        const ConnectionProfile place = m_watch.runsProfile(m_target);
        if (place.database != m_target.database) {
            Result<std::unique_ptr<Connection>> runs = m_engine.driver->open(place);
            if (!runs)
                return failure(runs.error());
            m_runs = std::move(*runs);
        }
        const Result<std::optional<LockHolder>> holder = m_watch.lockHolder(*m_lock);
        if (!holder)
            return failure(holder.error());
        const Result<std::optional<RunRecord>> run = table().current();
        if (!run)
            return failure(run.error());
        if (!*holder && !*run)
            return std::optional<RunningMigration>();
        RunningMigration result;
        result.holder = *holder ? (*holder)->text() : QString();
        result.run = run->value_or(RunRecord());
        if (!*holder && !result.run.session.isEmpty()) {
            const Result<bool> isThere = m_watch.isSessionThere(*m_lock, result.run.session);
            if (!isThere)
                return failure(isThere.error());
            result.isOrphan = *isThere;
        }
        if (!*holder && !result.isOrphan)
            return std::optional<RunningMigration>(); // killed, and the ledger says how far it came
        return std::optional(result);
    }

    RunTable table() { return {m_runs ? *m_runs : *m_lock, m_engine}; }
    Result<> endSession(const QString &key) { return m_watch.endSession(*m_lock, key); }

private:
    const Engine &m_engine;
    const RunWatchPort &m_watch;
    const ConnectionProfile &m_target;
    std::unique_ptr<Connection> m_lock, m_runs;
};

} // namespace

Result<std::optional<RunningMigration>> runningMigration(const Engine &engine, const ConnectionProfile &target)
{
    return Look(engine, target).see();
}

Result<> steerMigration(const Engine &engine, const ConnectionProfile &target, const QString &request)
{
    Look look(engine, target);
    const Result<std::optional<RunningMigration>> running = look.see();
    if (!running)
        return failure(running.error());
    if (*running && (*running)->isOrphan && request == "cancel"_L1)
        return look.endSession((*running)->run.session);
    RunRequest all = *running ? RunRequest::of((*running)->run.request) : RunRequest();
    if (!all.add(request))
        return failure({.code = Error::Code::Usage,
            .message = {"Migrate",
                QT_TRANSLATE_NOOP(
                    "Migrate", "A run can be asked to pause, continue, cancel, or pace 1 to 100; not %1."),
                {request}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    const Result<bool> asked = *running ? look.table().ask((*running)->run.id, all.text()) : Result<bool>(false);
    if (!asked)
        return failure(asked.error());
    if (*asked)
        return {};
    return failure({.code = Error::Code::Conflict,
        .message = {"Migrate", QT_TRANSLATE_NOOP("Migrate", "No migration is running on this database."), {}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

} // namespace relata
