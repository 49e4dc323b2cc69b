#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/timeline/timeline.h"

namespace relata {

class Project;
struct Engine;

struct Squashed {
    MigrationFile file;
    QString folder; ///< where the replaced files are kept, below the project's folder
    QStringList replaced; ///< file names
    bool isPlanned = false; ///< written anew from the schema; otherwise the old statements one behind the other
    Message place; ///< where it was proved
};

/// Replaces migrations by one. The beginning of a timeline without rows is written anew, everything else is made of the
/// old statements. Proved first: the old chain and the new one, each on a scratch database of its own, lead to the same
/// schema, compared both ways, and to the same rows. Databases that have applied all of them are recognised by the
/// directive "squashed"; see settleSquashed.
Result<Squashed> squashMigrations(Project &project, const Engine &engine, const ConnectionProfile &beside,
    const QString &from, const QString &to, const QString &title, JobContext &context);

} // namespace relata
