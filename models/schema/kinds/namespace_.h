#pragma once
#include "models/schema/field.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A named space for objects: PostgreSQL's schema. The default one has no name; the connection binds it.
struct Namespace {
    QString name;
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "schema", QT_TRANSLATE_NOOP("Kind", "Schema"), QT_TRANSLATE_NOOP("Kind", "Schemas"), "schema", 0};
    static const Field fields[3];
};
inline constexpr Field Namespace::fields[3] = {
    field<&Namespace::name>("name"),
    field<&Namespace::comment>("comment", FieldRole::Cosmetic),
    field<&Namespace::options>("options"),
};
RELATA_KIND_COMPLETE(Namespace)

} // namespace relata
