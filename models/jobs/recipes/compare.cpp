#include "models/jobs/recipes/compare.h"

#include "models/diff/change_set.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/lint/plan_findings.h"
#include "models/planner/planner.h"

#include <algorithm>

namespace relata {

static bool isAnswered(const Schema &from, const Schema &to, const Likeness &one, const CompareOptions &options)
{
    return std::any_of(options.notRenamed.begin(), options.notRenamed.end(), [&](const auto &answer) {
        const auto is = [&](const Schema &side, ObjectId id) {
            return kindOf(*side.find(id)) == answer.first && side.path(id) == answer.second;
        };
        return is(from, one.before) || is(to, one.after);
    });
}

Result<Comparison> compareSchemas(const Schema &from, const Schema &to, const Engine &engine, const ServerInfo &server,
    const CompareOptions &options, JobContext &context)
{
    Comparison result;
    result.from = from;
    QList<RenameNote> notes = options.renames;
    result.to = matched(to, from, engine.nameRule, notes);
    // A table's rename may uncover its columns' renames: ask again until nothing new is found.
    for (int round = 0; round < 4; ++round) {
        bool found = false;
        for (const Likeness &one : likenesses(from, result.to)) {
            if (isAnswered(from, result.to, one, options))
                continue;
            found = true;
            result.questions += {from.ref(one.before), result.to.ref(one.after), one.confidence};
            notes += {kindOf(*from.find(one.before)), from.path(one.before), result.to.path(one.after)};
        }
        if (!found)
            break;
        result.to = matched(to, from, engine.nameRule, notes);
    }
    const Target target{.server = server, .rows = {}, .naive = options.naive, .defaultSchema = options.defaultSchema};
    Result<PlanPair> plan = planBetween(from, result.to, target, engine);
    if (!plan)
        return failure(plan.error());
    result.plan = std::move(*plan);
    addFindings(result.plan.up, from);
    addFindings(result.plan.down, result.to);
    result.unmanaged = unmanagedChanges(ChangeSet::between(from, result.to, engine.diffPolicy()), from, result.to);
    if (!options.proof || result.isEmpty())
        return result;
    Result<Proof> proof = prove(from, result.to, result.plan.up.statements(), result.plan.down.statements(), engine,
        options.scratch.value_or(ConnectionProfile()), context);
    if (!proof)
        return failure(proof.error());
    result.proof = std::move(*proof);
    return result;
}

} // namespace relata
