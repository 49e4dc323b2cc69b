#include "models/planner/node_order.h"

#include "models/planner/foreign_key_circles.h"
#include "models/planner/name_circles.h"
#include "models/schema/all_kinds.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace relata {

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
            if (const auto *grant = as<Grant>(objectOf(change)); grant && !std::holds_alternative<Created>(change))
                connectRights(i, *grant);
        }
    }

    /// What it names; where it belongs to a column, it is written with the table's name too.
    static void eachNamed(const Object &object, const Schema &side, const std::function<void(ObjectId)> &f)
    {
        eachReference(object, f);
        if (const auto *column = side.find<Column>(parentOf(object)))
            f(column->table);
    }

    /// Of an account's rights on a column and on its table, the one is taken first and given last: what is taken from
    /// the table is taken from all its columns.
    void connectRights(qsizetype i, const Grant &grant)
    {
        for (const ObjectId column : m_context.from.children(grant.object, Kind::Column)) {
            const ObjectId right = m_context.from.child(column, Kind::Grant, grant.name);
            connectNodes(m_dropper.value(right, i), i);
            connectNodes(m_alterer.value(right, i), i);
        }
        for (const ObjectId column : m_context.to.children(grant.object, Kind::Column))
            connectNodes(i, m_creator.value(m_context.to.child(column, Kind::Grant, grant.name), i));
    }

    /// What a made object names stands before it, under its final name; the name it takes is free.
    void connectMade(qsizetype i, ObjectId id, const Object &after)
    {
        const bool creates = m_creator.value(id, -1) == i;
        const auto *sequence = as<Sequence>(after);
        const bool circle = creates && closesCircle(after, m_context.to);
        eachNamed(after, m_context.to, [&](ObjectId named) {
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
        eachNamed(before, m_context.from, [&](ObjectId named) {
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

} // namespace

StepGraph::Order orderOf(const std::vector<PlanNode> &nodes, const PlanContext &context, bool foldsCircles)
{
    return Sorter(nodes, context, foldsCircles).run();
}

} // namespace relata
