#pragma once
#include "models/base/job_context.h"
#include "models/jobs/recipes/find_drift.h"

namespace relata {

class Project;

/// A migration of a drift, proved and not written yet, with the heads that it leads from and to.
struct Adoption {
    MigrationFile migration;
    Schema head; ///< the project's when it was made
    Schema after;
    QStringList misread; ///< names of what the migration leaves out: Relata would make it otherwise than it is
};

/// Whether the project can take a drift up: its design has no changes of its own.
Result<> mayAdopt(const Project &project, const Engine &engine);
/// Works out and proves the migration, up and down, of what a database has more, less or other than its migrations lead
/// to. Refused where a migration is pending there, and where the migration cannot be proved. Into an empty timeline it
/// is a baseline, see planBaseline(). Writes nothing.
Result<Adoption> planAdoption(const Timeline &timeline, const Schema &head, Connection &connection,
    const Engine &engine, const Drift &drift, const QString &title, const ConnectionProfile &beside,
    JobContext &context);
/// Writes it into the project, whose head and design take it up. Refused when either has changed since.
Result<MigrationFile> keepAdoption(Project &project, const Engine &engine, const Adoption &adoption);
/// The database's ledger says that the migration is applied: the database has it already.
Result<> recordAdoption(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, JobContext &context);

/// All of these in turn; the answer is as it was kept.
Result<Adoption> adoptDrift(Project &project, Connection &connection, const ConnectionProfile &target,
    const Engine &engine, const Drift &drift, const QString &title, const ConnectionProfile &beside,
    JobContext &context);

} // namespace relata
