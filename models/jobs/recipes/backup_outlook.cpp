#include "models/jobs/recipes/backup_outlook.h"

#include "models/engine/backup_port.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/engine/space_port.h"
#include "models/jobs/recipes/space_needed.h"

#include <QJsonArray>

namespace relata {
using namespace Qt::StringLiterals;

using Way = BackupWish::Way;

static Message said(const char *text, const QStringList &arguments = {}) { return {"Backup", text, arguments}; }

QList<Message> BackupOutlook::lines() const
{
    QList<Message> result;
    if (refusal)
        result += refusal->message;
    if (wish.way == Way::Claim && !refusal)
        result += said(QT_TRANSLATE_NOOP("Backup", "Backup \"%1\" is claimed, and would be kept as not checked: %2"),
            {wish.claim, wish.reason});
    if (tool.isEmpty() || wish.way == Way::Claim)
        return result;
    if (wish.way == Way::None && !refusal)
        result += bytes
            ? said(QT_TRANSLATE_NOOP(
                       "Backup", "No backup is asked for; one could be taken by %1, of a database of about %2."),
                {tool, sizeText(*bytes)})
            : said(QT_TRANSLATE_NOOP("Backup", "No backup is asked for; one could be taken by %1."), {tool});
    if (wish.way == Way::None)
        return result;
    const QString size = bytes ? sizeText(*bytes) : QString();
    const QStringList words{tool, place, size};
    if (tables.isEmpty())
        result += said(bytes ? QT_TRANSLATE_NOOP("Backup",
                           "Backup: the whole database, which takes about %3, by %1 into %2; restored once on "
                           "trial")
                             : QT_TRANSLATE_NOOP("Backup",
                                 "Backup: the whole database, of unknown size, by %1 into %2; restored once on "
                                 "trial"),
            words);
    else
        result += said(bytes ? QT_TRANSLATE_NOOP("Backup",
                           "Backup: tables %4 alone, which take about %3, by %1 into %2; restored once on "
                           "trial")
                             : QT_TRANSLATE_NOOP("Backup",
                                 "Backup: tables %4 alone, of unknown size, by %1 into %2; restored once on trial"),
            words + QStringList{tables.join(u", "_s)});
    return result
        + QList{said(QT_TRANSLATE_NOOP("Backup", "Brought back into an empty database with: %1"), {restoreCommand})};
}

QJsonObject BackupOutlook::json() const
{
    static const char *ways[] = {"none", "taken", "claimed"};
    return {{u"kind"_s, QLatin1StringView(ways[int(wish.way)])}, {u"required"_s, wish.isRequired},
        {u"name"_s, wish.claim}, {u"reason"_s, wish.reason}, {u"tool"_s, tool}, {u"place"_s, place},
        {u"tables"_s, QJsonArray::fromStringList(tables)}, {u"bytes"_s, bytes ? QJsonValue(*bytes) : QJsonValue()},
        {u"restore_command"_s, restoreCommand},
        {u"refused"_s, refusal ? QJsonValue(refusal->message.source()) : QJsonValue()}};
}

/// What the whole database takes, or these tables alone; empty: not known.
static Result<std::optional<qint64>> sizeIn(Connection &connection, const QStringList &tables, const Engine &engine)
{
    const RunWatchPort *watch = engine.runner ? engine.runner->watch() : nullptr;
    const SpacePort *space = watch ? watch->space() : nullptr;
    if (!space)
        return std::optional<qint64>();
    Result<std::optional<qint64>> whole = space->databaseSize(connection);
    if (!whole || tables.isEmpty())
        return whole;
    qint64 sum = 0;
    for (const QString &table : tables) {
        const Result<std::optional<qint64>> size = space->tableSize(connection, {QString(), table});
        if (!size || !*size)
            return size;
        sum += **size;
    }
    return *whole ? std::optional(std::min(sum, **whole)) : std::optional(sum); // SQLite knows files alone
}

Result<BackupOutlook> backupOutlook(const BackupWish &wish, const QList<MigrationFile> &pending, Connection &connection,
    const ConnectionProfile &target, const Engine &engine, JobContext &context)
{
    BackupOutlook outlook;
    outlook.wish = wish;
    if (const Result<> named = mustNameBackup(wish, target); !named)
        outlook.refusal = named.error();
    if (wish.way == Way::Claim)
        return outlook;
    const Result<QString> tool = backupTool(engine, connection.server());
    if (!tool) {
        outlook.refusal = tool.error();
        return outlook;
    }
    outlook.tool = *tool;
    if (wish.way == Way::Take)
        outlook.place = plannedBackupFile(wish.folder, target, engine);
    const Result<QStringList> tables = tablesOf(wish, pending, connection, target, engine, context);
    if (!tables && tables.error().code != Error::Code::Refused)
        return failure(tables.error());
    if (!tables) {
        outlook.refusal = tables.error();
        outlook.tool.clear();
        return outlook;
    }
    outlook.tables = *tables;
    if (wish.way == Way::Take)
        outlook.restoreCommand =
            restoreCommandOf(outlook.place, !tables->isEmpty(), target, engine, connection.server());
    const Result<std::optional<qint64>> size = sizeIn(connection, *tables, engine);
    if (!size)
        return failure(size.error());
    outlook.bytes = *size;
    return outlook;
}

} // namespace relata
