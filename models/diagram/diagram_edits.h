#pragma once
#include "models/base/result.h"
#include "models/schema/schema.h"

namespace relata {

/// A schema with one thing more, and its id.
struct SchemaAddition {
    Schema schema;
    ObjectId id;
};

/// A table with a free name in the default namespace, a key column "id" and a primary key on it.
SchemaAddition withNewTable(const Schema &schema, const QString &wantedName);

/// A foreign key from one table to the primary key of another; the columns that hold it are new, named after what they
/// reference, and may be null. Fails where the other table has no primary key.
Result<SchemaAddition> withNewRelation(const Schema &schema, ObjectId from, ObjectId to);

/// Without the tables and the foreign keys that reference them.
Schema withoutTables(const Schema &schema, const QList<ObjectId> &tables);

} // namespace relata
