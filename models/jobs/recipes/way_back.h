#pragma once
#include "models/base/result.h"
#include "models/engine/ports.h"
#include "models/timeline/ledger.h"

namespace relata {

/// Statements from the database as it is, `live`, to the schema before a migration that stopped half-way. Rows that it
/// had kept aside come back; a copy of what is still in its place goes, unless the migration was on its way down.
Result<QStringList> wayBack(Connection &connection, const Engine &engine, const MigrationFile &migration,
    Ledger::Direction direction, const Schema &live, const Schema &before, const Target &target);

} // namespace relata
