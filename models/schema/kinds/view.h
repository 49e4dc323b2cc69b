#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>
#include <QStringList>

namespace relata {

/// A view: its query, and the names of its output columns apart from it, so that a renamed input keeps them.
struct View {
    ObjectId schema;
    QString name;
    Expression query;
    QStringList columns; ///< given names; empty: the query's own
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "view", QT_TRANSLATE_NOOP("Kind", "View"), QT_TRANSLATE_NOOP("Kind", "Views"), "view", 70};
    static const Field fields[6];
};
inline constexpr Field View::fields[6] = {
    field<&View::schema>("schema", FieldRole::Parent),
    field<&View::name>("name"),
    field<&View::query>("query"),
    field<&View::columns>("columns"),
    field<&View::comment>("comment", FieldRole::Cosmetic),
    field<&View::options>("options"),
};
RELATA_KIND_COMPLETE(View)

} // namespace relata
