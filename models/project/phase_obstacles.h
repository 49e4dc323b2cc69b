#pragma once
#include "models/schema/schema.h"
#include "models/timeline/evolution.h"

namespace relata {

struct Column;
struct Engine;
struct SqlFlavour;

/// A refusal to make a change in phases.
tl::unexpected<Error> noPhases(const char *text, const QStringList &arguments);

/// Refuses a table or columns that cannot be changed in phases, and says what is in the way.
Result<> mayPhase(const Schema &head, const Evolution &evolution, const Engine &engine);

/// Refuses while something stands on these columns that would not go or move with them.
Result<> mayDropColumns(const Schema &head, const Evolution &evolution, const QList<ObjectId> &columns);

/// The columns that tell the table's rows apart, none of them among `changed`; empty without such a key.
QList<ObjectId> phaseKey(const Schema &schema, ObjectId table, const QList<ObjectId> &changed, const Engine &engine);

/// What stands on these columns and can be made on others: indexes, unique and foreign keys, checks of the table.
QList<ObjectId> movable(const Schema &schema, const Evolution &evolution, const QList<ObjectId> &columns);

/// The ids of what stands only meanwhile, as far as it is there.
QList<ObjectId> helpersOf(const Schema &schema, const Evolution &evolution);

/// Whether the default is one value, the same for every row.
bool isConstant(const Column &column, const SqlFlavour &flavour);

} // namespace relata
