#pragma once
#include "models/jobs/recipes/diagnose.h"

namespace relata {

/// Adds the ways out that fit the cause and the environment, the safest first. `isWhole`: the database has all that the
/// migration leads to; `goesBack`: its rollback has begun, which is the only way then.
void addWaysOut(Diagnosis &diagnosis, const ConnectionProfile &target, bool isWhole, bool goesBack);

} // namespace relata
