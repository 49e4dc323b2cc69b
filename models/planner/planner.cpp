#include "models/planner/planner.h"

#include "models/engine/engine.h"
#include "models/planner/name_circles.h"
#include "models/planner/node_order.h"
#include "models/planner/plan_node.h"
#include "models/planner/planner_errors.h"
#include "models/planner/reference_check.h"
#include "models/planner/step_title.h"
#include "models/schema/all_kinds.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

std::vector<Statement> inverse(const PlanNode &node, const PlanContext &back, const Writer &writer)
{
    if (node.grouped) {
        TableChange group{node.alters.isEmpty() ? node.subject : parentOf(objectOf(node.changes.front())), {}};
        if (kindOf(node.changes.front()) == Kind::Table)
            group.table = idOf(node.changes.front());
        for (const Change &change : node.changes) {
            if (const auto *created = std::get_if<Created>(&change))
                group.changes.emplace_back(Dropped{created->id, created->after});
            else if (const auto *dropped = std::get_if<Dropped>(&change))
                group.changes.emplace_back(Created{dropped->id, dropped->before});
            else if (const auto *altered = std::get_if<Altered>(&change))
                group.changes.emplace_back(Altered{altered->id, altered->after, altered->before, altered->fields});
        }
        return writer.alterTable(group, back).value_or(std::vector<Statement>());
    }
    const Change &change = node.changes.front();
    if (const auto *created = std::get_if<Created>(&change))
        return writer.drop(created->id, back);
    if (const auto *dropped = std::get_if<Dropped>(&change))
        return writer.create(dropped->id, back);
    const auto &altered = std::get<Altered>(change);
    return writer.alter(Altered{altered.id, altered.after, altered.before, altered.fields}, back)
        .value_or(std::vector<Statement>());
}

Step stepOf(PlanNode node, const PlanContext &context, const Writer &writer)
{
    Step step;
    step.title = stepTitle(node.changes, node.subject, context.from, context.to);
    step.reversal = reversalOf(node.changes, context, writer);
    for (const Change &change : node.changes)
        step.causes += idOf(change);
    const bool stated = std::any_of(
        node.statements.begin(), node.statements.end(), [](const Statement &s) { return !s.facts.effects.empty(); });
    if (!stated && !node.statements.empty())
        node.statements.back().facts.effects = node.changes;
    if (node.statements.size() == 1 && node.statements.front().undo.isEmpty()) {
        const PlanContext back{context.to, context.from, context.target};
        for (const Statement &statement : inverse(node, back, writer))
            node.statements.front().undo += statement.sql;
    }
    step.statements = std::move(node.statements);
    return step;
}

/// Neighbours that may share a transaction share a number; the others have one of their own. A step that takes several
/// transactions has the first one's.
void numberGroups(Plan &plan)
{
    int group = 0;
    bool open = false;
    for (Step &step : plan.steps) {
        bool first = true;
        for (const Statement &statement : step.statements) {
            const bool joined = statement.facts.transaction == TransactionMode::Joined;
            if (!joined || !open)
                ++group;
            open = joined;
            if (first)
                step.group = group;
            first = false;
        }
    }
}

void addExpectations(Plan &plan, const ChangeSet &changes, const Schema &from)
{
    for (const Change &change : changes.changes()) {
        const ObjectId id = idOf(change);
        if (from.find(id) && kindOf(change) != Kind::Opaque)
            plan.expects += {from.ref(id), from.fingerprint(id)};
    }
}

} // namespace

/// First what stands in a circle of names gets out of the way, then all the rest; a refusal when nothing does.
static Result<Plan> planInTwo(const ChangeSet &changes, const PlanContext &context, const Writer &writer, Error refusal)
{
    const Schema between = withoutNameCircles(changes, context.from, context.to);
    const ChangeSet aside = ChangeSet::between(context.from, between);
    if (aside.isEmpty())
        return failure(std::move(refusal));
    Result<Plan> first = planChanges(aside, context.from, between, context.target, writer);
    if (!first)
        return first;
    Result<Plan> rest = planChanges(changes.from(between), between, context.to, context.target, writer);
    if (!rest)
        return rest;
    return chained(std::move(*first), std::move(*rest), changes, context.from);
}

