#pragma once
#include "models/diff/matcher.h"
#include "models/jobs/recipes/no_return.h"
#include "models/jobs/recipes/prove.h"
#include "models/plan/plan.h"
#include "models/timeline/timeline.h"

namespace relata {

class Replay;

/// A migration file looked at before it runs: what it changes, what that means, and whether it was seen to work.
struct MigrationReview {
    Schema before, after; ///< by replay of the timeline; common objects under common ids
    Plan changes; ///< what it amounts to, with findings; the file's own statements are what runs
    Proof proof; ///< of the file's own up and down
    ReturnOutlook back; ///< how it can be gone back from

    /// Findings that neither the file suppresses nor `allowed` names.
    QList<Finding> standing(const MigrationFile &migration, const QStringList &allowed) const;
};

/// Replays the timeline up to the migration and with it on scratch databases. Errors: a migration that does not run.
/// `replay`: of whoever looks at several in turn.
Result<MigrationReview> reviewMigration(const Timeline &timeline, const MigrationFile &migration, const Engine &engine,
    const ConnectionProfile &beside, bool withProof, JobContext &context, Replay *replay = nullptr);
/// "table old -> new" as somebody wrote it in the file.
QList<RenameNote> renameNotes(const MigrationFile &migration);
/// The same, and what its way up says of the tables and columns that are there before.
QList<RenameNote> renameNotes(const MigrationFile &migration, const Schema &before, const Engine &engine);
/// Whether a migration may not run that could not be reviewed, and why: it does not run itself, or programs in Python
/// were to run for the review, and what the migration loses is not known.
bool mustBeReviewed(const Timeline &timeline, const MigrationFile &migration, const Error &why);

/// What allows production to run what could not be reviewed.
inline constexpr auto UnreviewedCode = "UNREVIEWED";
/// Refuses for production what could not be reviewed for another reason, as without a server for scratch databases.
Result<> mayGoUnreviewed(
    const ConnectionProfile &target, const MigrationFile &migration, const Error &why, bool isAllowed);

} // namespace relata
