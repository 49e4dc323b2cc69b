#pragma once
#include "models/schema/field.h"
#include "models/schema/key_part.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QList>
#include <QString>

namespace relata {

/// The primary key of a table.
struct PrimaryKey {
    ObjectId table;
    QString name; ///< empty where the engine names none
    KeyParts parts;
    QList<ObjectId> include;
    QString comment;
    Options options;

    static constexpr KindInfo kind{"primary_key", QT_TRANSLATE_NOOP("Kind", "Primary key"),
        QT_TRANSLATE_NOOP("Kind", "Primary keys"), "primary_key", 42};
    static const Field fields[6];
};
inline constexpr Field PrimaryKey::fields[6] = {
    field<&PrimaryKey::table>("table", FieldRole::Parent),
    field<&PrimaryKey::name>("name"),
    field<&PrimaryKey::parts>("parts"),
    field<&PrimaryKey::include>("include"),
    field<&PrimaryKey::comment>("comment", FieldRole::Cosmetic),
    field<&PrimaryKey::options>("options"),
};
RELATA_KIND_COMPLETE(PrimaryKey)

} // namespace relata