Plan chained(Plan first, Plan rest, const ChangeSet &changes, const Schema &from)
{
    std::move(rest.steps.begin(), rest.steps.end(), std::back_inserter(first.steps));
    first.expects.clear();
    numberGroups(first);
    addExpectations(first, changes, from);
    return first;
}

/// Nothing may be made that the server does not know: it would refuse, or forget without a word.
static Result<> checkVersion(const ChangeSet &changes, const Schema &to, const Target &target, const Writer &writer)
{
    for (const Change &change : changes.changes()) {
        if (std::holds_alternative<Dropped>(change))
            continue;
        if (Message why = writer.lacking(change, to, target.server); !why.isEmpty())
            return failure(unknownThere(std::move(why)));
    }
    return {};
}

Result<Plan> planChanges(
    const ChangeSet &changes, const Schema &from, const Schema &to, const Target &target, const Writer &writer)
{
    if (Result<> whole = checkReferences(changes, to); !whole)
        return failure(whole.error());
    if (Result<> held = checkVersion(changes, to, target, writer); !held)
        return failure(held.error());
    const PlanContext context{from, to, target};
    Result<std::vector<PlanNode>> nodes = PlanNodes(changes, context, writer).build();
    if (!nodes)
        return failure(nodes.error());
    const StepGraph::Order order = orderOf(*nodes, context, writer.foldsCyclicForeignKeys());
    if (!order.circle.isEmpty()) {
        QStringList names;
        for (const qsizetype i : order.circle) {
            const PlanNode &node = (*nodes)[std::size_t(i)];
            names += stepTitle(node.changes, node.subject, from, to).source();
        }
        return planInTwo(changes, context, writer, circular(names));
    }
    Plan plan;
    for (const qsizetype i : order.nodes)
        plan.steps.push_back(stepOf(std::move((*nodes)[std::size_t(i)]), context, writer));
    numberGroups(plan);
    addExpectations(plan, changes, from);
    return plan;
}

Result<PlanPair> planBetween(const Schema &from, const Schema &to, const Target &target, const Engine &engine)
{
    const ChangeSet changes = ChangeSet::between(from, to, engine.diffPolicy());
    Result<Plan> up = planChanges(changes, from, to, target, *engine.writer);
    if (!up)
        return failure(up.error());
    Result<Plan> down = planChanges(changes.inverted(), to, from, target, *engine.writer);
    if (!down)
        return failure(down.error());
    return PlanPair{std::move(*up), std::move(*down)};
}

QList<ObjectRef> unmanagedChanges(const ChangeSet &changes, const Schema &from, const Schema &to)
{
    QList<ObjectRef> result;
    for (const Change &change : changes.changes()) {
        if (kindOf(change) == Kind::Opaque)
            result += (std::holds_alternative<Dropped>(change) ? from : to).ref(idOf(change));
    }
    return result;
}

std::vector<QStringList> downByStep(const PlanPair &pair)
{
    // Walk the down plan beside the up plan read backwards: each down step goes to the first up step, from the last,
    // that serves one of its changes; never forward again, so that the reading order is the down plan's.
    std::vector<QStringList> result(pair.up.steps.size());
    if (result.empty())
        return result;
    auto at = qsizetype(pair.up.steps.size()) - 1;
    for (const Step &down : pair.down.steps) {
        qsizetype best = -1;
        for (qsizetype i = at; i >= 0 && best < 0; --i) {
            const QList<ObjectId> &causes = pair.up.steps[std::size_t(i)].causes;
            if (std::any_of(down.causes.begin(), down.causes.end(), [&](ObjectId id) { return causes.contains(id); }))
                best = i;
        }
        if (best >= 0)
            at = best;
        for (const Statement &statement : down.statements)
            result[std::size_t(std::max<qsizetype>(at, 0))] += statement.sql;
    }
    return result;
}

} // namespace relata
