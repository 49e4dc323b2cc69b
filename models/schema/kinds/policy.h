#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>
#include <QStringList>

namespace relata {

/// A row-security policy of a table.
struct Policy {
    ObjectId table;
    QString name;
    bool permissive = true;
    QString command; ///< "ALL", "SELECT", …
    QStringList roles; ///< names; PUBLIC stands for everybody
    Expression usingCondition;
    Expression checkCondition;
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "policy", QT_TRANSLATE_NOOP("Kind", "Policy"), QT_TRANSLATE_NOOP("Kind", "Policies"), "policy", 82};
    static const Field fields[9];
};
inline constexpr Field Policy::fields[9] = {
    field<&Policy::table>("table", FieldRole::Parent),
    field<&Policy::name>("name"),
    field<&Policy::permissive>("permissive"),
    field<&Policy::command>("command"),
    field<&Policy::roles>("roles"),
    field<&Policy::usingCondition>("using"),
    field<&Policy::checkCondition>("check"),
    field<&Policy::comment>("comment", FieldRole::Cosmetic),
    field<&Policy::options>("options"),
};
RELATA_KIND_COMPLETE(Policy)

} // namespace relata
