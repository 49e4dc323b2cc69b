#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QList>
#include <QString>

namespace relata {

/// A base table. What belongs to it (columns, keys, indexes, triggers) are objects of their own.
struct Table {
    ObjectId schema;
    QString name;
    Expression partitionKey; ///< "RANGE (day)": it holds no row itself, its partitions do
    ObjectId partitionOf; ///< a table; columns and constraints are that table's, unless they differ
    Expression bound; ///< "FOR VALUES FROM (1) TO (9)" of a partition
    QList<ObjectId> inherits; ///< tables whose columns it takes over
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "table", QT_TRANSLATE_NOOP("Kind", "Table"), QT_TRANSLATE_NOOP("Kind", "Tables"), "table", 40};
    static const Field fields[8];
};
inline constexpr Field Table::fields[8] = {
    field<&Table::schema>("schema", FieldRole::Parent),
    field<&Table::name>("name"),
    field<&Table::partitionKey>("partition_key"),
    field<&Table::partitionOf>("partition_of"),
    field<&Table::bound>("bound"),
    field<&Table::inherits>("inherits"),
    field<&Table::comment>("comment", FieldRole::Cosmetic),
    field<&Table::options>("options"),
};
RELATA_KIND_COMPLETE(Table)

} // namespace relata
