#include "models/timeline/backup_table.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/script_port.h"
#include "models/timeline/run_table.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QUuid>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto Columns = "id, migration_id, version, state, kind, place, host, tool, scope, bytes, sha256, taken_at, "
                         "restored_at, restoring_ms, doubt, restore_command, reason, kept_by, kept_at";

QString textOf(const QDateTime &time) { return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString(); }
QDateTime timeOf(const QString &text) { return QDateTime::fromString(text, Qt::ISODateWithMs); }
QString minuteOf(const QDateTime &time) { return time.toUTC().toString(u"yyyy-MM-dd HH:mm 'UTC'"_s); }

QString secondsOf(std::chrono::milliseconds time) { return QString::number(double(time.count()) / 1000, 'f', 1); }

BackupRecord recordIn(const Rows &rows, int row)
{
    BackupRecord record;
    record.migration = rows.text(row, 1);
    record.version = rows.text(row, 2);
    record.kind = rows.text(row, 4) == "claimed"_L1 ? BackupRecord::Kind::Claimed : BackupRecord::Kind::Taken;
    record.place = rows.text(row, 5);
    record.host = rows.text(row, 6);
    record.tool = rows.text(row, 7);
    record.tables = rows.text(row, 8).split(u'\n', Qt::SkipEmptyParts);
    record.bytes = rows.number(row, 9);
    record.checksum = rows.text(row, 10);
    record.takenAt = timeOf(rows.text(row, 11));
    record.restoredAt = timeOf(rows.text(row, 12));
    record.restoring = std::chrono::milliseconds(rows.number(row, 13));
    record.doubt = rows.text(row, 14);
    record.restoreCommand = rows.text(row, 15);
    record.reason = rows.text(row, 16);
    record.by = rows.text(row, 17);
    record.keptAt = timeOf(rows.text(row, 18));
    return record;
}

} // namespace

