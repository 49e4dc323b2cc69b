#pragma once
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// An extension of the server, installed in this database. What it brings along is no object.
struct Extension {
    ObjectId schema;
    QString name;
    QString version;
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "extension", QT_TRANSLATE_NOOP("Kind", "Extension"), QT_TRANSLATE_NOOP("Kind", "Extensions"), "extension", 1};
    static const Field fields[5];
};
inline constexpr Field Extension::fields[5] = {
    field<&Extension::schema>("schema", FieldRole::Parent),
    field<&Extension::name>("name"),
    field<&Extension::version>("version"),
    field<&Extension::comment>("comment", FieldRole::Cosmetic),
    field<&Extension::options>("options"),
};
RELATA_KIND_COMPLETE(Extension)

} // namespace relata
