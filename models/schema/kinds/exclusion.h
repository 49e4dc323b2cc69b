#pragma once
#include "models/schema/deferral.h"
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// An exclusion constraint of a table: no two rows may agree in all its parts.
struct Exclusion {
    ObjectId table;
    QString name;
    Expression definition; ///< "EXCLUDE USING gist (room WITH =, during WITH &&)"
    Deferral deferral = Deferral::Not;
    QString comment;
    Options options;

    static constexpr KindInfo kind{"exclusion", QT_TRANSLATE_NOOP("Kind", "Exclusion constraint"),
        QT_TRANSLATE_NOOP("Kind", "Exclusion constraints"), "exclusion", 45};
    static const Field fields[6];
};
inline constexpr Field Exclusion::fields[6] = {
    field<&Exclusion::table>("table", FieldRole::Parent),
    field<&Exclusion::name>("name"),
    field<&Exclusion::definition>("definition"),
    field<&Exclusion::deferral>("deferral"),
    field<&Exclusion::comment>("comment", FieldRole::Cosmetic),
    field<&Exclusion::options>("options"),
};
RELATA_KIND_COMPLETE(Exclusion)

} // namespace relata
