#include "models/planner/planner.h"

#include "models/engine/engine.h"
#include "models/plan/step_graph.h"
#include "models/planner/foreign_key_circles.h"
#include "models/planner/name_circles.h"
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

class Sorter {
public:
    Sorter(const std::vector<PlanNode> &nodes, const PlanContext &context, bool foldsCircles)
        : m_nodes(nodes)
        , m_context(context)
        , m_foldsCircles(foldsCircles)
        , m_graph(qsizetype(nodes.size()))
    {
        for (std::size_t i = 0; i < nodes.size(); ++i)
            index(qsizetype(i));
    }

    StepGraph::Order run()
    {
        for (std::size_t i = 0; i < m_nodes.size(); ++i)
            connect(qsizetype(i));
        return m_graph.sorted([this](qsizetype i) { return rank(m_nodes[std::size_t(i)]); });
    }

private:
    void index(qsizetype i)
    {
        const PlanNode &node = m_nodes[std::size_t(i)];
        for (const ObjectId id : node.creates)
            m_creator.insert(id, i);
        for (const ObjectId id : node.alters) {
            if (!setsOwner(node, id)) // who names a new sequence need not wait for its owner
                m_alterer.insert(id, i);
        }
        for (const ObjectId id : node.drops) {
            m_dropper.insert(id, i);
            m_holder.insert(nameSlot(m_context.from, *m_context.from.find(id)), i);
        }
        for (const Change &change : node.changes) {
            const auto *altered = std::get_if<Altered>(&change);
            if (altered && altered->renamed() && m_context.from.find(altered->id))
                m_holder.insert(nameSlot(m_context.from, altered->before), i);
        }
    }

    /// The statement of its own that gives a sequence its owner, once both stand.
    static bool setsOwner(const PlanNode &node, ObjectId id)
    {
        const auto *altered = std::get_if<Altered>(&node.changes.front());
        return altered && altered->id == id && altered->fields == QList<QByteArray>{"owned_by"};
    }

    static ObjectId tableOf(const Change &change)
    {
        return kindOf(change) == Kind::Table ? idOf(change) : parentOf(objectOf(change));
    }

    /// Whether a constraint or unique index is over the very columns that a foreign key refers to.
    static bool isKeyOf(const Object &object, const ForeignKey &key)
    {
        const auto *index = as<Index>(object);
        if (index && (!index->unique || !index->predicate.isEmpty() || key.referencedTable == key.table))
            return false;
        const auto *primary = as<PrimaryKey>(object);
        const KeyParts &parts = index ? index->parts : primary ? primary->parts : as<Unique>(object)->parts;
        return parts.size() == key.referencedColumns.size()
            && std::all_of(parts.begin(), parts.end(),
                [&](const KeyPart &part) { return key.referencedColumns.contains(part.column); });
    }

