#pragma once
#include "models/schema/object.h"

namespace relata {

class Schema;

/// What lists call an object: its name, or its kind where it has none.
QString objectLabel(const Schema &schema, ObjectId id);
/// What a heading calls an object: "Column loan.id", "Primary key of loan".
QString objectTitle(const Schema &schema, ObjectId id);
/// The short muted text beside it: a column's type, a key's columns, where a foreign key leads.
QString objectDetail(const Schema &schema, ObjectId id);
/// The kind's word, translated: "Foreign key", "Foreign keys".
QString kindTitle(Kind kind);
QString kindPlural(Kind kind);
QString kindIcon(Kind kind);

} // namespace relata
