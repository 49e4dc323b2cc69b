#include "dialects/mysql/sync.h"

#include "models/engine/server_info.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_flavour.h"

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

bool isText(const DataType &type)
{
    const TypeFamily family = familyOf(type.name);
    return family == TypeFamily::Text || family == TypeFamily::Json || type.name.startsWith("enum"_L1)
        || type.name.startsWith("set("_L1);
}

/// What CAST calls the type; empty where it has none that holds each of its values, and for what a session's time zone
/// decides about.
QString castName(const DataType &type)
{
    const QString name = type.name.toLower();
    if (name.startsWith("timestamp"_L1))
        return {};
    const bool isUnsigned = name.contains("unsigned"_L1);
    switch (familyOf(name)) {
    case TypeFamily::Integer:
        return isUnsigned ? u"UNSIGNED"_s : u"SIGNED"_s;
    case TypeFamily::Decimal:
        return isUnsigned || name.contains("zerofill"_L1) ? QString() : name.section(u' ', 0, 0).toUpper();
    case TypeFamily::Text:
        return u"CHAR"_s;
    case TypeFamily::Date:
        return u"DATE"_s;
    case TypeFamily::Timestamp:
        return u"DATETIME"_s + (name.contains(u'(') ? name.mid(name.indexOf(u'(')) : QString());
    default:
        return {};
    }
}

void assign(ExpressionPieces &out, const QList<SyncedColumns::Side> &sides,
    const std::function<Expression(const SyncedColumns::Side &)> &assignment)
{
    for (const SyncedColumns::Side &side : sides)
        out << u"SET " << assignment(side) << u"; ";
}

/// The last one that fires at this moment, which ours has to follow.
ObjectId lastTrigger(const Schema &schema, ObjectId table, QStringView moment)
{
    QList<ObjectId> found;
    for (const ObjectId id : schema.children(table, Kind::Trigger)) {
        const Expression &text = schema.find<Trigger>(id)->definition;
        if (written(text, [](ObjectId) { return u"x"_s; }).contains(moment))
            found += id;
    }
    const auto isFollowed = [&](ObjectId id) {
        return std::any_of(found.begin(), found.end(),
            [&](ObjectId other) { return other != id && schema.dependants(id).contains(other); });
    };
    const auto last = std::find_if_not(found.begin(), found.end(), isFollowed);
    return last == found.end() ? ObjectId() : *last;
}

} // namespace

std::optional<Message> MysqlSync::obstacle(const Column &column, const Schema &) const
{
    if (column.options.contains("mysql.on_update"))
        return Message{"Sync", QT_TRANSLATE_NOOP("Sync", "the server itself sets it on each UPDATE"), {}};
    if (column.options.contains("mysql.srid") || familyOf(column.type.name) == TypeFamily::Json)
        return Message{
            "Sync", QT_TRANSLATE_NOOP("Sync", "the server cannot tell whether two of its values are the same"), {}};
    return {};
}

/// Several triggers of one event came with MySQL 5.7.2 and MariaDB 10.2.3.
std::optional<Message> MysqlSync::tableObstacle(ObjectId table, const Schema &schema, const ServerInfo &server) const
{
    const ObjectId insert = lastTrigger(schema, table, u"BEFORE INSERT");
    const ObjectId there = insert ? insert : lastTrigger(schema, table, u"BEFORE UPDATE");
    if (!there || server.version == 0 || server.version >= (m_mariaDb ? 100203 : 50702))
        return {};
    return Message{"Sync", QT_TRANSLATE_NOOP("Sync", "this server has one trigger for each event, and there is %1"),
        {nameOf(*schema.find(there))}};
}

std::optional<Expression> MysqlSync::cast(ObjectId column, const DataType &type, const Schema &schema) const
{
    const QString name = castName(type);
    if (name.isEmpty() || castName(schema.find<Column>(column)->type).isEmpty())
        return {};
    return (ExpressionPieces() << u"CAST(" << column << u" AS " << name << u")").take();
}

/// Inside of a trigger names stand in backquotes, which belong to the text.
Expression MysqlSync::column(ObjectId column, Row row) const
{
    ExpressionPieces out;
    if (row == Row::Table)
        return (out << column).take();
    return (out << (row == Row::New ? u"NEW.`" : u"OLD.`") << column << u"`").take();
}

/// Texts byte by byte: to most collations 'a' is 'A', and 'a ' is 'a'.
Expression MysqlSync::differs(const Expression &a, const Expression &b, const Column &of, const Schema &) const
{
    ExpressionPieces out;
    if (!isText(of.type))
        return (out << u"NOT (" << a << u" <=> " << b << u")").take();
    out << u"NOT (CAST(CONVERT(" << a << u" USING utf8mb4) AS BINARY) <=> CAST(CONVERT(" << b
        << u" USING utf8mb4) AS BINARY))";
    return out.take();
}

Schema MysqlSync::withTrigger(const Schema &schema, const SyncedColumns &columns, const QString &name,
    QStringView event, const Expression &afterCounts, const Expression &beforeCounts) const
{
    const auto set = [&](const SyncedColumns::Side &side) {
        return (ExpressionPieces() << column(side.column, Row::New) << u" = " << value(side.value, Row::New)).take();
    };
    const ObjectId id = ObjectId::random();
    const ObjectId last = lastTrigger(schema, columns.table, QString(u"BEFORE "_s + event));
    ExpressionPieces out;
    out << u"CREATE TRIGGER `" << id << u"` BEFORE " << event << u" ON `" << columns.table << u"` FOR EACH ROW ";
    if (last)
        out << u"FOLLOWS `" << last << u"` ";
    out << u"BEGIN IF " << strays(columns, Row::New, schema) << u" THEN IF " << afterCounts << u" THEN ";
    assign(out, columns.before, set);
    if (beforeCounts.isEmpty())
        out << u"ELSE ";
    else
        out << u"ELSEIF " << beforeCounts << u" THEN ";
    assign(out, columns.after, set);
    out << u"END IF; END IF; ";
    for (const ObjectId required : columns.relaxed)
        out << u"IF " << column(required, Row::New) << u" IS NULL AND " << allEmpty(columns.after, Row::New)
            << u" THEN SIGNAL SQLSTATE '23000' SET MYSQL_ERRNO = 1048, MESSAGE_TEXT = "
            << quotedString(QString(u"Column '"_s + nameOf(*schema.find(required)) + u"' cannot be null"_s), flavour())
            << u"; END IF; ";
    out << u"END";
    Trigger trigger;
    trigger.table = columns.table;
    trigger.name = name;
    trigger.definition = out.take(false);
    return schema.with(id, makeObject(std::move(trigger)));
}

Schema MysqlSync::withTriggers(const Schema &schema, const SyncedColumns &columns, const QString &name) const
{
    const Schema first =
        withTrigger(schema, columns, name + u"_insert"_s, u"INSERT", inserted(columns.after, Row::New, schema), {});
    return withTrigger(first, columns, name + u"_update"_s, u"UPDATE", updated(columns.after, schema),
        updated(columns.before, schema));
}

} // namespace relata::mysql
