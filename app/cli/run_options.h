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
/// Tells which of the replicas that the project names are behind, once a run.
void tellOfReplicas(MigrateSession &session, const WaitsRules &rules);
/// Production gets what the environment before it has had; what is allowed all the same is kept with its reason.
Result<> mustHaveBeenTried(MigrateSession &session, const QList<MigrationFile> &pending);
/// Says why a run has failed and what leads out, or where the backup is that it ran under; the error comes behind.
tl::unexpected<Error> stopped(MigrateSession &session, const Error &error, const RunRules &rules);
/// The same of a way down, a resume or a rollback, if a statement failed: what was refused says itself what to do.
tl::unexpected<Error> stoppedOnWay(MigrateSession &session, const Error &error, const RunRules &rules);
/// Names that backup where the next migration is refused, and some may have run.
tl::unexpected<Error> held(MigrateSession &session, const Error &error, const RunRules &rules);

} // namespace relata
