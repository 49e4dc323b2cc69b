#pragma once
#include "models/schema/deferral.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QList>
#include <QString>

namespace relata {

/// A foreign key of a table: the referencing columns and the referenced key, pairwise.
struct ForeignKey {
    enum class Action { NoAction, Restrict, Cascade, SetNull, SetDefault };
    enum class Match { Simple, Full, Partial };
    ObjectId table;
    QString name;
    QList<ObjectId> columns;
    ObjectId referencedTable;
    QList<ObjectId> referencedColumns;
    Action onUpdate = Action::NoAction;
    Action onDelete = Action::NoAction;
    Match match = Match::Simple;
    Deferral deferral = Deferral::Not;
    bool validated = true;
    QString comment;
    Options options;

    static constexpr KindInfo kind{"foreign_key", QT_TRANSLATE_NOOP("Kind", "Foreign key"),
        QT_TRANSLATE_NOOP("Kind", "Foreign keys"), "foreign_key", 60};
    static const Field fields[12];
};
inline constexpr Field ForeignKey::fields[12] = {
    field<&ForeignKey::table>("table", FieldRole::Parent),
    field<&ForeignKey::name>("name"),
    field<&ForeignKey::columns>("columns"),
    field<&ForeignKey::referencedTable>("referenced_table"),
    field<&ForeignKey::referencedColumns>("referenced_columns"),
    field<&ForeignKey::onUpdate>("on_update"),
    field<&ForeignKey::onDelete>("on_delete"),
    field<&ForeignKey::match>("match"),
    field<&ForeignKey::deferral>("deferral"),
    field<&ForeignKey::validated>("validated"),
    field<&ForeignKey::comment>("comment", FieldRole::Cosmetic),
    field<&ForeignKey::options>("options"),
};
RELATA_KIND_COMPLETE(ForeignKey)

} // namespace relata
