#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/schema/schema.h"

namespace relata {

class Connection;
struct Engine;

struct ConstraintTrials {
    int held = 0; ///< took a row and refused another
    QList<Message> leftOut; ///< what no row could try, and why
};

/// Tries each constraint that `to` has and `from` has not, or otherwise, on a database that is said to hold `to`: it
/// must take a row that it allows and refuse a copy of such a row that breaks it alone. The database is as before when
/// this answers; an error of Code::Refused says which constraint does not hold what it says.
Result<ConstraintTrials> tryConstraints(
    Connection &connection, const Schema &from, const Schema &to, const Engine &engine, JobContext &context);

} // namespace relata
