#pragma once
#include "models/base/result.h"
#include "models/engine/statement_load.h"

#include <QDateTime>
#include <QMap>
#include <QStringList>

#include <chrono>
#include <optional>

namespace relata {

/// A query that a project keeps, as a database answered it.
struct WatchedQuery {
    enum class State {
        Ran,
        Failed,
        Stopped, ///< took longer than it may
        Writes, ///< or locks rows: never run
        HasParameters ///< never run: nobody says their values
    };
    QString name; ///< the file's; with the statement's number where it holds more than one
    QString sql;
    State state = State::Ran;
    QString error; ///< what the server said where it failed
    std::chrono::milliseconds time{}; ///< the best of its runs; where it was stopped, how long it could run
    qint64 rows = 0; ///< answered
    QByteArray plan; ///< as the server said it; empty: it showed none
};

/// A table and how many rows it held.
struct WatchedTable {
    qint64 rows = -1; ///< -1: nobody knows
    bool isExact = false; ///< else the engine's estimate
    bool isTouched = false; ///< by the migrations; else only read by a query
};

/// What a database was like before migrations, or after them, in what shows whether they did harm.
struct WatchSnapshot {
    QString database; ///< as a URL without a password
    QDateTime at; ///< UTC
    QString version; ///< where `down --to` leads back to
    QStringList migrations; ///< versions that were pending
    QStringList names; ///< what their statements name, in lower case
    bool deletesRows = false; ///< one of their statements does, or may
    QList<WatchedQuery> queries;
    QMap<QString, WatchedTable> tables; ///< by the name that people see
    QMap<QString, QString> unchecked; ///< what does not hold for all rows, with the key of its kind
    std::optional<qint64> brokenKeys; ///< rows without a parent, where the engine does not refuse them by itself
    std::optional<qint64> deadlocks; ///< that the server has counted so far
    /// What the server has counted so far, of whoever uses it; empty: it does not tell.
    QList<StatementLoad> loads;
    /// Of the look before: what it had counted when the migrations were done, so that nobody who waited for them
    /// counts.
    QList<StatementLoad> loadsBehind;
};

/// Where a project keeps what databases were like before the last migrations, on this machine.
QString watchFolder(const QString &project);
/// Keeps it as the last one of its database, with a note that keeps the folder out of version control.
Result<> keepSnapshot(const QString &folder, const WatchSnapshot &snapshot);
/// The last one of the database of this URL; an error that says how one is taken where there is none.
Result<WatchSnapshot> keptSnapshot(const QString &folder, const QString &database);

} // namespace relata
