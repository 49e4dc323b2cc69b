#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A table whose rows a module keeps in its own way, as full-text and spatial indexes do. The tables that the module
/// makes for itself are part of it.
struct VirtualTable {
    ObjectId schema;
    QString name;
    QString module;
    Expression arguments; ///< what stands in the parentheses; the module's own language
    QString comment;
    Options options;

    static constexpr KindInfo kind{"virtual_table", QT_TRANSLATE_NOOP("Kind", "Virtual table"),
        QT_TRANSLATE_NOOP("Kind", "Virtual tables"), "table", 48};
    static const Field fields[6];
};
inline constexpr Field VirtualTable::fields[6] = {
    field<&VirtualTable::schema>("schema", FieldRole::Parent),
    field<&VirtualTable::name>("name"),
    field<&VirtualTable::module>("module"),
    field<&VirtualTable::arguments>("arguments"),
    field<&VirtualTable::comment>("comment", FieldRole::Cosmetic),
    field<&VirtualTable::options>("options"),
};
RELATA_KIND_COMPLETE(VirtualTable)

} // namespace relata
