#include "models/sql/type_names.h"

#include <QHash>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// A type name's parts: "timestamp", "(3)", "with time zone".
struct TypeParts {
    QString head, arguments, tail;
};

TypeParts partsOf(const QString &typed)
{
    const QString text = typed.simplified();
    const qsizetype open = text.indexOf(u'('), close = text.indexOf(u')', open);
    if (open < 0 || close < 0) {
        const qsizetype bracket = text.indexOf(u'[');
        if (bracket > 0)
            return {text.left(bracket).trimmed().toLower(), {}, text.mid(bracket)};
        return {text.toLower(), {}, {}};
    }
    QString arguments = text.mid(open, close - open + 1);
    if (!arguments.contains(u'\''))
        arguments.remove(u' ');
    return {text.left(open).trimmed().toLower(), arguments, text.mid(close + 1).trimmed().toLower()};
}

/// `%` stands for the arguments; without one they follow.
using Aliases = QHash<QString, QString>;

const Aliases &postgresqlAliases()
{
    static const Aliases aliases{{u"int"_s, u"integer"_s}, {u"int4"_s, u"integer"_s}, {u"int8"_s, u"bigint"_s},
        {u"int2"_s, u"smallint"_s}, {u"bool"_s, u"boolean"_s}, {u"varchar"_s, u"character varying"_s},
        {u"char"_s, u"character"_s}, {u"decimal"_s, u"numeric"_s}, {u"float"_s, u"double precision"_s},
        {u"float8"_s, u"double precision"_s}, {u"float4"_s, u"real"_s}, {u"varbit"_s, u"bit varying"_s},
        {u"timestamp"_s, u"timestamp% without time zone"_s}, {u"timestamptz"_s, u"timestamp% with time zone"_s},
        {u"timestamp with time zone"_s, u"timestamp% with time zone"_s},
        {u"timestamp without time zone"_s, u"timestamp% without time zone"_s},
        {u"time"_s, u"time% without time zone"_s}, {u"timetz"_s, u"time% with time zone"_s},
        {u"time with time zone"_s, u"time% with time zone"_s},
        {u"time without time zone"_s, u"time% without time zone"_s}};
    return aliases;
}

const Aliases &mysqlAliases()
{
    static const Aliases aliases{{u"integer"_s, u"int"_s}, {u"bool"_s, u"tinyint(1)"_s},
        {u"boolean"_s, u"tinyint(1)"_s}, {u"numeric"_s, u"decimal"_s}, {u"dec"_s, u"decimal"_s},
        {u"fixed"_s, u"decimal"_s}, {u"double precision"_s, u"double"_s}, {u"real"_s, u"double"_s},
        {u"character varying"_s, u"varchar"_s}, {u"character"_s, u"char"_s}, {u"int4"_s, u"int"_s},
        {u"int8"_s, u"bigint"_s}, {u"int2"_s, u"smallint"_s}};
    return aliases;
}

QString joined(const QString &head, const TypeParts &parts)
{
    const qsizetype place = head.indexOf(u'%');
    QString result = head;
    result.replace(place < 0 ? head.size() : place, place < 0 ? 0 : 1, parts.arguments);
    if (!parts.tail.isEmpty())
        result += parts.tail.startsWith(u'[') ? parts.tail : QString(u' ' + parts.tail);
    return result;
}

QString postgresqlNormal(TypeParts parts)
{
    static const QStringList ofOne{u"character"_s, u"bit"_s};
    if (parts.tail == "with time zone"_L1 || parts.tail == "without time zone"_L1)
        parts.head += u' ' + std::exchange(parts.tail, {});
    const QString head = postgresqlAliases().value(parts.head, parts.head);
    if (parts.arguments.isEmpty() && ofOne.contains(head))
        parts.arguments = u"(1)"_s;
    if (parts.head == "float"_L1 && !parts.arguments.isEmpty()) {
        const bool isReal = parts.arguments.mid(1).chopped(1).toInt() < 25;
        parts.arguments.clear();
        return joined(isReal ? u"real"_s : u"double precision"_s, parts);
    }
    return joined(head, parts);
}

