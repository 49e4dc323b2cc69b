#pragma once
#include "models/jobs/recipes/run_rules.h"
#include "models/plan/plan.h"

namespace relata {

/// The way back from the drift to what the migrations lead to, with its findings. Refuses to alter what was misread in
/// the database that `connection` shows.
Result<Plan> planRevert(Connection &connection, const Drift &drift, const ConnectionProfile &target,
    const Engine &engine, const ConnectionProfile &beside, JobContext &context);

/// Runs it as a migration is run, but for the ledger: under the migration lock, seen and steered from any Relata, with
/// time-outs and tries; what it takes away with rows in it is kept aside, unless RunRules::discardsData says otherwise.
/// Looks first whether the database is still what the plan was made for, then asks RunRules::looks, with the plan as a
/// migration; looks afterwards whether the drift is gone. What stopped it half-way is drift again: plan anew. Refused
/// where approvals are asked for, which only migrations can have.
Result<> runRevert(Connection &connection, const ConnectionProfile &target, const Engine &engine, const Drift &drift,
    const Plan &plan, JobContext &context, const RunRules &rules);

} // namespace relata
