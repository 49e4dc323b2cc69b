#pragma once
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/migration_guard.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace relata {

/// The thread that the lock's connection lives on. Work is handed over and waited for; between, it looks around.
class MigrationGuard::Thread {
public:
    Thread(const Engine &engine, const ConnectionProfile &target)
        : m_engine(engine)
        , m_watch(*engine.runner->watch())
        , m_target(target)
        , m_thread([this] { loop(); })
    { }
    ~Thread();
    Q_DISABLE_COPY_MOVE(Thread)

    Result<> call(JobContext *context, std::function<Result<>()> work);
    Result<> open();
    Result<bool> tryLock() { return m_engine.runner->tryLock(*m_lock); }
    Result<> begin(const RunRecord &record, std::shared_ptr<Interrupter> interrupter);
    /// Refused, and the lock let go, where the session that works is the very one that the lock stands in.
    Result<> mustBeAlone(const QString &session);
    Result<> work(const QString &session);
    void finish(bool keepsRecord);
    QString holder();
    Result<bool> isHeld() { return m_watch.holdsLock(*m_lock); }
    Result<bool> isLeftAtWork(const QString &ours); ///< whether a session of a run that was killed is there still

    std::mutex mutex; ///< guards what follows
    RunRecord run;
    bool hasNews = false, isCancelled = false, wantsStrain = false;
    RunRequest request;
    std::optional<ServerStrain> strain;
    QStringList blockers;
    std::shared_ptr<Interrupter> working;
    std::function<void(const StatementInSight &)> sight;
    QString leftAtWork;

private:
    void loop();
    void lookAround();
    void hearRequest(const QString &id);
    bool seeBlockers(const QString &session);
    void setNote(const QString &note);
    void seeProgress(const QString &session);
    void seeStrain();
    void tellSight(bool isBlocked);
    Connection &runs() { return m_runs ? *m_runs : *m_lock; }

    const Engine &m_engine;
    const RunWatchPort &m_watch;
    const ConnectionProfile m_target;
    std::unique_ptr<Connection> m_lock, m_runs; ///< the second only where runs are kept elsewhere
    std::shared_ptr<Interrupter> m_interrupter;
    std::optional<RunTable> m_table;
    quint64 m_seen = 0;
    QString m_waitNote; ///< who kept the statement waiting when it was last looked at
    std::chrono::steady_clock::time_point m_seenSince, m_nextSight; ///< since when that runs
    std::chrono::steady_clock::time_point m_nextStrain;
    std::condition_variable m_wake, m_done;
    std::deque<std::function<void()>> m_tasks;
    bool m_ends = false, m_isOver = false;
    std::thread m_thread;
};

} // namespace relata
