#pragma once
#include "models/engine/connection.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

struct sqlite3;

namespace relata::sqlite {

/// Stops what a connection does, from any thread: a running statement through sqlite3_interrupt, a wait for another
/// program's lock by waking it. `begin`, `end`, `waitForLock` and `detach` belong to the connection's own thread.
class StatementInterrupter : public Interrupter {
public:
    explicit StatementInterrupter(sqlite3 *database)
        : m_database(database)
    { }

    quint64 running() const noexcept override { return m_running.load(); }
    void cancel(quint64 execution) noexcept override;
    void abandon() noexcept override;

    void begin();
    void end();
    /// Waits up to `time`; false when somebody asked to stop.
    bool waitForLock(std::chrono::milliseconds time);
    /// Nothing can be stopped any more: the database is about to close.
    void detach();
    bool stopRequested() const noexcept { return m_stop.load(); }
    bool isAbandoned() const noexcept { return m_abandoned.load(); }

private:
    std::mutex m_mutex;
    std::condition_variable m_stopped;
    sqlite3 *m_database;
    quint64 m_last = 0;
    std::atomic<quint64> m_running{0};
    std::atomic<bool> m_stop{false}, m_abandoned{false};
};

/// One execution, from its construction to its end.
class Execution {
public:
    explicit Execution(StatementInterrupter &interrupter)
        : m_interrupter(interrupter)
    {
        m_interrupter.begin();
    }
    ~Execution() { m_interrupter.end(); }
    Execution(const Execution &) = delete;
    Execution &operator=(const Execution &) = delete;

private:
    StatementInterrupter &m_interrupter;
};

} // namespace relata::sqlite
