#pragma once
#include "models/schema/data_type.h"
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A domain: a type with a default and checks, which are Check objects of their own.
struct Domain {
    ObjectId schema;
    QString name;
    DataType type;
    bool nullable = true;
    Expression defaultValue;
    QString collation; ///< empty: the type's own
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "domain", QT_TRANSLATE_NOOP("Kind", "Domain"), QT_TRANSLATE_NOOP("Kind", "Domains"), "domain", 11};
    static const Field fields[8];
};
inline constexpr Field Domain::fields[8] = {
    field<&Domain::schema>("schema", FieldRole::Parent),
    field<&Domain::name>("name"),
    field<&Domain::type>("type"),
    field<&Domain::nullable>("nullable"),
    field<&Domain::defaultValue>("default"),
    field<&Domain::collation>("collation"),
    field<&Domain::comment>("comment", FieldRole::Cosmetic),
    field<&Domain::options>("options"),
};
RELATA_KIND_COMPLETE(Domain)

} // namespace relata
