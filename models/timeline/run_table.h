#pragma once
#include "models/base/result.h"

#include <QString>

#include <optional>

namespace relata {

class Connection;
struct Engine;

/// What other processes ask of a run, as it stands in one column: "", "pause", "pace 25", "pause pace 25", "cancel".
struct RunRequest {
    bool pauses = false, cancels = false;
    int share = 100; ///< of the time in which batches may work, in per cent; from 1 on

    /// What cannot be read asks for nothing.
    static RunRequest of(const QString &text);
    QString text() const;
    /// This, and then that: "pause", "continue", "cancel" or "pace 25". False: that is none of them.
    bool add(const QString &what);
};

/// A run of migrations as other processes see it; times are UTC as ISO 8601.
struct RunRecord {
    QString id;
    QString version, direction; ///< "up", "down", "back" for the way out of one that stopped
    int position = 0, statements = 0; ///< the statement that runs, from 0
    QString note; ///< "waiting for a lock, try 3 of 10"
    QString request; ///< what other processes ask for; see RunRequest
    QString session; ///< the working session's key; see RunWatchPort
    QString by, process, startedAt, updatedAt;
};

/// The table _relata_runs: one row while a run goes on, for there is one run a database at a time. Used on the thread
/// of its connection, which is not the working one.
class RunTable {
public:
    RunTable(Connection &connection, const Engine &engine)
        : m_connection(connection)
        , m_engine(engine)
    { }

    /// Makes the table when it is not there.
    Result<> ensure();
    /// What stands there; it may be what a run that was killed has left. Empty where there is no table, too.
    Result<std::optional<RunRecord>> current();
    /// The one row from now on.
    Result<> put(const RunRecord &record);
    Result<> update(const RunRecord &record);
    /// The session that works for it from now on.
    Result<> work(const RunRecord &record);
    /// What is asked of the run now; empty: nothing, or it is not there.
    Result<QString> request(const QString &id);
    /// False: there is no such run.
    Result<bool> ask(const QString &id, const QString &request);
    Result<> remove(const QString &id);

private:
    Result<QString> table();

    Connection &m_connection;
    const Engine &m_engine;
    QString m_table;
};

/// "ada@build7": who runs this program.
QString runnerName();

} // namespace relata
