#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A rewrite rule of a table or view, kept as the server's own definition.
struct Rule {
    ObjectId table;
    QString name;
    Expression definition; ///< the whole CREATE statement
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "rule", QT_TRANSLATE_NOOP("Kind", "Rule"), QT_TRANSLATE_NOOP("Kind", "Rules"), "trigger", 81};
    static const Field fields[5];
};
inline constexpr Field Rule::fields[5] = {
    field<&Rule::table>("table", FieldRole::Parent),
    field<&Rule::name>("name"),
    field<&Rule::definition>("definition"),
    field<&Rule::comment>("comment", FieldRole::Cosmetic),
    field<&Rule::options>("options"),
};
RELATA_KIND_COMPLETE(Rule)

} // namespace relata
