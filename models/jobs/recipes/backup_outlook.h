#pragma once
#include "models/jobs/recipes/run_backup.h"

namespace relata {

/// What a run would do about a backup, as far as that can be told before; nothing is written.
struct BackupOutlook {
    BackupWish wish;
    QString tool, place; ///< "pg_dump (PostgreSQL) 15.12", "/backups/shop-DATE-TIME.dump"
    QStringList tables; ///< it would hold these alone; empty: the whole database
    std::optional<qint64> bytes; ///< that they take in the database, as the server estimates it
    QString restoreCommand;
    std::optional<Error> refusal; ///< why there would be none, or no run

    /// For people, a line each.
    QList<Message> lines() const;
    /// Stable: scripts read it.
    QJsonObject json() const;
};

/// Reads on the connection.
Result<BackupOutlook> backupOutlook(const BackupWish &wish, const QList<MigrationFile> &pending, Connection &connection,
    const ConnectionProfile &target, const Engine &engine, JobContext &context);

} // namespace relata
