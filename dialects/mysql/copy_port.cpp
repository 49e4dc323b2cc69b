#include "dialects/mysql/copy_port.h"

#include "models/engine/fetch.h"
#include "models/engine/server_info.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// Whatever a value may be refused for; a lock that another holds, a deadlock or a time-out is none of it.
constexpr auto DataErrors = "1048, 1054, 1118, 1146, 1264, 1265, 1292, 1300, 1364, 1366, 1406, 1411, 1416, 1526, 1690, "
                            "3140, 3819, 4025";
constexpr auto Keys = "_relata_keys";

} // namespace

QString MysqlCopy::names(const QStringList &texts, const QString &prefix) const
{
    QStringList result;
    for (const QString &text : texts)
        result += prefix + name(text);
    return result.join(u", "_s);
}

QString MysqlCopy::sameKey(const CopyWork &work, const QString &left, const QString &right, const char *sign) const
{
    QStringList result;
    for (const QString &column : work.key)
        result += left + name(column) + QLatin1StringView(sign) + right + name(column);
    return result.join(u" AND "_s);
}

QString MysqlCopy::makeCopy(const CopyWork &work) const
{
    return u"CREATE TABLE "_s + name(work.copy) + u" LIKE "_s + name(work.table);
}

QString MysqlCopy::dropCopy(const CopyWork &work) const { return u"DROP TABLE IF EXISTS "_s + name(work.copy); }

QString MysqlCopy::replace(const CopyWork &work) const
{
    return u"REPLACE INTO "_s + name(work.copy) + u" ("_s + names(work.columns) + u") VALUES ("_s
        + names(work.columns, u"NEW."_s) + u"); "_s;
}

QString MysqlCopy::note(const CopyWork &work) const
{
    return u"INSERT INTO "_s + name(notesName(work)) + u" VALUES (NULL); "_s;
}

/// What is not just as it is in the table leaves a note, too: it may have been cut or rounded, or was taken as another
/// by a writer that says IGNORE, and none of that is an error. Both rows are locked by then; their old versions, which
/// the writer's transaction may see, are of no use.
QString MysqlCopy::bring(const CopyWork &work) const
{
    return replace(work) + u"IF NOT EXISTS (SELECT 1 FROM "_s + name(work.table) + u" t STRAIGHT_JOIN "_s
        + name(work.copy) + u" c ON "_s + sameKey(work, u"c."_s, u"t."_s, " = ") + u" WHERE "_s
        + sameKey(work, u"t."_s, u"NEW."_s, " = ") + u" AND "_s + work.same.join(u" AND "_s)
        + u" LOCK IN SHARE MODE) THEN "_s + note(work) + u"END IF; "_s;
}

/// Deleting comes first: what is not taken out again could stay in the copy for ever. Where a key changes, the new row
/// goes in before the old one is taken out: a row that is not there leaves a gap locked, which nobody may wait in.
QStringList MysqlCopy::makeTriggers(const CopyWork &work) const
{
    const QStringList called = triggerNames(work);
    const auto trigger = [&](int i, const char *event, const QString &body) -> QString {
        return u"CREATE TRIGGER "_s + name(called.at(i)) + u" AFTER "_s + QLatin1StringView(event) + u" ON "_s
            + name(work.table) + u" FOR EACH ROW BEGIN DECLARE CONTINUE HANDLER FOR "_s + QLatin1StringView(DataErrors)
            + u" BEGIN DECLARE CONTINUE HANDLER FOR 1146 BEGIN END; "_s + note(work) + u"END; "_s + body + u"END"_s;
    };
    const QString remove = u"DELETE FROM "_s + name(work.copy) + u" WHERE "_s
        + sameKey(work, name(work.copy) + u'.', u"OLD."_s, " = ") + u"; "_s;
    // UPDATE IGNORE runs triggers for rows, too, that it left as they were.
    QStringList values;
    for (const QString &column : work.columns)
        values += u"x."_s + name(column) + u" <=> NEW."_s + name(column);
    const QString from = u"(SELECT 1 FROM "_s + name(work.table) + u" x WHERE "_s;
    const QString isWritten =
        u"EXISTS "_s + from + sameKey(work, u"x."_s, u"NEW."_s, " = ") + u" AND "_s + values.join(u" AND "_s) + u')';
    const QString isMoved = u"NOT ("_s + sameKey(work, u"OLD."_s, u"NEW."_s, " <=> ") + u") AND NOT EXISTS "_s + from
        + sameKey(work, u"x."_s, u"OLD."_s, " = ") + u')';
    const QString update = u"IF "_s + isWritten + u" THEN "_s + bring(work) + u"IF "_s + isMoved + u" THEN "_s + remove
        + u"END IF; END IF; "_s;
    return {trigger(0, "DELETE", remove), trigger(1, "UPDATE", update), trigger(2, "INSERT", bring(work))};
}

