#pragma once
#include "models/base/job_context.h"
#include "models/diff/change_set.h"
#include "models/jobs/recipes/no_return.h"
#include "models/jobs/recipes/prove.h"
#include "models/plan/plan.h"
#include "models/planner/filling.h"
#include "models/timeline/migration_file.h"

namespace relata {

class Project;
struct Timeline;
struct ServerInfo;

/// The unsaved migration: what leads from the head of the timeline to the design, ready to be saved.
struct NewMigration {
    MigrationFile file; ///< without version, id and parent, which the project gives when it is saved
    Message remark; ///< that the version it is planned for is not verified; empty otherwise
    PlanPair plan;
    Proof proof;
    ReturnOutlook back;
};

/// How a migration is drafted.
struct DraftOptions {
    QString title; ///< empty: one made of what changes
    QString parent; ///< id of the migration before it: tells what is kept apart
    bool keep = true; ///< rows and values that go are kept aside, and down brings them back
    QList<FillAnswer> fills{}; ///< what rows get in columns that come to need a value
};

/// Plans and writes head → design; proved later, by proveNewMigration. Pure and quick: the card shows it while one
/// edits. An empty design is an error that says so.
Result<NewMigration> draftMigration(const Schema &head, const Schema &design, const Engine &engine,
    const ServerInfo &server, const DraftOptions &options);
/// The drafted migration as a program in Python that runs the same statements. Where one of them cannot be in a
/// transaction the program begins and ends those of its neighbours itself; what must answer nothing ends it otherwise.
MigrationFile inPython(const MigrationFile &migration, const PlanPair &plan, const Engine &engine);
/// The design as the numbered migrations are to lead to it: what repeatables make stands as in the head.
Schema managedDesign(const Project &project, const Engine &engine);
/// What a new migration would hold: the design without the head, each as a server would have it.
ChangeSet unsavedChanges(const Project &project, const Engine &engine);
/// A title made of what changes: "Add user_roles and 2 more".
QString proposedTitle(const Plan &plan);

/// Drafts and proves a project's unsaved migration for `server`; the parent in `options` is the timeline's last.
Result<NewMigration> newMigration(const Project &project, const Engine &engine, const ServerInfo &server,
    DraftOptions options, const ConnectionProfile &beside, JobContext &context);

/// Proves what was drafted from a project's head to `after`, which is the design or a part of the way there.
Result<NewMigration> provedMigration(const Project &project, NewMigration made, const Schema &after,
    const Engine &engine, const ServerInfo &server, const ConnectionProfile &beside, JobContext &context);

/// Refuses by name where the way to `design` touches what was misread in the head: what its migrations make, shown by
/// the server itself, is compared with what Relata would make. What cannot be replayed without a consent goes on.
Result<> mustKnowHead(const Timeline &timeline, const Schema &head, const Schema &design, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context);

} // namespace relata
