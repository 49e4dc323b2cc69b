#pragma once
#include "app/cli/migrate_session.h"
#include "models/jobs/recipes/backup_outlook.h"

namespace relata {

void addBackupTermOptions(QCommandLineParser &parser);
/// The backup that migrations are to be applied under, as the person and the project say.
BackupWish backupWishOf(const MigrateSession &session);
/// The same for the rollback of what stopped: what it was begun under still counts.
BackupWish backupWishOf(const MigrateSession &session, const MigrationFile &stopped);
/// Before anything is done: whether the one that is required is named.
Result<> mustNameBackup(MigrateSession &session, const BackupWish &wish);
/// What a run would do about a backup.
Result<BackupOutlook> backupOutlook(MigrateSession &session, const QList<MigrationFile> &pending);
/// Says that on standard error where something would run.
Result<> tellBackup(MigrateSession &session, const QList<MigrationFile> &pending);
/// Under the lock: takes it, and prints what was taken. `pending` as their ways up would run.
Result<std::optional<BackupRecord>> provideBackup(
    MigrateSession &session, const BackupWish &wish, const QList<MigrationFile> &pending);

/// Refused where an option of backups is given to an action that heeds none: nobody is to believe in a backup.
Result<> mustHeedBackup(const Invocation &invocation);

} // namespace relata
