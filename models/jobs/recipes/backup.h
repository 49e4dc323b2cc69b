#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/engine/connection_profile.h"
#include "models/timeline/backup_table.h"

#include <QDateTime>
#include <QJsonObject>

#include <chrono>
#include <memory>

namespace relata {

class Connection;
class ScratchDatabase;
struct Engine;
struct ServerInfo;

/// A backup of a whole database, or of some of its tables: a file, and beside it a description of the same name with
/// ".json" behind.
struct Backup {
    QString file; ///< with its whole path
    QString database; ///< where it was taken, as a URL without a password
    QString tool; ///< "pg_dump (PostgreSQL) 15.12"
    QStringList onlyTables; ///< that it holds, by the names that people see; empty: the whole database
    QDateTime takenAt; ///< UTC; when the writing began
    qint64 bytes = 0;
    QString checksum; ///< SHA-256 of the file, hexadecimal
    std::chrono::milliseconds writing{};
    bool isTried = false; ///< restored once on a scratch database, with all tables and rows
    QDateTime triedAt; ///< UTC
    std::chrono::milliseconds restoring{};
    QString doubt; ///< why it is not tried, or what the trial could not show
    qint64 tables = 0, rows = 0; ///< in the restored copy
    QString restoreCommand;

    /// "/backups/shop-20261129-081500.dump: 1.2 MB, restored in 0.9 s".
    Message summary() const;
};

struct BackupRules {
    QString folder; ///< is made if needed; readable by its owner alone
    bool tries = true;
    ConnectionProfile beside; ///< where a scratch database may be made for the trial
    QStringList tables = {}; ///< these alone, as people write them; empty: the whole database
};

/// What would write backups of that server. Errors (Unsupported): nothing does, and what would have to be installed.
Result<QString> backupTool(const Engine &engine, const ServerInfo &server);
/// How a person brings back a backup of that database, or of some of its tables, which go into another database.
QString restoreCommandOf(const QString &file, bool isOfTables, const ConnectionProfile &from, const Engine &engine,
    const ServerInfo &server);
/// The file that a backup taken now would go to, with words in the place of the time.
QString plannedBackupFile(const QString &folder, const ConnectionProfile &from, const Engine &engine);
/// Writes a backup of the database that the connection, which stands in no transaction, is open to, and restores it
/// once on a scratch database, which must have the same schema and as many rows in each table as the database had when
/// it was written. A file that is not whole never has the backup's name. Errors: the backup cannot be written, or what
/// was restored differs; then the file stays, its description says so. Of tables alone, the values of smaller ones are
/// compared, too; refused where they could not be restored alone. `copy` takes what it was restored on, where
/// somebody has a use for that; otherwise it is dropped.
Result<Backup> backUp(Connection &connection, const ConnectionProfile &from, const Engine &engine,
    const BackupRules &rules, JobContext &context, std::unique_ptr<ScratchDatabase> *copy = nullptr);

/// What a database keeps of it for the migrations that are applied under it.
BackupRecord recordOf(const Backup &backup);
/// All of it as its description holds it; stable: scripts read it.
QJsonObject backupJson(const Backup &backup);
/// The description beside a backup file. Errors name the file, and say when the backup is not what it describes.
Result<Backup> readBackup(const QString &file);
/// Reads the file again: whether it is still what was written.
Result<> checkBackup(const Backup &backup, JobContext &context);

} // namespace relata
