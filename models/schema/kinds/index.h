#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/key_part.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QList>
#include <QString>

namespace relata {

/// An index of a table or materialized view that no constraint owns.
struct Index {
    ObjectId table;
    QString name;
    bool unique = false;
    QString method; ///< empty: the engine's default, a B-tree
    KeyParts parts;
    QList<ObjectId> include;
    Expression predicate; ///< of a partial index
    bool nullsDistinct = true;
    bool valid = true; ///< false: left by a failed concurrent build
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "index", QT_TRANSLATE_NOOP("Kind", "Index"), QT_TRANSLATE_NOOP("Kind", "Indexes"), "index", 50};
    static const Field fields[11];
};
inline constexpr Field Index::fields[11] = {
    field<&Index::table>("table", FieldRole::Parent),
    field<&Index::name>("name"),
    field<&Index::unique>("unique"),
    field<&Index::method>("method"),
    field<&Index::parts>("parts"),
    field<&Index::include>("include"),
    field<&Index::predicate>("predicate"),
    field<&Index::nullsDistinct>("nulls_distinct"),
    field<&Index::valid>("valid", FieldRole::Derived),
    field<&Index::comment>("comment", FieldRole::Cosmetic),
    field<&Index::options>("options"),
};
RELATA_KIND_COMPLETE(Index)

} // namespace relata
