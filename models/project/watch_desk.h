#pragma once
#include "models/engine/connection_profile.h"
#include "models/jobs/job.h"
#include "models/jobs/recipes/after_up.h"
#include "models/jobs/session_pool.h"

#include <QDateTime>
#include <QObject>

#include <optional>

namespace relata {

class EngineRegistry;
class JobCenter;
class Mailbox;

/// Looks at the chosen database beside what was kept before its last migrations, and for a time who waits for locks.
/// Lives on the window's thread; all it is given outlives it.
class WatchDesk : public QObject {
    Q_OBJECT
public:
    /// Something that came in while the watch went on.
    struct Event {
        QDateTime at;
        Message what;
    };

    /// `project`: its folder.
    WatchDesk(const QString &project, const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions,
        QObject *parent = nullptr);
    ~WatchDesk() override;

    const std::optional<ConnectionProfile> &connection() const { return m_profile; }
    void setConnection(const std::optional<ConnectionProfile> &profile);
    /// What the database was like before its last migrations; an error that says how one comes to be where nobody
    /// looked.
    const Result<WatchSnapshot> &before() const { return m_before; }
    /// The last look; none: nobody has looked since the database was chosen.
    const std::optional<WatchReport> &report() const { return m_report; }
    /// Of the last watch, the oldest first.
    const QList<Event> &events() const { return m_events; }
    /// Why the last watch ended before its time; none: it did not.
    const std::optional<Error> &error() const { return m_error; }
    bool isRunning() const { return m_job != 0; }
    /// Runs, and not to look once alone.
    bool isWatching() const { return isRunning() && m_isTimed; }
    /// How far the look is that runs.
    Message progress() const;
    /// When the watch ends that runs; invalid before the look has ended, and when none runs.
    QDateTime until() const { return m_until; }
    std::optional<PlanTree> plan(const WatchedQuery &query) const;

public slots:
    /// Looks, then watches so long for lock waits and deadlocks; ends another watch.
    void watch(std::chrono::milliseconds time);
    void stop();
    /// What was kept before migrations is read anew.
    void readBefore();

signals:
    /// Anything but events().
    void changed();
    void happened();
    /// A look has ended well.
    void looked();

private:
    const Engine *engine() const;
    void begin(std::chrono::milliseconds time);
    void see(const WatchReport &report, std::chrono::milliseconds time);
    void seeLast(const WatchReport &report);
    void hear(const Message &what);
    void ended(quint64 number, const Result<> &result);

    const QString m_folder;
    const EngineRegistry &m_engines;
    JobCenter &m_jobs;
    SessionPool &m_sessions;
    std::shared_ptr<Mailbox> m_mailbox;
    std::optional<ConnectionProfile> m_profile;
    Result<WatchSnapshot> m_before;
    std::optional<WatchReport> m_report;
    QList<Event> m_events;
    std::optional<Error> m_error;
    QDateTime m_until;
    JobId m_job = 0;
    bool m_isTimed = false;
    quint64 m_number = 0; ///< of the watch that is awaited
};

} // namespace relata
