#pragma once
#include "dialects/postgresql/writer/kinds.h"

namespace relata::postgresql {

/// Whether an index of this table is to be made and dropped beside those who write: rows may stand in it, and it has
/// no partitions, whose parent takes no such index.
bool buildsBeside(ObjectId table, const PlanContext &context);

/// The index of a partitioned table, made partition by partition beside those who write; empty where the plan does not
/// know each partition's index, or partitions come and go with it.
Statements createPartitionedIndex(ObjectId id, const PlanContext &context);
/// CREATE INDEX CONCURRENTLY.
Statement createIndexBeside(ObjectId id, const PlanContext &context);
/// DROP INDEX CONCURRENTLY.
Statement dropIndexBeside(ObjectId id, const PlanContext &context);
/// Another index under the same name: the old one serves until the new one stands.
Statements replaceIndex(const Altered &change, const PlanContext &context);

/// Whether a primary key or unique constraint can take over an index that was made beside those who write.
bool takesIndex(ObjectId id, const PlanContext &context);
Statements createKeyOverIndex(ObjectId id, const PlanContext &context);
/// Another key in the old one's place: there is one at every instant. Empty where foreign keys lean on either.
std::optional<Statements> replaceKey(const Altered &change, const PlanContext &context);

/// Whether a foreign key or check is added without a look at the rows, which are looked at while others write.
bool validatesLater(ObjectId id, const PlanContext &context);
/// ADD … NOT VALID, then VALIDATE in a transaction of its own.
Statements createValidatedLater(ObjectId id, const PlanContext &context);
/// VALIDATE CONSTRAINT.
Statement validation(ObjectId id, const Schema &schema);

/// Requires a column whose rows are looked at while others write; its name and all else are those of `context.to`.
Statements requireColumn(ObjectId id, const PlanContext &context);

} // namespace relata::postgresql
