#pragma once
#include "models/jobs/recipes/run_rules.h"

namespace relata {

/// What allows a run although the database has drifted, or nobody could tell whether it has.
inline constexpr auto DriftCode = "DRIFT";

/// Where the rules ask for an approval: whether there is one of just this migration on just this timeline, or of going
/// back from it.
Result<> mustBeApproved(
    const MigrationFile &migration, const Engine &engine, const RunRules &rules, bool isDown = false);

/// The same for all that would run, before the first of them does.
Result<> mustBeApproved(const QList<MigrationFile> &pending, const Engine &engine, const RunRules &rules);

struct DonePart;

/// Whether what the pending migrations touch is as those applied left it: refuses and names what is not. What differs
/// elsewhere is only told. Nothing is looked at where the rules say neither timeline nor scratch database.
Result<> mustBeAsExpected(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const QList<MigrationFile> &pending, const RunRules &rules, JobContext &context);

/// A migration as its way down would run, for who looks at what that touches.
MigrationFile turned(const MigrationFile &migration);

/// The same for what is left of a migration that stopped, `rest` as in RunRules::looks: whether what it touches is as
/// the statements that have run left it.
Result<> mustStandAsLeft(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const DonePart &part, const MigrationFile &rest, const RunRules &rules, JobContext &context);

} // namespace relata
