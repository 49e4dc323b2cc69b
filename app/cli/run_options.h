#pragma once
#include "app/cli/migrate_session.h"
#include "models/jobs/recipes/run_rules.h"
#include "models/jobs/recipes/who_waits.h"

namespace relata {

/// From when on somebody who is in the way stops a run, as the person says.
Result<WaitsRules> crowdRulesOf(const Invocation &invocation);
/// How a run waits, by when it is to be at its end, what it may do outside of the database and whom it tells: as the
/// person says.
Result<RunRules> basicRulesOf(MigrateSession &session);
/// That, and what is asked before a migration runs: the timeline to compare with, approvals where the project wants
/// them.
Result<RunRules> rulesOf(MigrateSession &session);

/// Tells who would keep the migration waiting and how much room it takes, and refuses to queue behind others for long.
Result<> lookAround(
    MigrateSession &session, const MigrationFile &migration, const WaitsRules &rules, bool isOnlyTold = false);

} // namespace relata
