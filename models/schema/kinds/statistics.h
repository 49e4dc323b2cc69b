#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// Statistics over several columns of a table, kept as the server's own definition.
struct Statistics {
    ObjectId table;
    QString name;
    Expression definition; ///< the whole CREATE statement
    QString comment;
    Options options;

    static constexpr KindInfo kind{"statistics", QT_TRANSLATE_NOOP("Kind", "Statistics object"),
        QT_TRANSLATE_NOOP("Kind", "Statistics objects"), "index", 55};
    static const Field fields[5];
};
inline constexpr Field Statistics::fields[5] = {
    field<&Statistics::table>("table", FieldRole::Parent),
    field<&Statistics::name>("name"),
    field<&Statistics::definition>("definition"),
    field<&Statistics::comment>("comment", FieldRole::Cosmetic),
    field<&Statistics::options>("options"),
};
RELATA_KIND_COMPLETE(Statistics)

} // namespace relata
