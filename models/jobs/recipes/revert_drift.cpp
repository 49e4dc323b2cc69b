#include "models/jobs/recipes/revert_drift.h"

#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/self_check.h"
#include "models/jobs/recipes/stamp.h"
#include "models/lint/plan_findings.h"
#include "models/planner/planner.h"

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> refused(const char *text, const QStringList &arguments = {})
{
    return failure({.code = Error::Code::Conflict,
        .message = {"Drift", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<Plan> planRevert(Connection &connection, const Drift &drift, const ConnectionProfile &target,
    const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    if (drift.isFromNothing)
        return refused(QT_TRANSLATE_NOOP("Drift",
            "No migration is applied there, so that there is nothing to go back to: the way back would "
            "drop all that the database has."));
    const Result<> known = mustBeReadWell(connection, drift.found, drift.expected, engine, beside, context);
    if (!known)
        return failure(known.error());
    const Target back{.server = connection.server(), .rows = {}, .naive = false, .defaultSchema = target.defaultSchema};
    Result<Plan> plan = planChanges(ChangeSet::between(drift.found, drift.expected, engine.diffPolicy()), drift.found,
        drift.expected, back, *engine.writer);
    if (plan)
        addFindings(*plan, drift.found, drift.expected, engine);
    return plan;
}

/// What differs now.
static Result<Drift> driftNow(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Drift &drift, const RunRules &rules, JobContext &context)
{
    const Result<Schema> live = liveSchema(connection, target, engine, context);
    return live ? Result<Drift>(driftBetween(drift.expected, *live, engine, rules.drift))
                : Result<Drift>(failure(live.error()));
}

/// As what runs it knows it: nothing of it reaches the timeline or the ledger.
static MigrationFile asMigration(const Plan &plan, const Engine &engine)
{
    MigrationFile result;
    result.id = u"drift"_s;
    result.version = u"drift"_s;
    result.up = planSection(plan, engine);
    return result;
}

Result<> runRevert(Connection &connection, const ConnectionProfile &target, const Engine &engine, const Drift &drift,
    const Plan &plan, JobContext &context, const RunRules &rules)
{
    if (rules.requiresApproval)
        return refused(
            QT_TRANSLATE_NOOP("Drift",
                "Nothing was run: %1 asks for an approval, which only a migration can have. Make a migration of the "
                "difference with drift --adopt, and take that one back when it is approved."),
            {target.displayName()});
    const auto guard = guardOf(rules, engine, target, context);
    if (!guard)
        return failure(guard.error());
    const MigrationFile way = asMigration(plan, engine);
    const auto statements = scriptStatements(plan.statements(), engine, connection.server());
    MigrationRun run(connection, engine, way, **guard, rules, context);
    if (Result<> done = run.begin(u"revert"_s, int(statements.size())); !done)
        return done;
    const Result<Drift> now = driftNow(connection, target, engine, drift, rules, context);
    if (!now)
        return failure(now.error());
    if (now->found.fingerprint() != drift.found.fingerprint())
        return refused(QT_TRANSLATE_NOOP("Drift", "Nothing was run: the database has changed meanwhile. Look again."));
    if (Result<> fine = rules.looks ? rules.looks(way) : Result<>(); !fine)
        return fine;
    if (Result<> done = run.leadBack(statements, {drift.expected, drift.found, {}, false, {}}); !done)
        return done;
    const Result<Drift> left = driftNow(connection, target, engine, drift, rules, context);
    if (!left)
        return failure(left.error());
    return left->isEmpty() ? Result<>()
                           : refused(QT_TRANSLATE_NOOP("Drift", "The way back ran, but a difference is left: %1"),
                               {left->items.first().text()});
}

} // namespace relata
