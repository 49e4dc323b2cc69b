#pragma once
#include "models/base/message.h"
#include "models/base/result.h"
#include "models/schema/schema.h"

class QJsonValue;

namespace relata {

/// A designer's intent, done to a value: the schema it makes, what undo calls it, and what it made or changed.
struct Edit {
    Schema schema;
    Message label;
    ObjectId id;
};

/// The designer's intents: pure functions from schema to schema. Objects keep their ids through every change.
namespace edits {

/// `wish`, or the first of wish_2, wish_3 … that no other child of the parent is called (case aside; tables, views,
/// sequences and types share one room).
QString freeName(const Schema &schema, ObjectId parent, Kind kind, const QString &wish);
/// The other object of the same room and name, case aside; null when the name is free.
ObjectId namesake(const Schema &schema, ObjectId parent, Kind kind, const QString &name, ObjectId self = {});

Edit addNamespace(const Schema &schema, const QString &name);
Edit addTable(const Schema &schema, ObjectId space, const QString &name);
/// Before the row, or behind the last one with −1.
Edit addColumn(const Schema &schema, struct Column column, int row = -1);
/// Any object that is whole by itself: a key, an index, a check, a view …
Edit add(const Schema &schema, const Object &object);
/// Makes these columns the primary key, in this order: creates, changes or drops it; they become NOT NULL.
Edit setPrimaryKey(const Schema &schema, ObjectId table, const QList<ObjectId> &columns);
/// A foreign key to the primary key of `referenced`. Without columns it takes the ones named after that key, and adds
/// them where there are none.
Edit addForeignKey(const Schema &schema, ObjectId table, ObjectId referenced, QList<ObjectId> columns = {});
/// The copy of a column or table under a free name, with what belongs to it.
Edit duplicate(const Schema &schema, ObjectId id);

Edit rename(const Schema &schema, ObjectId id, const QString &name);
/// The object with other contents.
Edit change(const Schema &schema, ObjectId id, const Object &object);
/// One field by its key, as files write it; a usage error when the value does not suit.
Result<Edit> setField(const Schema &schema, ObjectId id, QByteArrayView key, const QJsonValue &value);
/// The column to this row among its siblings.
Edit moveColumn(const Schema &schema, ObjectId column, int row);

/// What would go when these go, parents first: all that belongs to them and all that names them.
QList<ObjectId> closureOfDrop(const Schema &schema, const QList<ObjectId> &ids);
/// Drops them with that closure; a default that names one is cleared. Refused by name when it would take something
/// unmanaged, or a type that a column is of.
Result<Edit> drop(const Schema &schema, const QList<ObjectId> &ids);
/// Brings back a dropped object of the head with what belonged to it. Refused while something it names is gone.
Result<Edit> restored(const Schema &schema, const Schema &head, ObjectId id);

} // namespace edits
} // namespace relata
