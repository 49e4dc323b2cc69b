#pragma once
#include "models/project/edits.h"

namespace relata::edits {

/// A table with a key column that the server numbers, named freely after `wish`.
Edit newTable(const Schema &schema, ObjectId space, const QString &wish, const QString &engine);
/// A fresh column, key, foreign key, check or index of a table, named as people do, on the first columns that suit.
Edit newPart(const Schema &schema, Kind kind, ObjectId table, const QString &engine);
/// A fresh view, sequence, enum type or namespace.
Edit newObject(const Schema &schema, Kind kind, ObjectId space);
/// The foreign key with another referenced table: refers to its primary key, and from columns named after that where
/// it had none.
Edit pointForeignKey(const Schema &schema, ObjectId id, ObjectId referenced);

} // namespace relata::edits
