#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/project/project_config.h"
#include "models/timeline/timeline.h"

#include <optional>

namespace relata {

class Project;
struct Engine;

/// Several migrations of a project, which one shall replace.
struct SquashWish {
    QString folder; ///< the project's
    Timeline timeline;
    ProjectConfig config;
    QString from, to; ///< versions
    QString title; ///< of the one
};
SquashWish squashWish(const Project &project, const QString &from, const QString &to, const QString &title);

/// The one that can replace them. Nothing is written yet.
struct SquashPlan {
    MigrationFile file;
    QList<MigrationFile> replaced;
    std::optional<MigrationFile> next; ///< the one behind them, whose parent it becomes
    QList<QByteArray> origin; ///< the texts of all migrations that it was planned with
    bool isPlanned = false; ///< written anew from the schema; otherwise the old statements one behind the other
    Message place; ///< where it was proved

    /// Where the replaced files are kept, below the project's folder.
    QString folder() const;
};

struct Squashed {
    MigrationFile file;
    QString folder; ///< where the replaced files are kept, below the project's folder
    QStringList replaced; ///< file names
    bool isPlanned = false; ///< written anew from the schema; otherwise the old statements one behind the other
    Message place; ///< where it was proved
};

/// Plans one in the place of several. The beginning of a timeline without rows is written anew, everything else is made
/// of the old statements. Proved first: the old chain and the new one, each on a scratch database of its own, lead to
/// the same schema, compared both ways, and to the same rows. Databases that have applied all of them are recognised by
/// the directive "squashed"; see settleSquashed. Refused with the reason where that cannot be. For a worker.
Result<SquashPlan> planSquash(
    const SquashWish &wish, const Engine &engine, const ConnectionProfile &beside, JobContext &context);

/// Writes it, in one go; refused where the migrations are not those that it was planned with any more.
Result<Squashed> keepSquash(Project &project, const SquashPlan &plan);

/// Both.
Result<Squashed> squashMigrations(Project &project, const Engine &engine, const ConnectionProfile &beside,
    const QString &from, const QString &to, const QString &title, JobContext &context);

} // namespace relata
