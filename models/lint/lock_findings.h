#pragma once
#include "models/plan/plan.h"

namespace relata {

/// Adds to a step which tables keep writers, or everybody, waiting while all their rows are read or written anew.
/// `from` is the schema the plan starts from: what it makes itself, nobody waits for.
void addLockFindings(Step &step, const Schema &from);

} // namespace relata
