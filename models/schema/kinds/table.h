#pragma once
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A base table. What belongs to it (columns, keys, indexes, triggers) are objects of their own.
struct Table {
    ObjectId schema;
    QString name;
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "table", QT_TRANSLATE_NOOP("Kind", "Table"), QT_TRANSLATE_NOOP("Kind", "Tables"), "table", 40};
    static const Field fields[4];
};
inline constexpr Field Table::fields[4] = {
    field<&Table::schema>("schema", FieldRole::Parent),
    field<&Table::name>("name"),
    field<&Table::comment>("comment", FieldRole::Cosmetic),
    field<&Table::options>("options"),
};
RELATA_KIND_COMPLETE(Table)

} // namespace relata
