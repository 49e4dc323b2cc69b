#pragma once
#include "models/diff/change_part.h"
#include "models/project/new_migration.h"
#include "models/project/unsaved_steps.h"

namespace relata {

struct ServerInfo;

/// One change of the unsaved migration that somebody may leave for later.
struct UnsavedChange {
    enum class Form : unsigned char { Created, Altered, Dropped };
    Form form = Form::Altered;
    ObjectRef object; ///< as the design calls it, or the head where it goes
    QList<QByteArray> fields; ///< of one that is altered
    bool taken = true; ///< it is in the part
    bool needed = false; ///< it is only there because what was chosen needs it
};

/// The unsaved migration, or the part of it that was chosen.
struct PartMigration {
    Schema before, after; ///< what it leads from and to
    QList<UnsavedChange> changes; ///< all there are, of the part and of the rest, by name
    QList<UnsavedStep> steps; ///< of the plan for all there is; empty where no plan leads through all
    QList<ObjectRef> toFill; ///< columns whose rows that are there must get a value
    Result<NewMigration> draft; ///< an error when nothing was chosen or no plan leads there

    bool isWhole() const;
    qsizetype takenCount() const;
};

/// Drafts the way from `head` towards `design` without the changes in `leftOut`, as far as the others can do without
/// them. Pure; what was left out is what then still leads from `after` to the design. Of the fills in `options` those
/// count that the part needs.
PartMigration draftPart(const Schema &head, const Schema &design, const QSet<ObjectId> &leftOut, const Engine &engine,
    const ServerInfo &server, const DraftOptions &options);

/// The same between a project's head and its design, proved for `server`; by the steps of these numbers, or all where
/// there is none. The parent in `options` is the timeline's last.
Result<PartMigration> newPart(const Project &project, const Engine &engine, const ServerInfo &server,
    const QList<int> &steps, DraftOptions options, const ConnectionProfile &beside, JobContext &context);
/// The same drafted, not proved.
Result<PartMigration> draftSteps(const Project &project, const Engine &engine, const ServerInfo &server,
    const QList<int> &steps, DraftOptions options);

} // namespace relata