static QString sizeOf(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

Message BackupRecord::brief() const
{
    if (kind == Kind::Claimed)
        return {"Backup", QT_TRANSLATE_NOOP("Backup", "\"%1\", claimed and not checked"), {place}};
    const QStringList words{QFileInfo(place).fileName(), sizeOf(bytes), secondsOf(restoring)};
    return {"Backup",
        restoredAt.isValid() ? QT_TRANSLATE_NOOP("Backup", "%1, %2, restores in %3 s")
                             : QT_TRANSLATE_NOOP("Backup", "%1, %2, never restored"),
        words};
}

Message BackupRecord::summary() const
{
    if (kind == Kind::Claimed)
        return {
            "Backup", QT_TRANSLATE_NOOP("Backup", "\"%1\", claimed by %2 and not checked: %3"), {place, by, reason}};
    const QString size = sizeOf(bytes);
    if (!restoredAt.isValid())
        return {"Backup", QT_TRANSLATE_NOOP("Backup", "%1 on %2: %3, never restored"), {place, host, size}};
    const QStringList words{place, host, size, secondsOf(restoring)};
    if (!tables.isEmpty())
        return {"Backup", QT_TRANSLATE_NOOP("Backup", "%1 on %2: %3, restores in %4 s; tables %5 alone"),
            words + QStringList{tables.join(u", "_s)}};
    return {"Backup", QT_TRANSLATE_NOOP("Backup", "%1 on %2: %3, restores in %4 s"), words};
}

Message BackupRecord::wayBack() const
{
    if (kind == Kind::Claimed)
        return {"Backup",
            QT_TRANSLATE_NOOP(
                "Backup", "As it was before, it is said to stand in \"%1\", which nobody has checked: %2"),
            {place, reason}};
    const QStringList words{minuteOf(takenAt), place, host, restoreCommand};
    if (!tables.isEmpty())
        return {"Backup",
            QT_TRANSLATE_NOOP("Backup",
                "The rows of %5 as they were on %1 stand in %2 on %3; have them back in an empty database with: %4"),
            words + QStringList{tables.join(u", "_s)}};
    return {"Backup",
        QT_TRANSLATE_NOOP("Backup",
            "The database as it was on %1 stands in %2 on %3; what was written since is not in it. Have it back in an "
            "empty database with: %4"),
        words};
}

QJsonObject BackupRecord::json() const
{
    return {{u"kind"_s, kind == Kind::Claimed ? u"claimed"_s : u"taken"_s}, {u"place"_s, place}, {u"host"_s, host},
        {u"tool"_s, tool}, {u"tables"_s, QJsonArray::fromStringList(tables)}, {u"bytes"_s, bytes},
        {u"sha256"_s, checksum}, {u"taken_at"_s, textOf(takenAt)}, {u"restored_at"_s, textOf(restoredAt)},
        {u"restoring_ms"_s, qint64(restoring.count())}, {u"doubt"_s, doubt}, {u"restore_command"_s, restoreCommand},
        {u"reason"_s, reason}, {u"by"_s, by}, {u"kept_at"_s, textOf(keptAt)}};
}

Result<> BackupTable::ensure()
{
    const LedgerWords w = m_engine.runner->ledgerWords();
    const auto done = m_table.run(
        u"CREATE TABLE IF NOT EXISTS @ (id %1 NOT NULL PRIMARY KEY, migration_id %1 NOT NULL, version %1, state %1 NOT "
        "NULL, kind %1 NOT NULL, place %2, host %2, tool %2, scope %2, bytes %3, sha256 %1, taken_at %1, restored_at "
        "%1, restoring_ms %3, doubt %2, restore_command %2, reason %2, kept_by %1, kept_at %1)%4"_s.arg(
            w.key, w.text, w.number, w.tableSuffix),
        {});
    return done ? Result<>() : failure(done.error());
}

Result<> BackupTable::keep(const MigrationFile &migration, const BackupRecord &record)
{
    Result<> done = ensure();
    if (done)
        done = close(migration.id);
    if (!done)
        return done;
    const auto put = m_table.run(u"INSERT INTO @ ("_s + QLatin1StringView(Columns)
            + u") VALUES (?, ?, ?, 'stands', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {QUuid::createUuid().toString(QUuid::Id128), migration.id, migration.version.left(64),
            record.kind == BackupRecord::Kind::Claimed ? u"claimed"_s : u"taken"_s, record.place, record.host,
            record.tool, record.tables.join(u'\n'), record.bytes, record.checksum, textOf(record.takenAt),
            textOf(record.restoredAt), qint64(record.restoring.count()), record.doubt, record.restoreCommand,
            record.reason, runnerName().left(64), ledgerTime()});
    return put ? Result<>() : failure(put.error());
}

Result<QHash<QString, BackupRecord>> BackupTable::standing()
{
    const Result<Rows> rows =
        m_table.ask(u"SELECT "_s + QLatin1StringView(Columns) + u" FROM @ WHERE state = 'stands'"_s, {});
    if (!rows && isMissingTable(m_engine, rows.error()))
        return QHash<QString, BackupRecord>();
    if (!rows)
        return failure(rows.error());
    QHash<QString, BackupRecord> result;
    for (int i = 0; i < int(rows->count); ++i)
        result.insert(rows->text(i, 1), recordIn(*rows, i));
    return result;
}

Result<> BackupTable::close(const QString &migration)
{
    const auto done =
        m_table.run(u"UPDATE @ SET state = 'over' WHERE migration_id = ? AND state = 'stands'"_s, {migration});
    return done || isMissingTable(m_engine, done.error()) ? Result<>() : failure(done.error());
}

std::optional<BackupRecord> backupOf(Connection &connection, const Engine &engine, const QString &migration)
{
    const auto all = BackupTable(connection, engine).standing();
    const auto it = all ? all->constFind(migration) : QHash<QString, BackupRecord>::const_iterator();
    return all && it != all->constEnd() ? std::optional(*it) : std::nullopt;
}

} // namespace relata
