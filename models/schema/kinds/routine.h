#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A function, procedure or aggregate, kept as the server's own definition.
struct Routine {
    enum class Form { Function, Procedure, Aggregate };
    ObjectId schema;
    QString name;
    QString signature; ///< argument types, which tell overloads apart
    Form form = Form::Function;
    Expression definition; ///< the whole CREATE statement
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "routine", QT_TRANSLATE_NOOP("Kind", "Routine"), QT_TRANSLATE_NOOP("Kind", "Routines"), "routine", 30};
    static const Field fields[7];
};
inline constexpr Field Routine::fields[7] = {
    field<&Routine::schema>("schema", FieldRole::Parent),
    field<&Routine::name>("name"),
    field<&Routine::signature>("signature"),
    field<&Routine::form>("form"),
    field<&Routine::definition>("definition"),
    field<&Routine::comment>("comment", FieldRole::Cosmetic),
    field<&Routine::options>("options"),
};
RELATA_KIND_COMPLETE(Routine)

} // namespace relata
