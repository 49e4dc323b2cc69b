#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A check constraint of a table or domain.
struct Check {
    ObjectId table;
    QString name;
    Expression expression;
    bool validated = true;
    QString comment;
    Options options;

    static constexpr KindInfo kind{"check", QT_TRANSLATE_NOOP("Kind", "Check constraint"),
        QT_TRANSLATE_NOOP("Kind", "Check constraints"), "check", 44};
    static const Field fields[6];
};
inline constexpr Field Check::fields[6] = {
    field<&Check::table>("table", FieldRole::Parent),
    field<&Check::name>("name"),
    field<&Check::expression>("expression"),
    field<&Check::validated>("validated"),
    field<&Check::comment>("comment", FieldRole::Cosmetic),
    field<&Check::options>("options"),
};
RELATA_KIND_COMPLETE(Check)

} // namespace relata
