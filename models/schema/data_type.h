#pragma once
#include "models/schema/object_id.h"

#include <QString>

namespace relata {

/// A column's type in the server's own normal form ("character varying(20)"), or a type of the user's own by id, so
/// that renaming the type renames it here. Array brackets and modifiers of a user's type stand in `suffix`.
struct DataType {
    QString name; ///< empty when userType names it
    ObjectId userType; ///< an enum, domain …
    QString suffix; ///< "[]" or modifiers behind a user's type

    bool isEmpty() const { return name.isEmpty() && userType.isNull(); }
    bool operator==(const DataType &) const = default;
};

/// What kind of values a type name holds, whatever the engine: for generated rows, alignment and advice.
enum class TypeFamily {
    Unknown,
    Boolean,
    Integer,
    Decimal,
    Float,
    Text,
    Bytes,
    Date,
    Time,
    Timestamp,
    Interval,
    Uuid,
    Json,
    Network,
    Array,
    Enum
};
/// Judged by the type's name alone.
TypeFamily familyOf(const QString &typeName);
/// Whether values of the family have one order everywhere, and a text that means each alone.
bool isOrderly(TypeFamily family);
/// The number in the first parentheses, "varchar(20)" → 20; -1 without one.
int lengthOf(const QString &typeName);

} // namespace relata
