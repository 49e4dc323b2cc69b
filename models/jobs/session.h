#pragma once
#include "models/jobs/session_worker.h"

#include <QObject>

namespace relata {

class Mailbox;

/// One session with a server: owns a thread and the connection on it, opened by the first job. Jobs run one after the
/// other; what they leave on the server (transaction, temporary tables, settings) lives until the session is closed.
/// Lives on the thread of the window. Going away never waits for the server.
class Session : public QObject {
    Q_OBJECT
public:
    /// The driver outlives the session.
    Session(const Driver &driver, ConnectionProfile profile, QObject *parent = nullptr);
    ~Session() override;

    const ConnectionProfile &profile() const { return m_profile; }
    SessionStatus status() const { return m_worker->status(); }
    /// JobCenter's way in.
    void post(std::shared_ptr<Job> job, SessionWorker::Work work);
    /// After a loss: the next job opens a new connection. Nothing does so by itself, for the old one's state is gone.
    void reconnect() { m_worker->reconnect(); }
    /// For the one who must know when the thread has ended.
    std::shared_ptr<SessionWorker> worker() const { return m_worker; }

signals:
    /// status() answers differently; on this object's thread.
    void changed();

private:
    const ConnectionProfile m_profile;
    std::shared_ptr<Mailbox> m_mailbox;
    std::shared_ptr<SessionWorker> m_worker;
};

} // namespace relata
