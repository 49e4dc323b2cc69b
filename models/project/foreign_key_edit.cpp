#include "models/project/edits.h"
#include "models/schema/all_kinds.h"

namespace relata::edits {
using namespace Qt::StringLiterals;

namespace {

/// The columns that a foreign key to `table` names: its primary key, or the first unique constraint of columns.
QList<ObjectId> keyColumns(const Schema &schema, ObjectId table)
{
    QList<KeyParts> keys;
    const QList<ObjectId> primary = schema.children(table, Kind::PrimaryKey);
    const QList<ObjectId> uniques = schema.children(table, Kind::Unique);
    for (const ObjectId id : primary)
        keys += schema.find<PrimaryKey>(id)->parts;
    for (const ObjectId id : uniques)
        keys += schema.find<Unique>(id)->parts;
    for (const KeyParts &parts : keys) {
        QList<ObjectId> columns;
        for (const KeyPart &part : parts) {
            if (part.column)
                columns += part.column;
        }
        if (columns.size() == parts.size())
            return columns;
    }
    return {};
}

/// "customer" + "id" → "customer_id"; a key already named after its table ("CustomerId") is taken as it is.
QString columnNameFor(const Schema &schema, ObjectId referenced, ObjectId key)
{
    const QString &table = schema.find<Table>(referenced)->name, &column = schema.find<Column>(key)->name;
    return column.startsWith(table, Qt::CaseInsensitive) ? column : QString(table + u'_' + column);
}

/// A value of a key that the server makes is only a number where it is copied to.
Column copyOfKey(const Column &key, ObjectId table, const QString &name)
{
    Column column;
    column.table = table;
    column.name = name;
    column.type = key.type;
    column.collation = key.collation;
    return column;
}

} // namespace

Edit addForeignKey(const Schema &schema, ObjectId table, ObjectId referenced, QList<ObjectId> columns)
{
    const auto *owner = schema.find<Table>(table), *target = schema.find<Table>(referenced);
    if (!owner || !target)
        return {schema, {}, {}};
    ForeignKey key;
    key.table = table;
    key.referencedTable = referenced;
    key.referencedColumns = keyColumns(schema, referenced);
    Schema with = schema;
    if (columns.isEmpty()) {
        for (const ObjectId id : std::as_const(key.referencedColumns)) {
            const QString name = columnNameFor(schema, referenced, id);
            const ObjectId there = schema.child(table, Kind::Column, name);
            if (there && there != id) {
                columns += there;
                continue;
            }
            const QString free = freeName(with, table, Kind::Column, table == referenced ? u"parent_"_s + name : name);
            const Edit added = addColumn(with, copyOfKey(*schema.find<Column>(id), table, free));
            with = added.schema;
            columns += added.id;
        }
    }
    key.columns = columns;
    key.name = freeName(with, table, Kind::ForeignKey, QString(owner->name + u'_' + target->name + u"_fkey"_s));
    return add(with, makeObject(std::move(key)));
}

} // namespace relata::edits
