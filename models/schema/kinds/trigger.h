#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A trigger of a table or view, kept as the server's own definition.
struct Trigger {
    ObjectId table;
    QString name;
    Expression definition; ///< the whole CREATE statement
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "trigger", QT_TRANSLATE_NOOP("Kind", "Trigger"), QT_TRANSLATE_NOOP("Kind", "Triggers"), "trigger", 80};
    static const Field fields[5];
};
inline constexpr Field Trigger::fields[5] = {
    field<&Trigger::table>("table", FieldRole::Parent),
    field<&Trigger::name>("name"),
    field<&Trigger::definition>("definition"),
    field<&Trigger::comment>("comment", FieldRole::Cosmetic),
    field<&Trigger::options>("options"),
};
RELATA_KIND_COMPLETE(Trigger)

} // namespace relata
