#include "models/project/new_parts.h"

#include "models/schema/all_kinds.h"
#include "models/sql/type_names.h"

namespace relata::edits {
using namespace Qt::StringLiterals;

namespace {

Column keyColumn(ObjectId table, const QString &engine)
{
    Column column;
    column.table = table;
    column.name = u"id"_s;
    column.type.name = typeNames(engine).first();
    column.nullable = false;
    if (engine == "postgresql"_L1)
        column.identity = Column::Identity::ByDefault;
    else if (engine != "sqlite"_L1)
        column.identity = Column::Identity::AutoIncrement;
    return column;
}

template <class T>
Edit addWithPart(const Schema &schema, ObjectId table, const QString &name, ObjectId column)
{
    T object;
    object.table = table;
    object.name = name;
    KeyPart part;
    part.column = column;
    if (column)
        object.parts = {part};
    return add(schema, makeObject(std::move(object)));
}

/// The first column that nothing names yet.
ObjectId freeColumn(const Schema &schema, ObjectId table)
{
    const QList<ObjectId> columns = schema.children(table, Kind::Column);
    for (const ObjectId column : columns) {
        if (schema.dependants(column).isEmpty())
            return column;
    }
    return columns.value(0);
}

Edit newColumn(const Schema &schema, ObjectId table, const QString &engine)
{
    Column column;
    column.table = table;
    column.name = freeName(schema, table, Kind::Column, u"column"_s);
    column.type.name = typeNames(engine).at(engine == "sqlite"_L1 ? 1 : 2);
    return addColumn(schema, std::move(column));
}

} // namespace

Edit newTable(const Schema &schema, ObjectId space, const QString &wish, const QString &engine)
{
    Edit table = addTable(schema, space, freeName(schema, space, Kind::Table, wish));
    const Edit column = addColumn(table.schema, keyColumn(table.id, engine));
    table.schema = setPrimaryKey(column.schema, table.id, {column.id}).schema;
    return table;
}

Edit newPart(const Schema &schema, Kind kind, ObjectId table, const QString &engine)
{
    const QString owner = nameOf(*schema.find(table));
    const ObjectId column = freeColumn(schema, table);
    const QString stem = column ? QString(owner + u'_' + nameOf(*schema.find(column))) : owner;
    switch (kind) {
    case Kind::Index:
        return addWithPart<Index>(schema, table, freeName(schema, table, kind, QString(stem + u"_idx"_s)), column);
    case Kind::Unique:
        return addWithPart<Unique>(schema, table, freeName(schema, table, kind, QString(stem + u"_key"_s)), column);
    case Kind::PrimaryKey:
        return setPrimaryKey(schema, table, {schema.children(table, Kind::Column).value(0)});
    case Kind::Check: {
        Check check;
        check.table = table;
        check.name = freeName(schema, table, kind, QString(owner + u"_check"_s));
        return add(schema, makeObject(std::move(check)));
    }
    case Kind::ForeignKey: {
        ForeignKey key;
        key.table = table;
        key.name = freeName(schema, table, kind, QString(owner + u"_fkey"_s));
        return add(schema, makeObject(std::move(key)));
    }
    default:
        return newColumn(schema, table, engine);
    }
}

Edit newObject(const Schema &schema, Kind kind, ObjectId space)
{
    const ObjectId home = kind == Kind::Namespace ? ObjectId() : space;
    const QString wish = u"new_"_s + QLatin1StringView(catalogue(kind).info->key);
    const QString name = freeName(schema, home, kind, wish);
    if (kind == Kind::Namespace)
        return addNamespace(schema, name);
    if (kind == Kind::Sequence) {
        Sequence sequence;
        sequence.schema = home;
        sequence.name = name;
        sequence.type.name = u"bigint"_s;
        return add(schema, makeObject(std::move(sequence)));
    }
    if (kind == Kind::EnumType) {
        EnumType type;
        type.schema = home;
        type.name = name;
        type.labels = {u"first"_s};
        return add(schema, makeObject(std::move(type)));
    }
    View view;
    view.schema = home;
    view.name = name;
    view.query = Expression::of(u"SELECT 1 AS one"_s);
    return add(schema, makeObject(std::move(view)));
}

Edit pointForeignKey(const Schema &schema, ObjectId id, ObjectId referenced)
{
    const ForeignKey *old = schema.find<ForeignKey>(id);
    if (!old || !schema.find<Table>(referenced))
        return {schema, {}, id};
    const bool fresh = old->columns.isEmpty();
    const Edit made = addForeignKey(schema, old->table, referenced, old->columns);
    ForeignKey key = *made.schema.find<ForeignKey>(made.id);
    const QString wish = key.name;
    key.name = old->name;
    key.onDelete = old->onDelete;
    key.onUpdate = old->onUpdate;
    key.match = old->match;
    key.deferral = old->deferral;
    key.comment = old->comment;
    key.options = old->options;
    // The name it got when nothing was known of it gives way to one that says where it leads.
    if (fresh && key.name.endsWith("_fkey"_L1))
        key.name = wish;
    const Schema without = made.schema.without(made.id);
    Edit edit = change(without, id, makeObject(std::move(key)));
    return edit;
}

} // namespace relata::edits
