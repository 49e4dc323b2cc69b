#include "dialects/sqlite/sync.h"

#include "models/schema/all_kinds.h"
#include "models/sql/sql_flavour.h"

namespace relata::sqlite {
using namespace Qt::StringLiterals;

SqliteSync::SqliteSync()
    : SyncPort(sqliteFlavour())
{ }

/// Of other types a cast would make numbers.
static bool isCastable(const DataType &type)
{
    const TypeFamily family = familyOf(type.name);
    return family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Float
        || family == TypeFamily::Text;
}

std::optional<Expression> SqliteSync::cast(ObjectId column, const DataType &type, const Schema &schema) const
{
    if (!isCastable(type) || !isCastable(schema.find<Column>(column)->type))
        return {};
    return (ExpressionPieces() << u"CAST(" << column << u" AS " << type.name << u")").take();
}

/// Texts letter by letter, whatever the column's collation.
Expression SqliteSync::differs(const Expression &a, const Expression &b, const Column &, const Schema &) const
{
    return (ExpressionPieces() << a << u" IS NOT " << b << u" COLLATE BINARY").take();
}

Schema SqliteSync::withTrigger(const Schema &schema, const SyncedColumns &columns, const QString &name,
    QStringView event, const Expression &when, const Expression &afterCounts) const
{
    const ObjectId id = ObjectId::random();
    QList<Expression> sets, keys;
    for (const SyncedColumns::Side &side : columns.before)
        sets +=
            (ExpressionPieces() << side.column << u" = CASE WHEN " << afterCounts << u" THEN "
                                << value(side.value, Row::New) << u" ELSE " << column(side.column, Row::New) << u" END")
                .take();
    for (const SyncedColumns::Side &side : columns.after)
        sets +=
            (ExpressionPieces() << side.column << u" = CASE WHEN " << afterCounts << u" THEN "
                                << column(side.column, Row::New) << u" ELSE " << value(side.value, Row::New) << u" END")
                .take();
    for (const ObjectId key : columns.key)
        keys += (ExpressionPieces() << key << u" = " << column(key, Row::New)).take();
    ExpressionPieces out;
    out << u"CREATE TRIGGER " << id << u" AFTER " << event << u" ON " << columns.table << u" WHEN " << when
        << u" BEGIN UPDATE " << columns.table << u" SET ";
    for (qsizetype i = 0; i < sets.size(); ++i)
        out << (i > 0 ? u", " : u"") << sets.at(i);
    out << u" WHERE " << joined(keys, u"AND") << u"; END";
    Trigger trigger;
    trigger.table = columns.table;
    trigger.name = name;
    trigger.definition = out.take();
    return schema.with(id, makeObject(std::move(trigger)));
}

/// What the triggers' own UPDATE leaves as it was does not call the second one again.
Schema SqliteSync::withTriggers(const Schema &schema, const SyncedColumns &columns, const QString &name) const
{
    const Expression apart = strays(columns, Row::New, schema);
    const Expression changed = updated(columns.after, schema);
    ExpressionPieces moved;
    moved << u"(" << apart << u") AND (" << updated(columns.before, schema) << u" OR " << changed << u")";
    Schema result =
        withTrigger(schema, columns, name + u"_insert"_s, u"INSERT", apart, inserted(columns.after, Row::New, schema));
    result = withTrigger(result, columns, name + u"_update"_s, u"UPDATE", moved.take(), changed);
    for (qsizetype i = 0; i < columns.relaxed.size(); ++i) {
        const ObjectId required = columns.relaxed.at(i);
        Check check;
        check.table = columns.table;
        check.name = name + u"_required"_s + (i > 0 ? u'_' + QString::number(i + 1) : QString());
        ExpressionPieces either;
        either << required << u" IS NOT NULL";
        for (const SyncedColumns::Side &side : columns.after)
            either << u" OR " << side.column << u" IS NOT NULL";
        check.expression = either.take();
        result = result.with(ObjectId::random(), makeObject(std::move(check)));
    }
    return result;
}

} // namespace relata::sqlite
