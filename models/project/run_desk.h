#pragma once
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/migration_guard.h"
#include "models/jobs/session_pool.h"

#include <QObject>

#include <optional>

class QTimer;

namespace relata {

class EngineRegistry;
class JobCenter;

/// What runs on the chosen database just now, whoever began it, and what is asked of it. Looks again and again while
/// somebody watches: each second while there is a run, each few seconds else. Lives on the window's thread; all it is
/// given outlives it.
class RunDesk : public QObject {
    Q_OBJECT
public:
    RunDesk(const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions, QObject *parent = nullptr);
    ~RunDesk() override;

    const std::optional<ConnectionProfile> &connection() const { return m_profile; }
    void setConnection(const std::optional<ConnectionProfile> &profile);
    /// The run that was there when it was looked last; empty: none, or nobody knows.
    const std::optional<RunningMigration> &running() const { return m_running; }
    /// Whether the database has been looked at since it was chosen, or could not be.
    bool hasLooked() const { return m_hasLooked; }

public slots:
    void setWatched(bool isWatched);
    /// Looks at once.
    void look();
    /// Asks the run for what steerMigration() takes.
    void ask(const QString &request);

signals:
    /// Another run, or another place of it; once after the first look, too.
    void changed();
    /// The run is over that was there.
    void ended();
    /// What was asked for did not reach the run.
    void failed(const relata::Error &error);

private:
    void arrived(quint64 number, Result<std::optional<RunningMigration>> running);
    const Engine *engine() const;

    const EngineRegistry &m_engines;
    JobCenter &m_jobs;
    SessionPool &m_sessions;
    std::optional<ConnectionProfile> m_profile;
    SessionLease m_session; ///< to where the lock is held; only while somebody watches
    std::optional<RunningMigration> m_running;
    QTimer *m_clock;
    quint64 m_number = 0; ///< of the look that is awaited
    bool m_isLooking = false, m_isWatched = false, m_hasLooked = false;
};

} // namespace relata
