#pragma once
#include "models/engine/ports.h"

namespace relata {

/// Whether a table stands before the plan and may hold rows, itself or in a table that is part of it: then others may
/// be at work in it, and forms are wanted that let them go on. Never for a plan in plain forms.
bool mayHoldRows(ObjectId table, const PlanContext &context);

/// The tables that are partitions of this one, or inherit from it.
QList<ObjectId> partsOfTable(ObjectId table, const Schema &schema);

} // namespace relata
