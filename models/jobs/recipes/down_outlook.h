#pragma once
#include "models/jobs/recipes/down_precautions.h"

namespace relata {

/// What taking a migration back would keep aside, which values it would ask for and why it would be refused, as the
/// rows are now: for people, a line each. `wanted` are the values that are given. Replays the timeline on scratch
/// databases and reads whole tables; changes nothing.
Result<QList<Message>> downOutlook(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Timeline &timeline, const MigrationFile &migration, const DownPrecautions &wanted,
    const ConnectionProfile &beside, JobContext &context);

} // namespace relata
