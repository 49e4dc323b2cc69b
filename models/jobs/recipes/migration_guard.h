#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/server_strain.h"
#include "models/jobs/recipes/replica_watch.h"
#include "models/timeline/run_table.h"

#include <chrono>
#include <functional>
#include <memory>

namespace relata {

struct Engine;

/// A statement that takes its time, as it is seen from beside.
struct StatementInSight {
    QString version;
    int position = 0, statements = 0; ///< the one that runs, from 0
    std::chrono::milliseconds since{0}; ///< it began
    QString note; ///< what the server tells of it, or how often it is tried
    QStringList blockers; ///< who keeps it waiting, a line each

    Message message() const;
};

/// Lets one run of migrations at a time to a database. Holds the migration lock on a connection and a thread of its
/// own, never inside of a transaction of the server's; the lock is gone with that connection at the latest. The same
/// thread tells other processes how far the run is, hears what they ask of it, and sees who keeps its statement
/// waiting. All functions are for the thread that runs the statements.
class MigrationGuard {
public:
    MigrationGuard(const Engine &engine, const ConnectionProfile &target);
    /// Lets the lock go; what a run that ended badly needs to be known by stays in the table of runs.
    ~MigrationGuard();
    Q_DISABLE_COPY_MOVE(MigrationGuard)

    /// Asks for the lock again and again until it is there or `patience` is over; the refusal says who holds it.
    Result<> take(JobContext &context, std::chrono::milliseconds patience);
    /// Makes the run known, or the next migration of it. Refuses while a statement of a run that was killed still works
    /// on the server. `working` outlives this object.
    Result<> begin(RunRecord run, Connection &working, JobContext &context, std::chrono::milliseconds patience);
    /// Before each statement: whether the lock is still ours and nobody asked to cancel. Where it `mayWait`, no
    /// transaction being open, it waits while somebody asks to pause.
    Result<> check(JobContext &context, bool mayWait);
    /// The session that works from now on, by its key; empty: the working connection's own.
    Result<> work(const QString &session, JobContext &context);
    /// What other processes see from now on.
    void tell(int position, const QString &note);
    /// Tells once a second of the statement that runs, from its first second on. Called on the thread beside, until
    /// this object ends.
    void onSight(std::function<void(const StatementInSight &)> tell);
    /// Who kept the working session waiting when it was last looked at; forgets them.
    QStringList takeBlockers();
    /// Whether somebody asks to pause, for what waits in a way of its own.
    bool isPauseAsked() const;
    /// The share of the time in which batches may work, in per cent, that somebody asks for.
    int share() const;
    /// Has the server's strain looked at from now on, about once a second, or no more; with that of its replicas where
    /// those are heeded that the project names.
    void watchStrain(bool isWanted, bool heedsReplicas = false);
    /// What was seen of it last; empty: nothing yet.
    std::optional<ServerStrain> strain() const;
    /// The working connection's own session, by its key; empty: none has begun.
    const QString &session() const { return m_session; }
    /// The database whose migrations it guards.
    const ConnectionProfile &target() const { return m_target; }

private:
    class Thread;
    /// Takes the run out of the table, unless its session was lost and may still work.
    void end();
    void goOn(const RunRecord &next);
    Result<> verify(JobContext &context);

    const Engine &m_engine;
    const ConnectionProfile m_target;
    std::unique_ptr<Thread> m_thread;
    std::unique_ptr<ReplicaWatch> m_replicas;
    QString m_session; ///< of the working connection
    Connection *m_working = nullptr;
};

/// Who holds the migration lock of a database, and how far its run is.
struct RunningMigration {
    QString holder; ///< as LockHolder tells it; empty: nobody, the run was killed
    RunRecord run; ///< without id: it has not told yet
    bool isOrphan = false; ///< the run was killed, and its session still works on the server
};

/// The run that another process has going, or has left; empty: none. Opens a connection of its own.
Result<std::optional<RunningMigration>> runningMigration(const Engine &engine, const ConnectionProfile &target);
/// The same on a connection to where the engine's lock is held; see RunWatchPort::lockProfile().
Result<std::optional<RunningMigration>> runningMigration(
    Connection &lock, const Engine &engine, const ConnectionProfile &target);
/// Asks that run to "pause", "continue" or "cancel", or to let batches work "pace 25" per cent of the time; a session
/// that it left behind is ended by "cancel".
Result<> steerMigration(const Engine &engine, const ConnectionProfile &target, const QString &request);

} // namespace relata
