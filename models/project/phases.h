#pragma once
#include "models/base/job_context.h"
#include "models/jobs/recipes/prove.h"
#include "models/plan/finding.h"
#include "models/timeline/evolution.h"
#include "models/timeline/migration_file.h"

namespace relata {

class Project;
struct ConnectionProfile;
struct Engine;
struct ServerInfo;

/// A phase as a migration: what leads from the head to where it ends, and back.
struct PhaseMigration {
    Evolution evolution; ///< as it is with this phase
    MigrationFile file;
    Schema before, after;
    QStringList up, down; ///< the statements of both ways
    QList<Finding> findings;
    bool isLast = false; ///< the change is not open any more behind it
};

/// Drafts what comes next. Pure; refused with the reason where it would not be safe.
Result<PhaseMigration> draftPhase(
    const Schema &head, const Evolution &evolution, const Engine &engine, const ServerInfo &server);
/// Drafts the way out of a change that shall not be made after all.
Result<PhaseMigration> draftAbandoning(
    const Schema &head, const Evolution &evolution, const Engine &engine, const ServerInfo &server);

/// What was proved, or saved, of a phase.
struct SavedPhase {
    PhaseMigration phase;
    Proof proof;
};

/// Drafts what comes next and proves it, beside `place`; refused where it cannot be proved. Saves nothing: for a
/// worker.
Result<SavedPhase> provePhase(const Schema &head, const Evolution &evolution, const Engine &engine,
    const ServerInfo &server, const ConnectionProfile &place, JobContext &context);
/// The same for the way out of a change.
Result<SavedPhase> proveAbandoning(const Schema &head, const Evolution &evolution, const Engine &engine,
    const ServerInfo &server, const ConnectionProfile &place, JobContext &context);
/// Saves its migration; the design follows. Refused where the timeline leads elsewhere by now.
Result<SavedPhase> keepPhase(Project &project, const SavedPhase &proven);

/// Proves the next phase on a scratch database and saves its migration; the design follows. A new change begins with
/// its first one. Refused where it cannot be proved, and where the design has changes of its own. Written for `server`;
/// version 0: for the newest.
Result<SavedPhase> savePhase(Project &project, const Evolution &evolution, const Engine &engine,
    const ServerInfo &server, const ConnectionProfile &beside, JobContext &context);
/// Saves the migration that takes back what the phases so far have made.
Result<SavedPhase> abandonPhases(Project &project, const Evolution &evolution, const Engine &engine,
    const ServerInfo &server, const ConnectionProfile &beside, JobContext &context);

} // namespace relata
