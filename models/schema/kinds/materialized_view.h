#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A materialized view: a query whose rows are kept until they are asked for anew. Its indexes are Index objects.
struct MaterializedView {
    ObjectId schema;
    QString name;
    Expression query;
    QString comment;
    Options options;

    static constexpr KindInfo kind{"materialized_view", QT_TRANSLATE_NOOP("Kind", "Materialized view"),
        QT_TRANSLATE_NOOP("Kind", "Materialized views"), "view", 71};
    static const Field fields[5];
};
inline constexpr Field MaterializedView::fields[5] = {
    field<&MaterializedView::schema>("schema", FieldRole::Parent),
    field<&MaterializedView::name>("name"),
    field<&MaterializedView::query>("query"),
    field<&MaterializedView::comment>("comment", FieldRole::Cosmetic),
    field<&MaterializedView::options>("options"),
};
RELATA_KIND_COMPLETE(MaterializedView)

} // namespace relata
