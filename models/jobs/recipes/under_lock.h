#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"

#include <functional>

namespace relata {

class Connection;
struct Engine;

/// Does `work` while this session holds the database's migration lock. Does not wait for it: another run is an error
/// that says so.
Result<> underMigrationLock(Connection &connection, const Engine &engine, const std::function<Result<>()> &work);

} // namespace relata