QString mysqlNormal(TypeParts parts)
{
    static const QStringList integers{u"int"_s, u"bigint"_s, u"smallint"_s, u"mediumint"_s, u"tinyint"_s};
    const QString head = mysqlAliases().value(parts.head, parts.head);
    const bool isFlag = head == "tinyint"_L1 && parts.arguments == "(1)"_L1;
    if (integers.contains(head) && !isFlag && !parts.tail.contains("zerofill"_L1))
        parts.arguments.clear();
    if (head == "decimal"_L1 && parts.arguments.isEmpty())
        parts.arguments = u"(10,0)"_s;
    if (head == "decimal"_L1 && !parts.arguments.contains(u','))
        parts.arguments.replace(u')', u",0)"_s);
    if ((head == "char"_L1 || head == "binary"_L1) && parts.arguments.isEmpty())
        parts.arguments = u"(1)"_s;
    return joined(head, parts);
}

} // namespace

const QStringList &typeNames(QStringView engine)
{
    static const QStringList postgresql{u"integer"_s, u"bigint"_s, u"text"_s, u"character varying(255)"_s, u"boolean"_s,
        u"numeric(12,2)"_s, u"timestamp with time zone"_s, u"timestamp without time zone"_s, u"date"_s, u"uuid"_s,
        u"jsonb"_s, u"smallint"_s, u"double precision"_s, u"real"_s, u"character(1)"_s, u"time without time zone"_s,
        u"time with time zone"_s, u"interval"_s, u"json"_s, u"bytea"_s, u"inet"_s, u"cidr"_s, u"macaddr"_s, u"money"_s,
        u"bit(1)"_s, u"bit varying"_s, u"xml"_s, u"tsvector"_s, u"tsquery"_s, u"point"_s, u"line"_s, u"box"_s,
        u"path"_s, u"polygon"_s, u"circle"_s, u"int4range"_s, u"int8range"_s, u"numrange"_s, u"daterange"_s,
        u"tsrange"_s, u"tstzrange"_s, u"integer[]"_s, u"text[]"_s, u"name"_s, u"oid"_s, u"numeric"_s,
        u"character varying"_s};
    static const QStringList mysql{u"int"_s, u"bigint"_s, u"varchar(255)"_s, u"text"_s, u"tinyint(1)"_s,
        u"decimal(12,2)"_s, u"datetime"_s, u"timestamp"_s, u"date"_s, u"json"_s, u"int unsigned"_s,
        u"bigint unsigned"_s, u"smallint"_s, u"mediumint"_s, u"tinyint"_s, u"double"_s, u"float"_s, u"char(1)"_s,
        u"time"_s, u"year"_s, u"tinytext"_s, u"mediumtext"_s, u"longtext"_s, u"binary(16)"_s, u"varbinary(255)"_s,
        u"blob"_s, u"tinyblob"_s, u"mediumblob"_s, u"longblob"_s, u"bit(1)"_s, u"enum('a','b')"_s, u"set('a','b')"_s,
        u"geometry"_s, u"point"_s, u"linestring"_s, u"polygon"_s};
    static const QStringList mariadb = QStringList(mysql) << u"uuid"_s << u"inet6"_s;
    static const QStringList sqlite{u"INTEGER"_s, u"TEXT"_s, u"REAL"_s, u"NUMERIC"_s, u"BLOB"_s, u"BOOLEAN"_s,
        u"VARCHAR(255)"_s, u"DECIMAL(12,2)"_s, u"DATE"_s, u"DATETIME"_s};
    if (engine == u"postgresql")
        return postgresql;
    if (engine == u"mysql")
        return mysql;
    return engine == u"mariadb" ? mariadb : sqlite;
}

QString normalTypeName(const QString &typed, QStringView engine)
{
    if (engine == u"postgresql")
        return postgresqlNormal(partsOf(typed));
    if (engine == u"mysql" || engine == u"mariadb")
        return mysqlNormal(partsOf(typed));
    return typed.simplified();
}

bool isKnownType(const QString &normalName, QStringView engine)
{
    if (engine != u"postgresql" && engine != u"mysql" && engine != u"mariadb")
        return true;
    const auto base = [](const QString &name) {
        QString result = partsOf(name).head;
        for (const auto suffix : {" unsigned"_L1, " zerofill"_L1, " with time zone"_L1, " without time zone"_L1}) {
            if (result.endsWith(suffix))
                result.chop(suffix.size());
        }
        return result;
    };
    const QString wanted = base(normalName);
    const QStringList &known = typeNames(engine);
    return std::any_of(known.begin(), known.end(), [&](const QString &name) { return base(name) == wanted; });
}

} // namespace relata
