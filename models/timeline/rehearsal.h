#pragma once
#include "models/base/duration.h"
#include "models/base/result.h"
#include "models/timeline/migration_file.h"

#include <QDateTime>
#include <QJsonObject>
#include <QMap>

#include <chrono>
#include <optional>

namespace relata {

struct Engine;

/// What one statement took on a copy of a database.
struct RehearsedStatement {
    QString sql;
    std::chrono::milliseconds time{};
    std::optional<std::chrono::milliseconds> again; ///< when up ran a second time, behind down
    QString table; ///< the one that it works on, as far as it was there before the migration; empty: none
    qint64 rows = 0; ///< of that table, before the migration
};

/// One migration tried on a copy, with its rows: up, down and up again. Times with all that belongs to a run, commits
/// included.
struct RehearsedMigration {
    QString id, version, title;
    QString checksum; ///< see migrationChecksum()
    QMap<QString, qint64> tables; ///< rows before it, by name
    QList<RehearsedStatement> up, down;
    std::chrono::milliseconds upTime{}, downTime{};
    bool hasDown = false;
    bool wentUp = false; ///< to its end, the first time
    bool wentDown = false; ///< and the schema was then as before
    QStringList lost; ///< columns whose values down did not bring back, and tables that have other rows
    bool wentUpAgain = false; ///< to the same schema

    bool isWhole() const { return wentUp && (!hasDown || (wentDown && wentUpAgain && lost.isEmpty())); }
};

/// What trying pending migrations on a copy of a database has shown.
struct Rehearsal {
    QString database; ///< as a URL without a password
    QString backup; ///< the file that was given; empty: a backup was taken for it, and is gone
    QDateTime takenAt; ///< UTC; when the rows were as the copy has them
    QDateTime at; ///< UTC; when it was tried
    QString place; ///< where the copy was, for people
    QList<RehearsedMigration> migrations;
    std::optional<Error> failed; ///< what went wrong on the copy, in the last of them
};

/// Stable: scripts read it.
QJsonObject rehearsalJson(const Rehearsal &rehearsal);

/// Where a project keeps what was measured on this machine.
QString rehearsalsFolder(const QString &project);
/// Keeps what was measured: a file for each migration that went up, named by version and content; with a note that
/// keeps the folder out of version control.
Result<> keepRehearsal(const QString &folder, const Rehearsal &rehearsal);

/// What is kept of the last rehearsal of a migration as it is now, for people: a line for the whole, then one a
/// statement. Empty: it was not rehearsed, or was changed since.
QList<Message> keptRehearsal(const QString &folder, const MigrationFile &migration, const Engine &engine);

/// What a statement took when it was rehearsed.
struct MeasuredTime {
    std::chrono::milliseconds time{};
    QString table;
    qint64 rows = 0;
    QDateTime at;
    QString database;

    /// "measured 2.3 s on a copy of 1,204,000 rows, 2026-11-29".
    Message text() const;
};

/// What is kept for each of these statements of a migration's way up, or down: of the last rehearsal that had the
/// same text, white space and comments apart. Files that cannot be read count as not there.
QList<std::optional<MeasuredTime>> measuredTimes(
    const QString &folder, const QString &version, const QStringList &statements, bool isUp, const Engine &engine);

} // namespace relata
