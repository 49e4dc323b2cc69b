#include "models/diagram/diagram_edits.h"

#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

/// `wanted`, or with the first number behind it that makes it free.
QString freeName(const Schema &schema, ObjectId parent, Kind kind, const QString &wanted)
{
    QString name = wanted;
    for (int number = 2; schema.child(parent, kind, name); ++number)
        name = wanted + u'_' + QString::number(number);
    return name;
}

const PrimaryKey *primaryKeyOf(const Schema &schema, ObjectId table)
{
    const QList<ObjectId> keys = schema.children(table, Kind::PrimaryKey);
    return keys.isEmpty() ? nullptr : schema.find<PrimaryKey>(keys.first());
}

int nextPosition(const Schema &schema, ObjectId table)
{
    int last = 0;
    for (const ObjectId id : schema.children(table, Kind::Column))
        last = std::max(last, schema.find<Column>(id)->position);
    return last + 1;
}

} // namespace

SchemaAddition withNewTable(const Schema &schema, const QString &wantedName)
{
    Schema result = schema;
    ObjectId space = schema.defaultNamespace();
    if (!space) {
        const QList<ObjectId> spaces = schema.all(Kind::Namespace);
        space = spaces.isEmpty() ? ObjectId::random() : spaces.first();
        if (spaces.isEmpty())
            result = result.with(space, makeObject(Namespace{}));
    }
    Table table;
    table.schema = space;
    table.name = freeName(schema, space, Kind::Table, wantedName);
    const ObjectId tableId = ObjectId::random(), columnId = ObjectId::random();
    Column column;
    column.table = tableId;
    column.name = u"id"_s;
    column.position = 1;
    column.type.name = u"integer"_s;
    column.nullable = false;
    PrimaryKey key;
    key.table = tableId;
    KeyPart part;
    part.column = columnId;
    key.parts.append(part);
    result = result.with(tableId, makeObject(std::move(table)))
                 .with(columnId, makeObject(std::move(column)))
                 .with(ObjectId::random(), makeObject(std::move(key)));
    return {result, tableId};
}

Result<SchemaAddition> withNewRelation(const Schema &schema, ObjectId from, ObjectId to)
{
    const PrimaryKey *referenced = primaryKeyOf(schema, to);
    const Object *target = schema.find(to);
    const bool usable = referenced && !referenced->parts.isEmpty()
        && std::all_of(
            referenced->parts.begin(), referenced->parts.end(), [](const KeyPart &part) { return bool(part.column); });
    if (!target || !usable) {
        return failure(Error{Error::Code::Usage,
            {"DiagramEdits",
                QT_TRANSLATE_NOOP("DiagramEdits", "%1 has no primary key that a foreign key could reference."),
                {schema.displayName(to)}},
            {}, {}, {}});
    }
    Schema result = schema;
    ForeignKey key;
    key.table = from;
    key.referencedTable = to;
    int position = nextPosition(schema, from);
    for (const KeyPart &part : referenced->parts) {
        const auto *column = schema.find<Column>(part.column);
        const QString prefix = nameOf(*target) + u'_';
        Column own;
        own.table = from;
        own.name = freeName(
            result, from, Kind::Column, column->name.startsWith(prefix) ? column->name : prefix + column->name);
        own.position = position++;
        own.type = column->type;
        const ObjectId id = ObjectId::random();
        result = result.with(id, makeObject(std::move(own)));
        key.columns.append(id);
        key.referencedColumns.append(part.column);
    }
    key.name = freeName(result, from, Kind::ForeignKey, u"fk_%1_%2"_s.arg(nameOf(*schema.find(from)), nameOf(*target)));
    const ObjectId id = ObjectId::random();
    return SchemaAddition{result.with(id, makeObject(std::move(key))), id};
}

Schema withoutTables(const Schema &schema, const QList<ObjectId> &tables)
{
    Schema result = schema;
    for (const ObjectId table : tables) {
        for (const ObjectId id : result.all(Kind::ForeignKey)) {
            const auto *key = result.find<ForeignKey>(id);
            if (key->referencedTable == table && key->table != table)
                result = result.withoutTree(id);
        }
        result = result.withoutTree(table);
    }
    return result;
}

} // namespace relata
