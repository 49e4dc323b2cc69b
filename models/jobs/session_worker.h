#pragma once
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/jobs/job.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>

namespace relata {

class Driver;

/// What is known of a session at one moment.
struct SessionStatus {
    enum class State : unsigned char {
        Closed, ///< nothing was opened yet, or it was closed on purpose
        Opening,
        Open,
        Lost ///< the server is gone, and with it whatever the session held there
    };
    State state = State::Closed;
    bool busy = false;
    TransactionState transaction = TransactionState::None;
    std::optional<ServerInfo> server;
    std::optional<Error> error; ///< why opening failed or how it was lost
};

/// The thread of a Session and the connection on it: does jobs in order, interrupts the one that runs. Thread-safe;
/// outlives its Session until the thread has ended.
class SessionWorker : public std::enable_shared_from_this<SessionWorker> {
public:
    using Work = std::function<std::optional<Error>(Connection &, JobContext &)>;

    SessionWorker(const Driver &driver, ConnectionProfile profile, std::function<void()> changed);

    void start();
    void post(std::shared_ptr<Job> job, Work work);
    /// Forgets a lost connection, so that the next job opens another.
    void reconnect();
    /// Cancels everything and ends the thread; returns at once.
    void close();
    /// False: the thread still runs.
    bool waitForEnd(std::chrono::milliseconds patience);
    SessionStatus status() const;

private:
    struct Item {
        std::shared_ptr<Job> job;
        Work work;
    };

    void loop();
    std::optional<Item> next();
    void serve(Item &item);
    std::optional<Error> ensureOpen(Job &job);
    std::optional<Error> opened(Result<std::unique_ptr<Connection>> answer);
    void settle();
    void endThread();
    void interruptCurrent(const std::shared_ptr<Job> &job);
    void watch(Job &job);
    Error lostError() const;

    const Driver &m_driver;
    const ConnectionProfile m_profile;
    const std::function<void()> m_changed;
    std::unique_ptr<Connection> m_connection; ///< the worker's thread alone

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Item> m_queue;
    std::shared_ptr<Job> m_current;
    std::shared_ptr<Interrupter> m_interrupter;
    SessionStatus m_status;
    bool m_closing = false, m_ended = false;
    std::atomic<bool> m_stopHeard = false; ///< the current job saw the stop by itself, outside any statement
    std::atomic<bool> m_forget = false;

    class Context;
};

} // namespace relata
