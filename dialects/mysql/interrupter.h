#pragma once
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace relata::mysql {

/// Stops one session's statements from other threads: KILL QUERY through a second connection, or the socket's shutdown.
/// Executions are numbered; a cancel that comes too late for its own does nothing.
class SessionInterrupter : public Interrupter, public std::enable_shared_from_this<SessionInterrupter> {
public:
    /// `socket` stays the client library's; a duplicate of it is kept, so that the one it closes by itself and the
    /// system gives away again is never shut.
    SessionInterrupter(ConnectionProfile profile, unsigned long session, int socket);
    ~SessionInterrupter() override;
    Q_DISABLE_COPY_MOVE(SessionInterrupter)

    quint64 running() const noexcept override;
    void cancel(quint64 execution) noexcept override;
    void abandon() noexcept override;

    /// For the session's thread alone: an execution begins, and ends.
    void begin();
    struct Ending {
        bool killed = false; ///< the server was asked to stop it
        bool abandoned = false;
    };
    /// Waits for a cancel that is on its way, so that it cannot hit what runs next.
    Ending end();
    bool isAbandoned() const;
    void close();

private:
    void kill(quint64 execution);

    const ConnectionProfile m_profile;
    const unsigned long m_session;
    mutable std::mutex m_mutex;
    std::condition_variable m_sent;
    int m_socket = -1;
    quint64 m_last = 0, m_running = 0, m_asked = 0, m_killed = 0;
    bool m_sending = false, m_abandoned = false;
};

} // namespace relata::mysql
