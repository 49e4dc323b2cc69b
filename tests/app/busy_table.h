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
    /// Its rows have numbers from `first` on, and texts in this column.
    BusyWriter(const ConnectionProfile &profile, const EngineRegistry &engines, const QString &column, int first,
        quint32 seed);
    /// Ends it; what failed, or nothing.
    QString end();
    int writes() const { return m_writes; }
    qint64 longest() const { return m_longest; } ///< of its statements, in milliseconds
    QMap<int, int> rows() const { return m_rows; } ///< number and "other"; behind end()

private:
    bool turn(const Session &session);

    const QString m_column;
    const int m_first;
    QRandomGenerator m_random;
    QMap<int, int> m_rows;
    std::atomic<int> m_writes = 0;
    qint64 m_longest = 0;
    QString m_trouble;
    BusyThread m_thread; ///< last: it uses the others
};

/// Looks again and again whether a session waits for others, and somebody behind it.
class QueueSampler {
public:
    QueueSampler(const ConnectionProfile &profile, const EngineRegistry &engines, const QString &session);
    /// Ends it; what failed, or nothing.
    QString end();
    int samples() const { return m_samples; }
    int queued() const { return m_queued; } ///< samples in which somebody waited behind it
    bool isQueued() const { return m_isQueued; } ///< in the last one
    int partings() const { return m_partings; } ///< how often it let those behind it go

private:
    bool turn(const Session &session);
    QString question(const Session &session) const;

    const QString m_key;
    std::atomic<int> m_samples = 0, m_queued = 0, m_partings = 0;
    std::atomic<bool> m_isQueued = false;
    QString m_trouble;
    BusyThread m_thread;
};

/// Transactions that begin, write to a row that is nobody else's, and stand until whoever queues behind them with
/// others behind itself has let these go, although the transaction still stands.
class Standing {
public:
    Standing(const ConnectionProfile &profile, const EngineRegistry &engines, const QueueSampler &sampler);
    /// Ends it; who never let others go, or nothing.
    QString end();

private:
    bool turn(const Session &session);
    bool isLetGo() const;

    const QueueSampler &m_sampler;
    QString m_trouble;
    BusyThread m_thread;
};

} // namespace relata::tests
