#pragma once
#include "models/engine/monitor.h"
#include "models/schema/key_part.h"
#include "models/schema/schema.h"

#include <optional>

namespace relata {

/// One constraint on trial, in words and columns.
struct Tried {
    ObjectId id, table;
    Violation violation = Violation::None;
    QString name;
    QList<ObjectId> columns; ///< that it names
};

/// What rows can break of an object; empty: nothing.
std::optional<Tried> constraintOf(ObjectId id, const Object &object);
/// Whether the server is to look at it at all.
bool isEnforced(const Object &object);
/// Whether it says what becomes of a row that breaks it (ON CONFLICT).
bool hasConflictClause(const Object &object);
/// Whether rows break it whose periods overlap (WITHOUT OVERLAPS).
bool comparesPeriods(const Object &object);
/// Whether the key is over whole columns alone.
bool isPlainKey(const KeyParts &parts);
/// Whether a server's refusal is by just this constraint: by its name, or by its columns where the server names none.
bool isNamedIn(const QString &words, const Tried &tried, const Schema &schema);

} // namespace relata
