#include "dialects/mysql/copy_port.h"
#include "models/engine/fetch.h"
#include "models/engine/server_info.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

bool isOneOf(const QString &kind, std::initializer_list<QLatin1StringView> kinds)
{
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool isInteger(const QString &kind)
{
    return isOneOf(kind, {"tinyint"_L1, "smallint"_L1, "mediumint"_L1, "int"_L1, "bigint"_L1});
}

bool isNumber(const QString &kind)
{
    return isInteger(kind) || isOneOf(kind, {"decimal"_L1, "float"_L1, "double"_L1, "bit"_L1, "year"_L1});
}

bool isTime(const QString &kind) { return isOneOf(kind, {"date"_L1, "datetime"_L1, "timestamp"_L1}); }

/// Text, and what is read as text: its value does not hang on the bytes that it is kept in.
bool isText(const QString &kind)
{
    return isOneOf(kind,
        {"char"_L1, "varchar"_L1, "tinytext"_L1, "text"_L1, "mediumtext"_L1, "longtext"_L1, "enum"_L1, "set"_L1,
            "json"_L1, "time"_L1, "uuid"_L1, "inet4"_L1, "inet6"_L1});
}

Result<> readTable(Connection &connection, const QString &table, CopyFacts &facts)
{
    const QList<Value> values{table};
    const auto rows = fetch(connection,
        u"SELECT table_type, engine, create_options FROM information_schema.tables WHERE table_schema = DATABASE() "
        "AND table_name = ?"_s,
        values);
    if (!rows)
        return failure(rows.error());
    facts.isThere = !rows->isEmpty();
    if (!facts.isThere)
        return {};
    if (rows->text(0, 0) != "BASE TABLE"_L1)
        facts.obstacle = rows->text(0, 0).toLower();
    else if (rows->text(0, 1).compare("InnoDB"_L1, Qt::CaseInsensitive) != 0)
        facts.obstacle = rows->text(0, 1);
    else if (rows->text(0, 2).contains("partitioned"_L1))
        facts.obstacle = u"partitioned"_s;
    return {};
}

Result<> readColumns(Connection &connection, const QString &table, CopyFacts &facts)
{
    const QList<Value> values{table};
    const auto rows = fetch(connection,
        u"SELECT column_name, column_type, data_type, collation_name, is_nullable, column_default, extra FROM "
        "information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position"_s,
        values);
    if (!rows)
        return failure(rows.error());
    for (qsizetype i = 0; i < rows->count; ++i) {
        QString extra = rows->text(i, 6).toUpper();
        extra.remove(u"DEFAULT_GENERATED"_s);
        CopyFacts::Column one;
        one.name = rows->text(i, 0);
        one.type = rows->text(i, 1);
        one.kind = rows->text(i, 2).toLower();
        one.collation = rows->text(i, 3);
        one.nullable = rows->truth(i, 4);
        one.hasDefault = !rows->isNull(i, 5);
        one.generated = extra.contains("GENERATED"_L1) || extra.contains("VIRTUAL"_L1)
            || extra.contains("PERSISTENT"_L1) || extra.contains("STORED"_L1);
        one.counts = extra.contains("AUTO_INCREMENT"_L1);
        facts.columns += one;
    }
    return {};
}

Result<> readKeys(Connection &connection, const QString &table, CopyFacts &facts)
{
    const QList<Value> values{table};
    const auto rows = fetch(connection,
        u"SELECT index_name, column_name, sub_part, nullable FROM information_schema.statistics WHERE table_schema = "
        "DATABASE() AND table_name = ? AND non_unique = 0 ORDER BY index_name <> 'PRIMARY', index_name, "
        "seq_in_index"_s,
        values);
    if (!rows)
        return failure(rows.error());
    for (qsizetype i = 0; i < rows->count; ++i) {
        if (i == 0 || rows->text(i, 0) != rows->text(i - 1, 0))
            facts.uniques += CopyFacts::Key();
        CopyFacts::Key &key = facts.uniques.last();
        const bool isPart = !rows->isNull(i, 2);
        key.columns += isPart ? rows->text(i, 1) + u'(' + rows->text(i, 2) + u')' : rows->text(i, 1);
        key.tellsAll = key.tellsAll && !isPart && !rows->truth(i, 3) && !rows->isNull(i, 1);
    }
    return {};
}

Result<QStringList> namesOf(Connection &connection, const QString &query, const QList<Value> &values)
{
    const auto rows = fetch(connection, query, values);
    if (!rows)
        return failure(rows.error());
    QStringList result;
    for (qsizetype i = 0; i < rows->count; ++i)
        result += rows->text(i, 0);
    return result;
}

Result<> readForeignKeys(Connection &connection, const QString &table, CopyFacts &facts)
{
    const auto keys = namesOf(connection,
        u"SELECT DISTINCT constraint_name FROM information_schema.key_column_usage WHERE (table_schema = DATABASE() "
        "AND table_name = ? AND referenced_table_name IS NOT NULL) OR (referenced_table_schema = DATABASE() AND "
        "referenced_table_name = ?) ORDER BY 1"_s,
        {table, table});
    facts.foreignKeys = keys.value_or(QStringList());
    return keys ? Result<>() : failure(keys.error());
}

Result<> readTriggers(Connection &connection, const QString &table, CopyFacts &facts)
{
    const auto triggers = namesOf(connection,
        u"SELECT trigger_name FROM information_schema.triggers WHERE event_object_schema = DATABASE() AND "
        "event_object_table = ? ORDER BY 1"_s,
        {table});
    facts.triggers = triggers.value_or(QStringList());
    return triggers ? Result<>() : failure(triggers.error());
}

Result<> readDefinition(Connection &connection, const QString &tableText, CopyFacts &facts)
{
    static const QRegularExpression next(
        u"^(\\) ENGINE=\\w+) AUTO_INCREMENT=(\\d+)"_s, QRegularExpression::MultilineOption);
    const auto rows = fetch(connection, u"SHOW CREATE TABLE "_s + tableText);
    if (!rows)
        return failure(rows.error());
    facts.definition = rows->text(0, 1);
    facts.next = next.match(facts.definition).captured(2).toLongLong();
    facts.definition.replace(next, u"\\1"_s);
    return {};
}

} // namespace

