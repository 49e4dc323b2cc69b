#pragma once
#include "models/timeline/gate_table.h"

namespace relata {

/// What allows commands of the shell, on the command line and in the window.
inline constexpr auto CommandCode = "COMMAND";

/// Refuses a migration that runs a command in this direction, unless that is allowed; nothing is asked of a database.
Result<> mustAllowCommands(const MigrationFile &migration, Ledger::Direction direction, bool isAllowed);

/// Confirms the step outside of the database that a run waits for, whoever runs it; answers what it was. Empty: none
/// waits. `by` empty: who runs this program.
Result<std::optional<GateTable::Entry>> confirmStep(
    Connection &connection, const Engine &engine, const QString &by, const QString &note);

} // namespace relata
