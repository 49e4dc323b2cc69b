#pragma once
#include "app/cli/migrate_session.h"
#include "models/jobs/recipes/backup_outlook.h"

namespace relata {

void addBackupTermOptions(QCommandLineParser &parser);
/// The backup that migrations are to be applied under, as the person and the project say.
BackupWish backupWishOf(const MigrateSession &session);
/// Before anything is done: whether the one that is required is named.
Result<> mustNameBackup(MigrateSession &session);
/// What a run would do about a backup.
Result<BackupOutlook> backupOutlook(MigrateSession &session, const QList<MigrationFile> &pending);
/// Under the lock: takes it, and prints what was taken.
Result<std::optional<BackupRecord>> provideBackup(MigrateSession &session, const QList<MigrationFile> &pending);

/// Refused where an option of backups is given to an action that heeds none: nobody is to believe in a backup.
Result<> mustHeedBackup(const Invocation &invocation);

} // namespace relata
