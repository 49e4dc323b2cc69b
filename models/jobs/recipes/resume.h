#pragma once
#include "models/jobs/recipes/migration_run.h"

namespace relata {

/// Runs what is left of a migration that stopped, under the lock and once its run has begun: see resumeMigration().
Result<> runRest(MigrationRun &run, Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const RunRules &rules, JobContext &context);

} // namespace relata
