#include "models/jobs/recipes/run_backup.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/backup_scope.h"
#include "models/timeline/run_table.h"

namespace relata {

static tl::unexpected<Error> said(Error::Code code, const char *text, const QStringList &arguments = {})
{
    return failure(
        {.code = code, .message = {"Backup", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

Result<> mustNameBackup(const BackupWish &wish, const ConnectionProfile &target)
{
    using Way = BackupWish::Way;
    if (wish.way == Way::Take && wish.folder.trimmed().isEmpty())
        return said(Error::Code::Usage, QT_TRANSLATE_NOOP("Backup", "Name the folder that the backup goes into."));
    if (wish.way == Way::Claim && (wish.claim.trimmed().isEmpty() || wish.reason.trimmed().isEmpty()))
        return said(Error::Code::Usage,
            QT_TRANSLATE_NOOP("Backup",
                "Of a backup that there is already somebody has to say its name, where it is and why that is enough: "
                "the database keeps that."));
    if (!wish.isRequired || wish.way != Way::None)
        return {};
    return said(Error::Code::Refused,
        QT_TRANSLATE_NOOP("Backup",
            "%1 takes migrations only under a backup, as requireBackup in relata.json says: name a folder for one that "
            "is taken first, or one that there is."),
        {target.displayName()});
}

static BackupRecord claimed(const BackupWish &wish)
{
    BackupRecord record;
    record.kind = BackupRecord::Kind::Claimed;
    record.place = wish.claim.trimmed();
    record.reason = wish.reason.trimmed();
    record.by = runnerName();
    return record;
}

Result<QStringList> tablesOf(const BackupWish &wish, const QList<MigrationFile> &pending, Connection &connection,
    const ConnectionProfile &target, const Engine &engine, JobContext &context)
{
    if (!wish.onlyTouched)
        return QStringList();
    const Result<Schema> schema =
        engine.catalogue->read(connection, {.schemas = {}, .defaultSchema = target.defaultSchema}, context);
    auto tables = schema ? touchedTables(*schema, pending, engine, connection.server())
                         : Result<QStringList>(failure(schema.error()));
    if (!tables)
        return tables;
    const Result<Schema> alone = onlyTables(*schema, *tables, engine);
    return alone ? tables : Result<QStringList>(failure(alone.error()));
}

Result<std::optional<BackupRecord>> provideBackup(const BackupWish &wish, const QList<MigrationFile> &pending,
    Connection &connection, const ConnectionProfile &target, const Engine &engine, const ConnectionProfile &beside,
    JobContext &context, const std::function<void(const Backup &)> &taken)
{
    if (Result<> named = mustNameBackup(wish, target); !named)
        return failure(named.error());
    if (wish.way == BackupWish::Way::None)
        return std::optional<BackupRecord>();
    if (wish.way == BackupWish::Way::Claim)
        return std::optional(claimed(wish));
    const InterruptWatch watch(context, connection.interrupter());
    const Result<QStringList> tables = tablesOf(wish, pending, connection, target, engine, context);
    if (!tables)
        return failure(tables.error());
    const Result<Backup> backup = backUp(connection, target, engine,
        {.folder = wish.folder, .tries = true, .beside = beside, .tables = *tables}, context);
    if (!backup)
        return failure(backup.error());
    if (taken)
        taken(*backup);
    return std::optional(recordOf(*backup));
}

} // namespace relata
