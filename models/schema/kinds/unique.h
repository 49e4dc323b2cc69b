#pragma once
#include "models/schema/deferral.h"
#include "models/schema/field.h"
#include "models/schema/key_part.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QList>
#include <QString>

namespace relata {

/// A unique constraint of a table.
struct Unique {
    ObjectId table;
    QString name;
    KeyParts parts;
    QList<ObjectId> include;
    bool nullsDistinct = true;
    Deferral deferral = Deferral::Not;
    QString comment;
    Options options;

    static constexpr KindInfo kind{"unique", QT_TRANSLATE_NOOP("Kind", "Unique constraint"),
        QT_TRANSLATE_NOOP("Kind", "Unique constraints"), "unique", 43};
    static const Field fields[8];
};
inline constexpr Field Unique::fields[8] = {
    field<&Unique::table>("table", FieldRole::Parent),
    field<&Unique::name>("name"),
    field<&Unique::parts>("parts"),
    field<&Unique::include>("include"),
    field<&Unique::nullsDistinct>("nulls_distinct"),
    field<&Unique::deferral>("deferral"),
    field<&Unique::comment>("comment", FieldRole::Cosmetic),
    field<&Unique::options>("options"),
};
RELATA_KIND_COMPLETE(Unique)

} // namespace relata
