#pragma once
#include "models/base/result.h"
#include "models/jobs/session.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace relata {

class EngineRegistry;
class Mailbox;
class SessionPool;

/// A session of one's own until this value goes; then it returns to its pool. Moves; window's thread.
class SessionLease {
public:
    SessionLease() = default;
    SessionLease(SessionPool *pool, std::unique_ptr<Session> session);
    SessionLease(SessionLease &&other) noexcept;
    SessionLease &operator=(SessionLease &&other) noexcept;
    ~SessionLease();

    explicit operator bool() const { return m_session != nullptr; }
    Session &operator*() const { return *m_session; }
    Session *operator->() const { return m_session.get(); }
    Session *get() const { return m_session.get(); }

private:
    void giveBack();

    QPointer<SessionPool> m_pool;
    std::unique_ptr<Session> m_session;
};

/// Lends sessions. What comes back is reset on its server before anybody else has it, and closed when that fails, when
/// it is busy or when enough of its kind are idle. Window's thread; leases may outlive the pool.
class SessionPool : public QObject {
    Q_OBJECT
public:
    explicit SessionPool(const EngineRegistry &engines, QObject *parent = nullptr);
    /// Closes all; waits for their threads three seconds at most in all.
    ~SessionPool() override;

    /// A fresh session, open or about to be. Fails when this program has no such engine.
    Result<SessionLease> lease(const ConnectionProfile &profile);
    /// Closes idle sessions of that connection, before its database is dropped or its file replaced.
    void closeIdle(const ConnectionProfile &profile);
    int idleCount() const { return int(m_idle.size()); }

private:
    friend class SessionLease;
    void takeBack(std::unique_ptr<Session> session);
    void keep(Session *session);
    void forget(Session *session);

    const EngineRegistry &m_engines;
    std::shared_ptr<Mailbox> m_mailbox;
    std::vector<std::unique_ptr<Session>> m_resetting, m_idle;
    std::vector<std::shared_ptr<SessionWorker>> m_workers; ///< all that may still run
};

} // namespace relata
