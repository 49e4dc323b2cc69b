#pragma once
#include "models/base/job_context.h"
#include "models/jobs/recipes/find_drift.h"

namespace relata {

class Project;

/// Makes a migration, up and down, of what a database has more, less or other than its migrations lead to; head and
/// design take it up, and this database's ledger says that it is applied. Refused where a migration is pending there,
/// where the design has changes of its own, and where the migration cannot be proved.
Result<MigrationFile> adoptDrift(Project &project, Connection &connection, const ConnectionProfile &target,
    const Engine &engine, const Drift &drift, const QString &title, const ConnectionProfile &beside,
    JobContext &context);

} // namespace relata
