#pragma once
#include "tests/support/own_database.h"

#include <QRandomGenerator>

#include <atomic>
#include <functional>
#include <thread>

namespace relata::tests {

/// Does the same thing in a session and a thread of its own until it is told to end.
class BusyThread {
public:
    using Turn = std::function<bool(const Session &session)>; ///< false: end
    BusyThread(const ConnectionProfile &profile, const EngineRegistry &engines, Turn turn);
    ~BusyThread() { end(); }
    BusyThread(const BusyThread &) = delete;
    void end();

private:
    std::atomic<bool> m_ends = false;
    std::thread m_thread;
};

/// An application that inserts, updates and deletes rows of the table "item", one statement at a time.
class BusyWriter {
public:
    /// Its rows have numbers from `first` on.
    BusyWriter(const ConnectionProfile &profile, const EngineRegistry &engines, int first, quint32 seed);
    /// Ends it; what failed, or nothing.
    QString end();
    int writes() const { return m_writes; }
    qint64 longest() const { return m_longest; } ///< of its statements, in milliseconds
    QMap<int, int> rows() const { return m_rows; } ///< number and "other"; behind end()

private:
    bool turn(const Session &session);

    const int m_first;
    QRandomGenerator m_random;
    QMap<int, int> m_rows;
    std::atomic<int> m_writes = 0;
    qint64 m_longest = 0;
    QString m_trouble;
    BusyThread m_thread; ///< last: it uses the others
};

/// Looks again and again whether somebody who writes has to wait for longer than one try may last for a session that
/// itself waits for others.
class QueueSampler {
public:
    /// `limit`: of one try, in milliseconds.
    QueueSampler(const ConnectionProfile &profile, const EngineRegistry &engines, const QString &session, int limit);
    /// Ends it; when somebody had to wait, or nothing.
    QString end();
    int samples() const { return m_samples; }
    int queues() const { return m_queues; } ///< samples in which somebody waited

private:
    bool turn(const Session &session);
    QString question(const Session &session) const;

    const QString m_key;
    const int m_limit;
    std::atomic<int> m_samples = 0, m_queues = 0;
    QString m_trouble;
    BusyThread m_thread;
};

} // namespace relata::tests
