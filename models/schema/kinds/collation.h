#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A collation of the user's own.
struct Collation {
    ObjectId schema;
    QString name;
    Expression definition; ///< "provider = icu, locale = 'de'"
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "collation", QT_TRANSLATE_NOOP("Kind", "Collation"), QT_TRANSLATE_NOOP("Kind", "Collations"), "sort", 2};
    static const Field fields[5];
};
inline constexpr Field Collation::fields[5] = {
    field<&Collation::schema>("schema", FieldRole::Parent),
    field<&Collation::name>("name"),
    field<&Collation::definition>("definition"),
    field<&Collation::comment>("comment", FieldRole::Cosmetic),
    field<&Collation::options>("options"),
};
RELATA_KIND_COMPLETE(Collation)

} // namespace relata
