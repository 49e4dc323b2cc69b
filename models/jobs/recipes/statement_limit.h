#pragma once
#include "models/engine/connection.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace relata {

/// Ends the statement that a connection runs when it takes longer than it may, for servers that have no such limit of
/// their own. Made before one statement and gone behind it, on the connection's thread.
class StatementLimit {
public:
    /// `limit` 0: none.
    StatementLimit(Connection &connection, std::chrono::milliseconds limit);
    ~StatementLimit();
    StatementLimit(const StatementLimit &) = delete;

    /// Whether the statement was ended for its time; asked behind it.
    bool isPassed();
    /// What the statement's own error then means.
    Error error(const Error &error) const;

private:
    void end();

    const std::chrono::milliseconds m_limit;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isOver = false, m_isPassed = false;
    std::thread m_thread;
};

} // namespace relata
