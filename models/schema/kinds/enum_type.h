#pragma once
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>
#include <QStringList>

namespace relata {

/// An enumerated type with its labels in order.
struct EnumType {
    ObjectId schema;
    QString name;
    QStringList labels;
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "enum", QT_TRANSLATE_NOOP("Kind", "Enum type"), QT_TRANSLATE_NOOP("Kind", "Enum types"), "enum_type", 10};
    static const Field fields[5];
};
inline constexpr Field EnumType::fields[5] = {
    field<&EnumType::schema>("schema", FieldRole::Parent),
    field<&EnumType::name>("name"),
    field<&EnumType::labels>("labels"),
    field<&EnumType::comment>("comment", FieldRole::Cosmetic),
    field<&EnumType::options>("options"),
};
RELATA_KIND_COMPLETE(EnumType)

} // namespace relata
