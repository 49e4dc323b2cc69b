#pragma once
#include "dialects/postgresql/writer/naming.h"

namespace relata {
struct Column;
struct Sequence;
struct PlanContext;
} // namespace relata

namespace relata::postgresql {

/// "name type … NOT NULL" of a column.
QString columnDefinition(const Column &column, const Naming &naming);
/// "GENERATED … AS IDENTITY (…)"
QString identityClause(const Column &column);
/// "CONSTRAINT name PRIMARY KEY (…)" of any constraint that a table can have; `notValid`: existing rows are not
/// looked at.
QString constraintDefinition(ObjectId id, const Naming &naming, bool notValid = false);
/// "CREATE INDEX …"
QString indexDefinition(ObjectId id, const Naming &naming, bool concurrently = false);
/// The clauses of a sequence in which it differs from `usual`.
QString sequenceClauses(const Sequence &sequence, const Sequence &usual);
/// What a sequence of that type and direction has when nothing is said.
Sequence usualSequence(const Sequence &like);
/// Whether the table's creation names this foreign key: not when new tables refer to each other in a circle.
bool isFoldedKey(ObjectId foreignKey, const PlanContext &context);

} // namespace relata::postgresql
