#pragma once
#include "models/schema/key_part.h"
#include "models/schema/schema.h"

namespace relata::mysql {

/// The schema with the indexes that a server makes by itself. A foreign key needs an index that begins with its
/// columns; where none does, the server makes one of the key's name. Of several keys that one such index serves the
/// last by name gets it, as when they are made in the order of their names.
Schema withForeignKeyIndexes(const Schema &schema);

/// Whether an index, unique constraint or primary key serves this foreign key of its table.
bool serves(const Object &object, const ForeignKey &key);

/// The indexes that stand alike on both sides, but that the server would take away unsaid when a key over these parts
/// is added: those that it may have made itself and that the new key makes needless. No catalogue tells which it made.
QList<ObjectId> takenAwayBy(const KeyParts &parts, ObjectId table, const Schema &before, const Schema &after);

} // namespace relata::mysql
