#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"

#include <QList>
#include <QString>

namespace relata {

/// What Relata sees but does not manage yet: read, shown, kept intact; never altered, and a plan that would is refused.
struct Opaque {
    ObjectId parent; ///< a namespace or a table
    QString name;
    QString engineKind; ///< the engine's own word: "materialized view"
    Expression definition; ///< the server's text, or a hash where there is none
    QList<ObjectId> dependencies;

    static constexpr KindInfo kind{"opaque", QT_TRANSLATE_NOOP("Kind", "Unmanaged object"),
        QT_TRANSLATE_NOOP("Kind", "Unmanaged objects"), "opaque", 90};
    static const Field fields[5];
};
inline constexpr Field Opaque::fields[5] = {
    field<&Opaque::parent>("parent", FieldRole::Parent),
    field<&Opaque::name>("name"),
    field<&Opaque::engineKind>("engine_kind"),
    field<&Opaque::definition>("definition"),
    field<&Opaque::dependencies>("dependencies", FieldRole::Derived),
};
RELATA_KIND_COMPLETE(Opaque)

} // namespace relata