QStringList MysqlCopy::triggerNames(const CopyWork &work) const
{
    const QString begin = u"_relata_copy_"_s + work.mark;
    return {begin + u"_delete"_s, begin + u"_update"_s, begin + u"_insert"_s};
}

QString MysqlCopy::dropTrigger(const QString &trigger) const { return u"DROP TRIGGER IF EXISTS "_s + name(trigger); }

QString MysqlCopy::notesName(const CopyWork &work) const { return u"_relata_copy_"_s + work.mark + u"_unfit"_s; }

QString MysqlCopy::makeNotes(const CopyWork &work) const
{
    return u"CREATE TABLE "_s + name(notesName(work))
        + u" (number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB"_s;
}

QString MysqlCopy::dropNotes(const CopyWork &work) const { return u"DROP TABLE IF EXISTS "_s + name(notesName(work)); }

QString MysqlCopy::someNotes(const CopyWork &work) const
{
    return u"SELECT number FROM "_s + name(notesName(work)) + u" LIMIT 500"_s;
}

QString MysqlCopy::forgetNotes(const CopyWork &work, const QStringList &numbers) const
{
    return u"DELETE FROM "_s + name(notesName(work)) + u" WHERE number IN ("_s + numbers.join(u", "_s) + u')';
}

/// Values that stand in a table are all taken, dates of zeros and the number 0 too; what has to be made another is not.
Result<QString> MysqlCopy::exactSetting(Connection &connection, QString *before) const
{
    const auto rows = fetch(connection, u"SELECT @@SESSION.sql_mode"_s);
    if (!rows)
        return failure(rows.error());
    *before = u"SET SESSION sql_mode = '"_s + rows->text(0, 0) + u'\'';
    return u"SET SESSION sql_mode = "
           "'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'"_s;
}

/// Rows that come in between two others need not be kept out, for the triggers bring them; but a log of statements asks
/// for it.
Result<QString> MysqlCopy::copyingIsolation(Connection &connection) const
{
    const auto rows = fetch(connection, u"SELECT @@log_bin = 1 AND @@SESSION.binlog_format = 'STATEMENT'"_s);
    if (!rows)
        return failure(rows.error());
    return rows->truth(0, 0) ? comparingIsolation() : u"SET TRANSACTION ISOLATION LEVEL READ COMMITTED"_s;
}

QString MysqlCopy::comparingIsolation() const { return u"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"_s; }

QStringList MysqlCopy::makeKeys(const CopyWork &work, const CopyFacts &table) const
{
    QStringList columns;
    for (const QString &key : work.key) {
        const CopyFacts::Column *column = table.column(key);
        const QString charset = column->collation.section(u'_', 0, 0);
        columns += name(key) + u' ' + column->type
            + (charset.isEmpty() ? QString() : u" CHARACTER SET "_s + charset + u" COLLATE "_s + column->collation)
            + u" NOT NULL"_s;
    }
    // A key of its own, for servers that ask for one; that of the table can be too long for a table without its format.
    return {u"DROP TEMPORARY TABLE IF EXISTS "_s + QLatin1StringView(Keys),
        u"CREATE TEMPORARY TABLE "_s + QLatin1StringView(Keys)
            + u" (_relata_number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, "_s + columns.join(u", "_s)
            + u") ENGINE=InnoDB"_s};
}

QString MysqlCopy::emptyKeys() const { return u"DELETE FROM "_s + QLatin1StringView(Keys); }

QString MysqlCopy::noteKeys(const CopyWork &work, const QString &range) const
{
    return u"INSERT INTO "_s + QLatin1StringView(Keys) + u" ("_s + names(work.key) + u") SELECT "_s + names(work.key)
        + u" FROM "_s + name(work.table) + u" WHERE "_s + range + u" LOCK IN SHARE MODE"_s;
}

