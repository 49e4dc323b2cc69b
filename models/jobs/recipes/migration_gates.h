#pragma once
#include "models/timeline/gate_table.h"
#include "models/timeline/migration_file.h"

#include <utility>

namespace relata {

struct RunHooks;

/// What allows commands of the shell, on the command line and in the window.
inline constexpr auto CommandCode = "COMMAND";

/// Refuses a migration that runs a command in this direction, unless that is allowed; nothing is asked of a database.
Result<> mustAllowCommands(const MigrationFile &migration, Ledger::Direction direction, bool isAllowed);
/// Migrations, and the way that each goes.
using MigrationWays = QList<std::pair<MigrationFile, Ledger::Direction>>;
/// Refuses what runs commands, be they the project's or one of the migrations', unless that is allowed. Who allows one
/// allows all, so that the error's detail names all.
Result<> mustAllowCommands(const RunHooks &hooks, const MigrationWays &ways, bool isAllowed);

/// What RunRules::waiting tells of the step outside of the database that a run stands before; empty: none does.
Result<Message> waitingStep(Connection &connection, const Engine &engine);
/// Confirms the step outside of the database that a run waits for, whoever runs it; answers what it was. Empty: none
/// waits. `by` empty: who runs this program. `step`: what RunRules::waiting told, and no other; empty: whichever waits.
Result<std::optional<GateTable::Entry>> confirmStep(
    Connection &connection, const Engine &engine, const QString &by, const QString &note, const Message &step = {});

} // namespace relata