    /// A foreign key needs the key it refers to, which it does not name: the constraints of that table come first, or
    /// go last.
    void connectKey(
        qsizetype i, const ForeignKey &key, const Schema &side, const QHash<ObjectId, qsizetype> &others, bool first)
    {
        for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Index}) {
            for (const ObjectId id : side.children(key.referencedTable, kind)) {
                const auto it = others.constFind(id);
                if (it != others.cend() && *it != i && isKeyOf(*side.find(id), key))
                    first ? m_graph.addEdge(*it, i) : m_graph.addEdge(i, *it);
            }
        }
    }

    /// Where indexes change together with their table, a foreign key by itself goes before those over its first column,
    /// and comes after them: it needs one of them, and does not name it.
    void connectIndexes(qsizetype i, const ForeignKey &key, const Schema &side, bool made)
    {
        for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Index}) {
            for (const ObjectId id : side.children(key.table, kind)) {
                const Object &object = *side.find(id);
                const auto *index = as<Index>(object);
                const auto *primary = as<PrimaryKey>(object);
                const auto *unique = as<Unique>(object);
                const KeyParts parts = index ? index->parts
                    : primary                ? primary->parts
                    : unique                 ? unique->parts
                                             : KeyParts();
                if (parts.isEmpty() || key.columns.isEmpty() || parts.first().column != key.columns.first())
                    continue;
                for (const QHash<ObjectId, qsizetype> &nodes : {made ? m_creator : m_dropper, m_alterer}) {
                    const qsizetype other = nodes.value(id, -1);
                    if (other >= 0 && other != i && m_nodes[std::size_t(other)].grouped)
                        made ? m_graph.addEdge(other, i) : m_graph.addEdge(i, other);
                }
            }
        }
    }

    void connect(qsizetype i)
    {
        const PlanNode &node = m_nodes[std::size_t(i)];
        const bool rewritten = std::any_of(
            node.statements.begin(), node.statements.end(), [](const Statement &s) { return s.facts.rewrites; });
        if (node.grouped && rewritten && m_foldsCircles)
            connectKept(i, tableOf(node.changes.front()));
        connectMoved(i);
        for (const Change &change : node.changes) {
            if (!std::holds_alternative<Dropped>(change))
                connectMade(i, idOf(change), objectOf(change));
            if (const auto *key = as<ForeignKey>(objectOf(change))) {
                const bool gone = std::holds_alternative<Dropped>(change);
                const Schema &side = gone ? m_context.from : m_context.to;
                if (!std::holds_alternative<Altered>(change) && !closesCircle(objectOf(change), side))
                    connectKey(i, *key, side, gone ? m_dropper : m_creator, !gone);
                if (!std::holds_alternative<Altered>(change) && !node.grouped)
                    connectIndexes(i, *key, side, !gone);
            }
            if (const auto *altered = std::get_if<Altered>(&change))
                connectOld(i, altered->before, altered->after);
            if (const auto *dropped = std::get_if<Dropped>(&change))
                connectGone(i, dropped->id, dropped->before);
        }
    }

    /// What a made object names stands before it, under its final name; the name it takes is free.
    void connectMade(qsizetype i, ObjectId id, const Object &after)
    {
        const bool creates = m_creator.value(id, -1) == i;
        const auto *sequence = as<Sequence>(after);
        const bool circle = creates && closesCircle(after, m_context.to);
        eachReference(after, [&](ObjectId named) {
            if (circle && (m_creator.contains(named) || keepsName(named)))
                return; // the engine takes the key before what it refers to
            if (creates && sequence && named == sequence->ownedBy)
                return; // its owner is set by a statement of its own
            for (const auto &maker : {m_creator, m_alterer}) {
                if (const auto it = maker.constFind(named); it != maker.cend())
                    m_graph.addEdge(*it, i);
            }
        });
        if (!creates && m_creator.contains(id))
            m_graph.addEdge(m_creator.value(id), i);
        if (m_dropper.contains(id))
            m_graph.addEdge(m_dropper.value(id), i); // recreated: gone first
        const QString slot = nameSlot(m_context.to, after);
        if (!slot.isEmpty() && m_holder.contains(slot))
            m_graph.addEdge(m_holder.value(slot), i);
    }

    /// Columns that an exchange of their type moves over: what stood on them is gone and not yet back, their table has
    /// its final name, their own changes follow.
    void connectMoved(qsizetype i)
    {
        for (const ObjectId column : m_nodes[std::size_t(i)].moved) {
            for (const ObjectId user : m_context.from.dependants(column))
                connectNodes(m_dropper.value(user, i), i);
            for (const ObjectId user : m_context.to.dependants(column))
                connectNodes(i, m_creator.value(user, i));
            for (ObjectId holder = parentOf(*m_context.to.find(column));
                 const Object *object = m_context.to.find(holder); holder = parentOf(*object))
                connectNodes(m_alterer.value(holder, i), i);
            connectNodes(i, m_alterer.value(column, i));
        }
    }

    void connectNodes(qsizetype one, qsizetype other)
    {
        if (one != other)
            m_graph.addEdge(one, other);
    }

    /// An alteration lets go of what is dropped, and of a type that is made anew.
    void connectOld(qsizetype i, const Object &before, const Object &after)
    {
        QSet<ObjectId> kept;
        eachReference(after, [&](ObjectId named) { kept += named; });
        eachReference(before, [&](ObjectId named) {
            const bool isType = m_context.from.find<EnumType>(named) || m_context.from.find<Domain>(named);
            if (isType && !kept.contains(named))
                connectNodes(i, m_alterer.value(named, i));
            if (const auto it = m_dropper.constFind(named); it != m_dropper.cend() && !m_creator.contains(named))
                m_graph.addEdge(i, *it);
        });
        if (as<PrimaryKey>(before))
            connectLetGo(i, before);
    }

    /// A column that may be null again is no part of a primary key any more.
    void connectLetGo(qsizetype i, const Object &key)
    {
        eachReference(key, [&](ObjectId named) {
            const auto *old = m_context.from.find<Column>(named), *now = m_context.to.find<Column>(named);
            const auto it = m_alterer.constFind(named);
            if (old && now && !old->nullable && now->nullable && it != m_alterer.cend())
                m_graph.addEdge(i, *it);
        });
    }

    /// What names it goes first; it goes before what it names is renamed, so that old names still hold.
    void connectGone(qsizetype i, ObjectId id, const Object &before)
    {
        for (const ObjectId dependant : m_context.from.dependants(id)) {
            const auto it = m_dropper.constFind(dependant);
            if (it != m_dropper.cend() && !closesCircle(*m_context.from.find(dependant), m_context.from))
                m_graph.addEdge(*it, i);
        }
        const auto *key = as<ForeignKey>(before);
        eachReference(before, [&](ObjectId named) {
            if (key && named != key->table && onlyRenamed(named))
                return; // it goes by its own name and its table's
            if (const auto it = m_alterer.constFind(named); it != m_alterer.cend())
                m_graph.addEdge(i, *it);
        });
    }

    bool keepsName(ObjectId id) const
    {
        const Object *before = m_context.from.find(id), *after = m_context.to.find(id);
        return before && after && nameOf(*before) == nameOf(*after);
    }

    bool onlyRenamed(ObjectId id) const
    {
        const Object *before = m_context.from.find(id), *after = m_context.to.find(id);
        return before && after && equal(renamed(*before, nameOf(*after)), *after);
    }

    /// Where a changed table is written anew, the keys that it keeps say the final names of what they refer to.
    void connectKept(qsizetype i, ObjectId table)
    {
        for (const ObjectId id : m_context.to.children(table, Kind::ForeignKey)) {
            const auto *key = m_context.to.find<ForeignKey>(id);
            for (const ObjectId named : QList<ObjectId>{key->referencedTable} + key->referencedColumns) {
                const auto it = m_alterer.constFind(named);
                if (it != m_alterer.cend() && !keepsName(named))
                    m_graph.addEdge(*it, i);
            }
        }
    }

    /// Whether it is a foreign key from whose table others lead back to its own, where the engine minds no circle.
    bool closesCircle(const Object &object, const Schema &side)
    {
        const auto *key = as<ForeignKey>(object);
        if (!m_foldsCircles || !key || key->referencedTable == key->table)
            return false;
        std::optional<ForeignKeyCircles> &circles = &side == &m_context.from ? m_circlesBefore : m_circlesAfter;
        if (!circles)
            circles.emplace(side);
        return circles->share(key->table, key->referencedTable);
    }

    static bool hasForm(const PlanNode &node, StatementFacts::Form form)
    {
        return std::any_of(node.statements.begin(), node.statements.end(),
            [form](const Statement &statement) { return statement.facts.forms.contains(form); });
    }

    /// Creations first, what loses rows late; otherwise in the order kinds are created. What runs beside others ends
    /// the transaction that the rest shares: it comes behind that, but before rows are lost.
    int rank(const PlanNode &node) const
    {
        const Change &main = node.changes.front();
        if (hasForm(node, StatementFacts::Form::Concurrently))
            return std::holds_alternative<Dropped>(main) ? 660 : 650;
        if (hasForm(node, StatementFacts::Form::Validate))
            return 600;
        const int order = catalogue(kindOf(main)).info->createOrder;
        if (!std::holds_alternative<Dropped>(main))
            return order;
        const bool rows = kindOf(main) == Kind::Table || kindOf(main) == Kind::Column;
        if (kindOf(main) == Kind::Extension || kindOf(main) == Kind::Collation)
            return 2000; // who needs what it brings along does not name it
        return (rows ? 1000 : 500) - order;
    }

    const std::vector<PlanNode> &m_nodes;
    const PlanContext &m_context;
    const bool m_foldsCircles;
    StepGraph m_graph;
    QHash<ObjectId, qsizetype> m_creator, m_alterer, m_dropper;
    QHash<QString, qsizetype> m_holder;
    std::optional<ForeignKeyCircles> m_circlesBefore, m_circlesAfter; ///< found when first asked for
};

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
    const StepGraph::Order order = Sorter(*nodes, context, writer.foldsCyclicForeignKeys()).run();
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
