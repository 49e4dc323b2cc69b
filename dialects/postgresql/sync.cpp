#include "dialects/postgresql/sync.h"

#include "dialects/postgresql/writer/naming.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_flavour.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// Whether two values of this type that count as equal are the same to the letter.
bool isPlainlyEqual(const Column &column)
{
    static const QStringList names{u"smallint"_s, u"integer"_s, u"bigint"_s, u"boolean"_s, u"text"_s, u"date"_s,
        u"uuid"_s, u"bytea"_s, u"timestamp without time zone"_s, u"timestamp with time zone"_s};
    const QString name = column.type.name;
    return column.collation.isEmpty() && (names.contains(name) || name.startsWith("character varying"_L1));
}

bool isText(const QString &type) { return familyOf(type) == TypeFamily::Text; }

/// Whether its values are the same texts to every session, whatever it says about dates, digits or bytes.
bool hasOneText(const QString &type)
{
    static constexpr TypeFamily fine[] = {TypeFamily::Boolean, TypeFamily::Integer, TypeFamily::Decimal,
        TypeFamily::Text, TypeFamily::Uuid, TypeFamily::Json, TypeFamily::Network};
    return type.startsWith("bit"_L1) || std::find(std::begin(fine), std::end(fine), familyOf(type)) != std::end(fine);
}

/// What a session says about time zones, dates, amounts or digits decides how one becomes the other.
bool hangsOnSession(const DataType &from, const DataType &to)
{
    static const QRegularExpression size(u"\\(\\d+(,\\d+)?\\)|\\[\\]"_s);
    const QString a = QString(from.name).remove(size), b = QString(to.name).remove(size);
    const auto always = [](const QString &name) {
        static const QRegularExpression types(u"with time zone|^(timestamptz|timetz|money|reg)"_s);
        return name.contains(types);
    };
    const auto asText = [](const QString &text, const QString &other) { return isText(text) && !hasOneText(other); };
    return !from.userType && !to.userType && a != b && (always(a) || always(b) || asText(a, b) || asText(b, a));
}

void assign(ExpressionPieces &out, const QList<SyncedColumns::Side> &sides, QStringView indent,
    const std::function<Expression(const SyncedColumns::Side &)> &assignment)
{
    for (const SyncedColumns::Side &side : sides)
        out << indent << assignment(side) << u";\n";
}

} // namespace

PostgresqlSync::PostgresqlSync()
    : SyncPort(postgresqlFlavour())
{ }

std::optional<Message> PostgresqlSync::obstacle(const Column &column, const Schema &schema) const
{
    if (column.type.userType && !schema.find<EnumType>(column.type.userType))
        return Message{"Sync", QT_TRANSLATE_NOOP("Sync", "it is of a type of your own"), {}};
    return {};
}

/// Without the length of a text: a cast to that would cut off what is too long, where an assignment refuses it.
std::optional<Expression> PostgresqlSync::cast(ObjectId column, const DataType &type, const Schema &schema) const
{
    if (hangsOnSession(schema.find<Column>(column)->type, type))
        return {};
    QString name = Naming(schema).type(type).sql;
    if (!type.userType && isText(type.name))
        name = u"text"_s;
    if (!type.userType && type.name.startsWith("bit"_L1))
        name = u"bit varying"_s;
    return (ExpressionPieces() << u"CAST(" << column << u" AS " << name << u")").take();
}

Expression PostgresqlSync::differs(
    const Expression &a, const Expression &b, const Column &of, const Schema &schema) const
{
    ExpressionPieces out;
    if (isPlainlyEqual(of))
        return (out << a << u" IS DISTINCT FROM " << b).take();
    // Byte by byte: 1.0 is not 1.00, and a type need not know when two of its values are equal.
    const QString type = Naming(schema).type(of.type).sql;
    // As records: rows written out would be compared by an operator of their columns' type.
    out << u"CAST(ROW(" << a << u") AS record) OPERATOR(pg_catalog.*<>) CAST(ROW(CAST(" << b << u" AS " << type
        << u")) AS record)";
    return out.take();
}

Schema PostgresqlSync::withTriggers(const Schema &schema, const SyncedColumns &columns, const QString &name) const
{
    const auto set = [&](const SyncedColumns::Side &side) {
        return (ExpressionPieces() << column(side.column, Row::New) << u" := " << value(side.value, Row::New)).take();
    };
    ExpressionPieces body;
    body << u"BEGIN\n    IF " << strays(columns, Row::New, schema)
         << u" THEN\n        IF (CASE WHEN TG_OP = 'INSERT' THEN " << inserted(columns.after, Row::New, schema)
         << u" ELSE " << updated(columns.after, schema) << u" END) THEN\n";
    assign(body, columns.before, u"            ", set);
    body << u"        ELSIF TG_OP = 'INSERT' OR " << updated(columns.before, schema) << u" THEN\n";
    assign(body, columns.after, u"            ", set);
    body << u"        END IF;\n    END IF;\n    RETURN NEW;\nEND\n";

    const ObjectId function = ObjectId::random(), trigger = ObjectId::random();
    Routine routine;
    routine.schema = schema.find<Table>(columns.table)->schema;
    routine.name = name;
    routine.definition = (ExpressionPieces()
        << u"CREATE OR REPLACE FUNCTION " << function << u"()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$\n"
        << text(body.take(), schema).sql << u"$function$")
                             .take();
    Trigger made;
    made.table = columns.table;
    made.name = name;
    made.definition = (ExpressionPieces() << u"CREATE TRIGGER " << trigger << u" BEFORE INSERT OR UPDATE ON "
                                          << columns.table << u" FOR EACH ROW EXECUTE FUNCTION " << function << u"()")
                          .take();
    return schema.with(function, makeObject(std::move(routine))).with(trigger, makeObject(std::move(made)));
}

} // namespace relata::postgresql
