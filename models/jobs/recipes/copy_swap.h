#pragma once
#include "models/engine/copy_port.h"
#include "models/jobs/recipes/run_script.h"

namespace relata {

struct ConnectionProfile;

/// Lets a copy take its table's place, once: all others wait while `check` looks, and until the renames wait in a
/// session of their own. Rows that somebody writes in the instant between the lock and them come into both tables. A
/// lock that is not to be had in time, and somebody else who would change the table first, are errors that may pass.
Result<> swapTables(Connection &holder, const Engine &engine, const ConnectionProfile &profile, const CopyWork &work,
    std::chrono::milliseconds patience, const std::function<Result<>()> &check);

} // namespace relata
