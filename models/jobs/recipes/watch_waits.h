#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"

#include <chrono>
#include <functional>
#include <optional>

namespace relata {

class Connection;
struct Engine;

/// Looks for so long, twice a second and once at least, who waits for locks in the connection's database, and whether
/// the server has broken up deadlocks since it had counted so many. Each is told once. A stop request ends it, as an
/// error; what an engine does not show is not told.
Result<> watchWaits(Connection &connection, const Engine &engine, std::optional<qint64> deadlocks,
    std::chrono::milliseconds time, const std::function<void(const Message &)> &tell, JobContext &context);

} // namespace relata