Result<CopyFacts> MysqlCopy::facts(Connection &connection, const QString &table) const
{
    CopyFacts facts;
    if (Result<> done = readTable(connection, table, facts); !done)
        return failure(done.error());
    if (!facts.isThere)
        return facts;
    Result<> done = readColumns(connection, table, facts);
    for (const auto read : {readKeys, readForeignKeys, readTriggers}) {
        if (done)
            done = read(connection, table, facts);
    }
    if (done)
        done = readDefinition(connection, name(table), facts);
    return done ? Result<CopyFacts>(facts) : failure(done.error());
}

Result<CopyFacts> MysqlCopy::glance(Connection &connection, const QString &table) const
{
    CopyFacts facts;
    Result<> done = readTriggers(connection, table, facts);
    if (done)
        done = readDefinition(connection, name(table), facts);
    facts.isThere = done.has_value();
    return done ? Result<CopyFacts>(facts) : failure(done.error());
}

/// InnoDB's number of the table, which goes with it where it is renamed.
Result<QString> MysqlCopy::storage(Connection &connection, const QString &table) const
{
    const ServerInfo &server = connection.server();
    const bool isNew = server.engine == "mysql" && server.version >= 80000;
    const auto named = [](const QString &text) -> QString { // as the name of its file
        return u"CONVERT(CONVERT(IF(@@lower_case_table_names = 0, %1, LOWER(%1)) USING filename) USING binary)"_s.arg(
            text);
    };
    const QList<Value> values{table, table};
    const auto rows = fetch(connection,
        u"SELECT table_id FROM information_schema."_s + (isNew ? u"innodb_tables"_s : u"innodb_sys_tables"_s)
            + u" WHERE name = CONCAT("_s + named(u"DATABASE()"_s) + u", '/', "_s + named(u"?"_s) + u')',
        values);
    if (!rows && rows.error().sqlState == "42000"_L1)
        return QString(); // only who has PROCESS may ask
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? QString() : rows->text(0, 0);
}

/// By session and beginning: the number of a transaction is another once it writes. Those of no session only wait for
/// their second commit.
Result<QStringList> MysqlCopy::transactions(Connection &connection) const
{
    return namesOf(connection,
        u"SELECT CONCAT(trx_mysql_thread_id, ' ', trx_started) FROM information_schema.innodb_trx WHERE "
        "trx_mysql_thread_id NOT IN (0, CONNECTION_ID())"_s,
        {});
}

/// A number is made a binary fraction where it is compared with one, as it was to be kept: it is compared as it is
/// read.
QString MysqlCopy::sameValue(const CopyFacts::Column &before, const CopyFacts::Column &after) const
{
    const QString left = u"t."_s + name(before.name), right = u"c."_s + name(after.name);
    const auto isFraction = [](const QString &kind) { return kind == "float"_L1 || kind == "double"_L1; };
    if (isNumber(before.kind) && !isFraction(before.kind) && isFraction(after.kind))
        return left + u" <=> CAST("_s + right + u" AS DECIMAL(65,30))"_s;
    const bool isPlain = (isNumber(before.kind) && isNumber(after.kind)) || (isTime(before.kind) && isTime(after.kind));
    if (isPlain)
        return left + u" <=> "_s + right;
    const auto isReadAsText = [](const QString &kind) { return isText(kind) || isNumber(kind) || isTime(kind); };
    const QString form = isReadAsText(before.kind) && isReadAsText(after.kind)
        ? u"CAST(CONVERT(%1 USING utf8mb4) AS BINARY)"_s
        : u"CAST(%1 AS BINARY)"_s;
    return form.arg(left) + u" <=> "_s + form.arg(right);
}

/// A moment becomes a time of the clock, or the other way round, in the zone of whoever writes it.
bool MysqlCopy::dependsOnWriter(const CopyFacts::Column &before, const CopyFacts::Column &after) const
{
    return (before.kind == "timestamp"_L1) != (after.kind == "timestamp"_L1);
}

bool MysqlCopy::tellsAlike(const CopyFacts::Column &before, const CopyFacts::Column &after) const
{
    if (before.type == after.type)
        return before.collation == after.collation;
    if (before.type.contains("zerofill"_L1) || after.type.contains("zerofill"_L1))
        return false;
    const bool isLonger = isText(before.kind) || before.kind == "varbinary"_L1;
    return (isInteger(before.kind) && isInteger(after.kind))
        || (isLonger && before.kind == after.kind && before.collation == after.collation);
}

} // namespace relata::mysql
