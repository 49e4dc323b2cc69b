#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/run_backup.h"
#include "models/jobs/recipes/run_rules.h"
#include "models/jobs/recipes/who_waits.h"
#include "models/project/project_config.h"
#include "models/timeline/approval.h"
#include "models/timeline/drift.h"
#include "models/timeline/timeline.h"

#include <functional>
#include <optional>

namespace relata {

class Connection;
class EngineRegistry;
struct Engine;

/// All that applying what is pending needs, away from the window's thread.
struct Applying {
    Timeline timeline;
    QString version; ///< up to this one; empty: all
    QStringList allowed; ///< codes of findings
    ProjectConfig config;
    const EngineRegistry *engines = nullptr;
    ConnectionProfile target, beside;
    std::optional<QList<Approval>> approvals; ///< empty: none are asked for
    Result<DriftRules> drift;
    WaitsRules waits;
    RunRules rules; ///< with what the window is told and asked while they run
    std::function<void(const QList<Message> &)> tell; ///< who and which rows are in the way; on the worker's thread
    QString reason; ///< why production may get what was not tried before
    /// The project's queries, by name: the database is looked at before the first statement, and what is seen is kept
    /// for a watch. Empty: it is not.
    std::optional<QMap<QString, QString>> watched = {};
    BackupWish backup = {}; ///< what they are applied under
    /// What lookOver() said: another answer by now refuses, and so do files that are not as they were read.
    std::optional<QStringList> agreed = {};
    QList<ConnectionProfile> before = {}; ///< whose passwords the environment before production is asked with
    std::optional<QList<MigrationFile>> asked = {}; ///< what a person was shown; anything but the rest of it refuses
};

/// Refuses what applyPending() would refuse before its first statement, as far as that is known without the lock, and
/// files of the project that are not as they were read; tells what would run. Changes nothing.
Result<QStringList> lookOver(
    const Applying &what, QStringList &codes, Connection &connection, const Engine &engine, JobContext &context);

/// Applies them in turn, each looked over before; `codes` takes what was found and not allowed.
Result<> applyPending(
    const Applying &what, QStringList &codes, Connection &connection, const Engine &engine, JobContext &context);

/// Whether a migration would queue behind somebody for long, or has too little room; both are told before.
Result<> freeOfWaits(const Applying &what, const MigrationFile &migration, QStringList &codes, Connection &connection,
    const Engine &engine, JobContext &context);
/// Which replicas are behind, once a run.
void tellReplicas(const Applying &what, const Engine &engine, JobContext &context);

/// What is applied in part, to be led to its end.
struct Resuming {
    Applying how;
    MigrationFile migration;
};
/// Goes on with it, on the terms of applyPending().
Result<> resumeStoppedMigration(
    const Resuming &what, QStringList &codes, Connection &connection, const Engine &engine, JobContext &context);

} // namespace relata
