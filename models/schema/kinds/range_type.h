#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A range type over another type.
struct RangeType {
    ObjectId schema;
    QString name;
    Expression definition; ///< "SUBTYPE = double precision, …"
    QString comment;
    Options options;

    static constexpr KindInfo kind{"range_type", QT_TRANSLATE_NOOP("Kind", "Range type"),
        QT_TRANSLATE_NOOP("Kind", "Range types"), "enum_type", 13};
    static const Field fields[5];
};
inline constexpr Field RangeType::fields[5] = {
    field<&RangeType::schema>("schema", FieldRole::Parent),
    field<&RangeType::name>("name"),
    field<&RangeType::definition>("definition"),
    field<&RangeType::comment>("comment", FieldRole::Cosmetic),
    field<&RangeType::options>("options"),
};
RELATA_KIND_COMPLETE(RangeType)

} // namespace relata
