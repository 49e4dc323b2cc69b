#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/timeline/rehearsal.h"
#include "models/timeline/timeline.h"

#include <functional>

namespace relata {

class Connection;

struct RehearsalRules {
    QString backup; ///< this file is restored; empty: a backup is taken, and goes with the copy
    ConnectionProfile beside; ///< where the copy may be made
    QString version; ///< up to this one; empty: all
    std::function<void(const Message &)> warn; ///< what a person should know and nothing stops for; may be empty
};

/// Tries what is pending on a copy of the database that the connection, whose profile is `target`, is open to: each
/// migration up, down and up again with all rows, statement by statement. The database itself is only read; the copy
/// is dropped. Blocks; a stop request reaches the server. What goes wrong on the copy stands in the rehearsal; errors
/// are that there is no copy, that nothing could be run on it, or a stop request.
Result<Rehearsal> rehearse(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Timeline &timeline, const RehearsalRules &rules, JobContext &context);

} // namespace relata
