#pragma once
#include "models/jobs/recipes/diagnose.h"

namespace relata {

/// How the database stands to a migration that stopped.
struct Standing {
    bool isWhole = false; ///< it has all that the section leads to
    bool isAsLeft = false; ///< it is what the statements that have run lead to
    bool hasMore = false; ///< something is there that they do not lead to
    bool isRollback = false; ///< what stopped is its rollback
    bool goesBack = false; ///< that has begun, and is the only way then
};

/// Adds the ways out that fit the cause and the environment, the safest first.
void addWaysOut(Diagnosis &diagnosis, const ConnectionProfile &target, const Standing &standing);

} // namespace relata
