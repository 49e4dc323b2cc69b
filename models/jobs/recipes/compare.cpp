#include "models/jobs/recipes/compare.h"

#include "models/diff/change_set.h"
#include "models/diff/likeness.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/lock_watch.h"
#include "models/jobs/recipes/proof_version.h"
#include "models/jobs/recipes/server_form.h"
#include "models/lint/filling_findings.h"
#include "models/lint/keeping_findings.h"
#include "models/lint/plan_findings.h"
#include "models/planner/keeping_plan.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"

#include <QSet>

#include <algorithm>

namespace relata {

/// Who has a word on it already.
static KnownChange answered(const CompareOptions &options)
{
    return [&](const Schema &schema, ObjectId id) {
        return std::any_of(options.notRenamed.begin(), options.notRenamed.end(), [&](const auto &answer) {
            return kindOf(*schema.find(id)) == answer.first && schema.path(id) == answer.second;
        });
    };
}

/// Whether the engine makes the one of the other; else what was is dropped in any case, and there is nothing to ask.
static bool isRenamable(const Schema &from, const Schema &to, const Likeness &one, const Engine &engine)
{
    const Object &before = *from.find(one.before);
    if (as<Table>(before) || as<Column>(before) || !engine.writer)
        return true;
    const Object now = mapped(*to.find(one.after), [&](ObjectId id) { return id == one.after ? one.before : id; });
    const Schema after = to.with(one.before, now);
    const ServerInfo server;
    const Target target{.server = server, .rows = {}, .naive = false, .defaultSchema = {}};
    return engine.writer->alter({one.before, before, now, differingFields(before, now)}, {from, after, target})
        .has_value();
}

PairedSchemas pairedSchemas(const Schema &from, const Schema &to, const Engine &engine, const CompareOptions &options)
{
    const Schema before = engine.completed(from), after = engine.completed(to);
    QList<RenameNote> notes = options.renames;
    PairedSchemas result{before, matched(after, before, engine.nameRule, notes), {}};
    // A table's rename may uncover its columns' renames, and those of what stands on it: ask again until nothing new is
    // found.
    QSet<QStringList> asked;
    for (int round = 0; round < 8; ++round) {
        const qsizetype known = notes.size();
        for (const Likeness &one : likenesses(before, result.to, answered(options))) {
            const RenameQuestion question{before.ref(one.before), result.to.ref(one.after), one.confidence};
            const QStringList key = QStringList(QString::number(int(question.before.kind))) + question.before.path
                + question.after.path; // routines of one name and other arguments are one question
            if (asked.contains(key) || !isRenamable(before, result.to, one, engine))
                continue;
            asked += key;
            notes += {question.before.kind, question.before.path, question.after.path};
            if (!isRemade(question.before.kind))
                result.questions += question;
        }
        if (notes.size() == known)
            break;
        result.to = matched(after, before, engine.nameRule, notes);
    }
    return result;
}

static Result<SettledSchema> settledSide(const Schema &typed, const Schema &other, const Engine &engine,
    const std::optional<ConnectionProfile> &beside, ServerForms &forms, JobContext &context)
{
    if (beside)
        return settledBeside(typed, other, engine, *beside, forms, context);
    if (spelledOtherwise(typed, other, engine).isEmpty())
        return SettledSchema{typed, {}};
    return settledByTokens(
        typed, other, engine, {"ServerForm", QT_TRANSLATE_NOOP("ServerForm", "no server has been asked"), {}});
}

Result<PairedSchemas> settledPair(const PairedSchemas &pair, const Engine &engine, TypedSides typed,
    const std::optional<ConnectionProfile> &beside, ServerForms &forms, JobContext &context)
{
    PairedSchemas result = pair;
    for (const bool isFrom : {true, false}) {
        if (!(isFrom ? typed.from : typed.to))
            continue;
        Schema &side = isFrom ? result.from : result.to;
        Result<SettledSchema> settled =
            settledSide(side, isFrom ? result.to : result.from, engine, beside, forms, context);
        if (!settled)
            return failure(settled.error());
        side = std::move(settled->schema);
        if (settled->unproved)
            result.unproved = settled->unproved;
    }
    return result;
}

/// On a scratch database, by the server that the plan is for.
static Result<> proveIt(Comparison &result, const Engine &engine, const CompareOptions &options, JobContext &context)
{
    const ServerInfo &server = result.server;
    ConnectionProfile scratch = options.scratch.value_or(ConnectionProfile());
    scratch.likeVersion = server.engine == engine.key ? server.version : 0;
    Result<Proof> proof = prove(
        result.from, result.to, result.plan.up.statements(), result.plan.down.statements(), engine, scratch, context);
    if (!proof)
        return failure(proof.error());
    result.proof = std::move(*proof);
    weighVersion(result.proof, engine, server);
    noteSeen(result.plan.up, result.proof.seenUp);
    noteSeen(result.plan.down, result.proof.seenDown);
    return {};
}

Result<Comparison> compareSchemas(const Schema &from, const Schema &to, const Engine &engine, const ServerInfo &server,
    const CompareOptions &options, JobContext &context)
{
    ServerForms forms;
    ConnectionProfile beside = options.scratch.value_or(ConnectionProfile());
    beside.likeVersion = server.engine == engine.key ? server.version : 0;
    Result<PairedSchemas> settled =
        settledPair(pairedSchemas(from, to, engine, options), engine, options.typed, beside, forms, context);
    if (!settled)
        return failure(settled.error());
    PairedSchemas paired = std::move(*settled);
    Comparison result;
    result.unproved = paired.unproved;
    result.server = server;
    result.from = std::move(paired.from);
    result.to = std::move(paired.to);
    result.questions = std::move(paired.questions);
    const Schema &before = result.from;
    const Target target{.server = server, .rows = {}, .naive = options.naive, .defaultSchema = options.defaultSchema};
    Keeping keeping =
        options.keep ? keepingOf(before, result.to, engine, keptTag(before, result.to, QString())) : Keeping();
    Result<QList<Fill>> fills = fillsOf(options.fills, before, result.to, engine);
    if (!fills)
        return failure(fills.error());
    if (options.keep)
        keepReplaced(keeping, *fills, before, result.to, engine, keptTag(before, result.to, QString()));
    Result<PlanPair> plan = planKeeping(before, result.to, target, engine, keeping, *fills);
    if (!plan)
        return failure(plan.error());
    result.plan = std::move(*plan);
    addFindings(result.plan.up, before, result.to, engine);
    markKept(result.plan.up, before, keeping, engine);
    markFilled(result.plan.up, result.to, *fills);
    addFindings(result.plan.down, result.to, before, engine);
    result.unmanaged = unmanagedChanges(ChangeSet::between(before, result.to, engine.diffPolicy()), before, result.to);
    const Result<> proved = options.proof && !result.isEmpty() ? proveIt(result, engine, options, context) : Result<>();
    return proved ? Result<Comparison>(std::move(result)) : failure(proved.error());
}

} // namespace relata
