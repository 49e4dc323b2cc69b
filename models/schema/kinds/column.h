#pragma once
#include "models/schema/data_type.h"
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A column of a table, or an attribute of a composite type.
struct Column {
    enum class Identity { None, Always, ByDefault, AutoIncrement };
    enum class Generated { No, Stored, Virtual };
    ObjectId table;
    QString name;
    int position = 0; ///< only the order among siblings counts
    DataType type;
    bool nullable = true;
    Expression defaultValue;
    Identity identity = Identity::None;
    Generated generated = Generated::No;
    Expression generation; ///< what a generated column is computed from
    QString collation; ///< empty: the type's or table's own
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "column", QT_TRANSLATE_NOOP("Kind", "Column"), QT_TRANSLATE_NOOP("Kind", "Columns"), "column", 41};
    static const Field fields[12];
};
inline constexpr Field Column::fields[12] = {
    field<&Column::table>("table", FieldRole::Parent),
    field<&Column::name>("name"),
    field<&Column::position>("position", FieldRole::Order),
    field<&Column::type>("type"),
    field<&Column::nullable>("nullable"),
    field<&Column::defaultValue>("default"),
    field<&Column::identity>("identity"),
    field<&Column::generated>("generated"),
    field<&Column::generation>("generation"),
    field<&Column::collation>("collation"),
    field<&Column::comment>("comment", FieldRole::Cosmetic),
    field<&Column::options>("options"),
};
RELATA_KIND_COMPLETE(Column)

} // namespace relata