/// What the triggers have brought is newer, or the same.
QString MysqlCopy::addRows(const CopyWork &work) const
{
    const QString first = name(work.copy) + u'.' + name(work.key.first());
    return u"INSERT INTO "_s + name(work.copy) + u" ("_s + names(work.columns) + u") SELECT "_s
        + names(work.columns, u"t."_s) + u" FROM "_s + QLatin1StringView(Keys) + u" k STRAIGHT_JOIN "_s
        + name(work.table) + u" t ON "_s + sameKey(work, u"t."_s, u"k."_s, " = ")
        + u" LOCK IN SHARE MODE ON DUPLICATE KEY UPDATE "_s + first + u" = "_s + first;
}

QString MysqlCopy::unlike(const CopyWork &work) const
{
    return u" LEFT JOIN "_s + name(work.copy) + u" c ON "_s + sameKey(work, u"c."_s, u"t."_s, " = ") + u" WHERE (c."_s
        + name(work.key.first()) + u" IS NULL OR NOT ("_s + work.same.join(u" AND "_s) + u"))"_s;
}

QString MysqlCopy::differingAmongKeys(const CopyWork &work) const
{
    return u"SELECT "_s + names(work.key, u"t."_s) + u" FROM "_s + QLatin1StringView(Keys) + u" k STRAIGHT_JOIN "_s
        + name(work.table) + u" t ON "_s + sameKey(work, u"t."_s, u"k."_s, " = ") + unlike(work) + u" LIMIT 1"_s;
}

QString MysqlCopy::differing(const CopyWork &work, const QString &range) const
{
    return u"SELECT "_s + names(work.key, u"t."_s) + u" FROM "_s + name(work.table) + u" t"_s + unlike(work)
        + u" AND "_s + range + u" LIMIT 1"_s;
}

QString MysqlCopy::count(const QString &table, const QString &range) const
{
    return u"SELECT COUNT(*) FROM "_s + name(table) + u" t"_s + (range.isEmpty() ? QString() : u" WHERE "_s + range);
}

QString MysqlCopy::tryRow(const CopyWork &work, const QString &range) const
{
    return u"REPLACE INTO "_s + name(work.copy) + u" ("_s + names(work.columns) + u") SELECT "_s
        + names(work.columns, u"t."_s) + u" FROM "_s + name(work.table) + u" t WHERE "_s + range;
}

QString MysqlCopy::setNext(const CopyWork &work, qint64 next) const
{
    return u"ALTER TABLE "_s + name(work.copy) + u" AUTO_INCREMENT = "_s + QString::number(next);
}

QString MysqlCopy::lockBoth(const CopyWork &work) const
{
    return u"LOCK TABLES "_s + name(work.table) + u" WRITE, "_s + name(work.copy) + u" WRITE, "_s
        + name(notesName(work)) + u" READ"_s;
}

QString MysqlCopy::unlock() const { return u"UNLOCK TABLES"_s; }

QString MysqlCopy::swap(const CopyWork &work) const
{
    return u"RENAME TABLE "_s + name(work.table) + u" TO "_s + name(work.kept) + u", "_s + name(work.copy) + u" TO "_s
        + name(work.table);
}

QString MysqlCopy::renameTable(const QString &from, const QString &to) const
{
    return u"RENAME TABLE "_s + name(from) + u" TO "_s + name(to);
}

Result<bool> MysqlCopy::isWaiting(Connection &connection, const QString &session) const
{
    const QList<Value> values{session.toLongLong()};
    const auto rows = fetch(connection,
        u"SELECT 1 FROM information_schema.processlist WHERE id = ? AND state LIKE 'Waiting for table%'"_s, values);
    return rows ? Result<bool>(!rows->isEmpty()) : failure(rows.error());
}

/// Wherever the table is that they wait for, and whatever their own database is.
Result<bool> MysqlCopy::isOutrun(Connection &connection, const QString &session) const
{
    static const auto first =
        u"([[:space:](]|/[*]([^*]|[*]+[^*/])*[*]+/|/[*]M?!?[0-9]*|--[^\n]*\n|#[^\n]*\n)*"_s; // comments, and what is
                                                                                             // none
    const QList<Value> values{session.toLongLong(), u'^' + first + u"(TRUNCATE|ALTER|DROP|RENAME|OPTIMIZE|CREATE)"_s};
    const auto rows = fetch(connection,
        u"SELECT 1 FROM information_schema.processlist WHERE id <> ? AND state LIKE 'Waiting for table%' AND info "
        u"REGEXP "
        "? LIMIT 1"_s,
        values);
    return rows ? Result<bool>(!rows->isEmpty()) : failure(rows.error());
}

} // namespace relata::mysql
