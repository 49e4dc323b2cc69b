#pragma once
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A composite type. Its attributes are Column objects.
struct CompositeType {
    ObjectId schema;
    QString name;
    QString comment;
    Options options;

    static constexpr KindInfo kind{"composite_type", QT_TRANSLATE_NOOP("Kind", "Composite type"),
        QT_TRANSLATE_NOOP("Kind", "Composite types"), "enum_type", 12};
    static const Field fields[4];
};
inline constexpr Field CompositeType::fields[4] = {
    field<&CompositeType::schema>("schema", FieldRole::Parent),
    field<&CompositeType::name>("name"),
    field<&CompositeType::comment>("comment", FieldRole::Cosmetic),
    field<&CompositeType::options>("options"),
};
RELATA_KIND_COMPLETE(CompositeType)

} // namespace relata
