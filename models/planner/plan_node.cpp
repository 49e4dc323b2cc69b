#include "models/planner/plan_node.h"

#include "models/planner/planner_errors.h"
#include "models/schema/all_kinds.h"

#include <algorithm>
#include <tuple>

namespace relata {

PlanNodes::PlanNodes(const ChangeSet &changes, const PlanContext &context, const Writer &writer)
    : m_changeSet(changes)
    , m_context(context)
    , m_writer(writer)
    , m_plainTarget(context.target)
{
    m_plainTarget.naive = true;
}

const Change *PlanNodes::changeOf(ObjectId id) const
{
    const auto it = m_changes.constFind(id);
    return it == m_changes.cend() ? nullptr : &*it;
}

bool PlanNodes::isNew(ObjectId id) const
{
    const Change *change = changeOf(id);
    return m_recreated.contains(id) || (change && std::holds_alternative<Created>(*change));
}

bool PlanNodes::isGone(ObjectId id) const
{
    const Change *change = changeOf(id);
    return m_recreated.contains(id) || (change && std::holds_alternative<Dropped>(*change));
}

/// Whether foreign keys lead from `table` over other new tables back to it.
bool PlanNodes::inNewCircle(ObjectId table) const
{
    if (!m_newCircles)
        m_newCircles.emplace(m_context.to, [this](ObjectId id) { return isNew(id); });
    return m_newCircles->contains(table);
}

bool PlanNodes::inGoneCircle(ObjectId table) const
{
    if (!m_goneCircles)
        m_goneCircles.emplace(m_context.from, [this](ObjectId id) { return isGone(id); });
    return m_goneCircles->contains(table);
}

bool PlanNodes::foldsForeignKey(ObjectId, const Object &object) const
{
    const auto *key = as<ForeignKey>(object);
    if (!m_writer.isFolded(object))
        return false;
    if (m_writer.foldsCyclicForeignKeys() || key->referencedTable == key->table || !isNew(key->referencedTable))
        return true;
    return !inNewCircle(key->table);
}

bool PlanNodes::isFolded(const Created &created) const
{
    const ObjectId parent = parentOf(created.after);
    if (!parent || !isNew(parent) || kindOf(*m_context.to.find(parent)) == Kind::Namespace)
        return false;
    if (as<Column>(created.after))
        return true;
    return as<ForeignKey>(created.after) ? foldsForeignKey(created.id, created.after)
                                         : m_writer.isFolded(created.after);
}

bool PlanNodes::isFolded(const Dropped &dropped) const
{
    const ObjectId parent = parentOf(dropped.before);
    if (const auto *sequence = as<Sequence>(dropped.before); sequence && sequence->ownedBy)
        return isGone(sequence->ownedBy);
    if (!parent || !isGone(parent) || staysAtName(dropped.id))
        return false;
    if (kindOf(*m_context.from.find(parent)) == Kind::Namespace)
        return as<Grant>(dropped.before);
    const auto *key = as<ForeignKey>(dropped.before);
    return !key || m_writer.foldsCyclicForeignKeys() || !inGoneCircle(key->table);
}

/// What would be managed on one side alone must not be taken for gone, nor for new.
Result<> PlanNodes::checkTurned(const Change &change) const
{
    const auto *dropped = std::get_if<Dropped>(&change);
    const auto *created = std::get_if<Created>(&change);
    if (!dropped && !created)
        return {};
    const Object &object = objectOf(change);
    const Schema &other = dropped ? m_context.to : m_context.from;
    if (nameOf(object).isEmpty() || !other.find<Namespace>(parentOf(object)))
        return {};
    const ObjectId unmanaged = other.child(parentOf(object), Kind::Opaque, nameOf(object));
    const bool isOther = (dropped ? m_context.from : m_context.to).find(unmanaged);
    return unmanaged && !isOther ? failure(managedOnOneSide(other, unmanaged)) : Result<>();
}

Result<> PlanNodes::checkUnmanaged() const
{
    for (auto it = m_changes.cbegin(); it != m_changes.cend(); ++it) {
        if (Result<> done = checkTurned(*it); !done)
            return done;
        const bool gone = isGone(it.key());
        const auto *altered = std::get_if<Altered>(&*it);
        if (!gone && !(altered && altered->changes("type")))
            continue;
        for (const ObjectId id : m_context.from.dependants(it.key())) {
            if (m_context.from.find<Opaque>(id))
                return failure(unmanagedInTheWay(m_context.from, id, it.key()));
        }
    }
    return {};
}

/// Whether its values come back by themselves.
static bool isGenerated(const Object &object)
{
    const auto *column = as<Column>(object);
    return column && column->generated != Column::Generated::No;
}

Result<> PlanNodes::recreate(ObjectId id)
{
    if (m_recreated.contains(id) || isGone(id) || isNew(id))
        return {};
    const Object *before = m_context.from.find(id), *after = m_context.to.find(id);
    if (!before || !after)
        return {};
    const Kind kind = kindOf(*before);
    if (kind == Kind::Opaque)
        return failure(unmanagedInTheWay(m_context.from, id, parentOf(*before)));
    if (m_taken.contains(id))
        return {};
    const bool isComputed = isGenerated(*before) && isGenerated(*after) && !m_writer.honoursColumnOrder();
    if (kind == Kind::Table || (kind == Kind::Column && !isComputed) || kind == Kind::Namespace)
        return failure(cannotRecreate(m_context.from, id));
    m_recreated += id;
    if (!m_changes.contains(id))
        m_changes.insert(id, Altered{id, *before, *after, {}});
    for (const ObjectId dependant : m_context.from.dependants(id)) {
        if (dependant == id || isGone(dependant) || staysAtName(dependant))
            continue;
        if (Result<> done = recreate(dependant); !done)
            return done;
    }
    return {};
}

/// In one order, whatever their ids.
QList<ObjectId> PlanNodes::recreated() const
{
    std::vector<std::tuple<QStringList, Kind, ObjectId>> sorted;
    for (const ObjectId id : m_recreated)
        sorted.emplace_back(m_context.from.path(id), kindOf(*m_context.from.find(id)), id);
    std::sort(sorted.begin(), sorted.end());
    QList<ObjectId> result;
    for (const auto &one : sorted)
        result += std::get<ObjectId>(one);
    return result;
}

/// Whether the server keeps a right under the name of what it is on alone: then it stays behind where that is dropped
/// or renamed, and is there again for the next one of that name.
bool PlanNodes::staysAtName(ObjectId right) const
{
    const auto *grant = m_context.from.find<Grant>(right);
    const Object *object = grant ? m_context.from.find(grant->object) : nullptr;
    if (!object)
        return false;
    const Altered leaving{grant->object, *object, renamed(*object, {}), {"name"}};
    return m_writer.stepsAside(*m_context.from.find(right), leaving);
}

/// What the server would leave at the old name of what it is part of goes there, and comes at the new one.
Result<> PlanNodes::takeAlong(const Altered &altered)
{
    if (!altered.renamed())
        return {};
    for (const ObjectId id : m_context.from.tree(altered.id)) {
        if (!staysAtName(id))
            continue;
        if (Result<> done = recreate(id); !done)
            return done;
    }
    return {};
}

Result<> PlanNodes::makeWay(const Altered &altered)
{
    if (Result<> done = takeAlong(altered); !done)
        return done;
    for (const ObjectId id : m_context.from.dependants(altered.id)) {
        const Object *dependant = m_context.from.find(id);
        if (!dependant || id == altered.id || isGone(id) || m_inGroup.contains(id)
            || !m_writer.stepsAside(*dependant, altered))
            continue;
        if (Result<> done = recreate(id); !done)
            return done;
    }
    return {};
}

Result<> PlanNodes::makeWayForGroups()
{
    for (const Change &change : m_changeSet.changes()) {
        const auto *altered = std::get_if<Altered>(&change);
        if (!altered || !m_inGroup.contains(altered->id))
            continue;
        if (Result<> done = makeWay(*altered); !done)
            return done;
    }
    return {};
}

/// Whether it named a column that a group drops and names the group's table still: neither could come first.
bool PlanNodes::letsGoInGroup(const Altered &altered) const
{
    const Kind kind = kindOf(altered.after);
    if (kind != Kind::View && kind != Kind::Routine && kind != Kind::Trigger)
        return false;
    bool found = false;
    eachReference(altered.before, [&](ObjectId named) {
        const Object *object = m_context.from.find(named);
        found |= object && kindOf(*object) == Kind::Column && isGone(named) && m_inGroup.contains(named);
    });
    return found;
}

Result<> PlanNodes::addAlterations()
{
    for (const Change &change : m_changeSet.changes()) {
        const auto *altered = std::get_if<Altered>(&change);
        if (!altered || m_inGroup.contains(altered->id) || m_recreated.contains(altered->id)
            || m_taken.contains(altered->id))
            continue;
        auto statements = m_writer.alter(*altered, m_context);
        if (letsGoInGroup(*altered))
            statements.reset();
        Result<> done = statements ? makeWay(*altered) : recreate(altered->id);
        if (!done)
            return done;
        if (statements)
            m_altering.emplace(altered->id, std::move(*statements));
    }
    for (const Change &change : m_changeSet.changes()) {
        if (m_recreated.contains(idOf(change)) || !m_altering.contains(idOf(change)))
            continue;
        PlanNode node = nodeFor(change);
        node.statements = m_altering.take(idOf(change));
        addTaken(node);
        if (!node.statements.empty())
            m_nodes.push_back(std::move(node));
    }
    return {};
}

PlanNode PlanNodes::nodeFor(const Change &change) const
{
    PlanNode node;
    node.subject = idOf(change);
    node.changes.push_back(change);
    if (std::holds_alternative<Created>(change))
        node.creates += idOf(change);
    else if (std::holds_alternative<Dropped>(change))
        node.drops += idOf(change);
    else
        node.alters += idOf(change);
    return node;
}

void PlanNodes::addGroups()
{
    QHash<ObjectId, TableChange> tables;
    QList<ObjectId> order;
    for (const Change &change : m_changeSet.changes()) {
        const ObjectId id = idOf(change);
        const ObjectId table = kindOf(change) == Kind::Table ? id : parentOf(objectOf(change));
        const bool stays = m_context.from.find<Table>(table) && m_context.to.find<Table>(table);
        if (!stays || !m_writer.isGrouped(change))
            continue;
        if (!tables.contains(table))
            order += table;
        tables[table].table = table;
        tables[table].changes.push_back(change);
    }
    for (const ObjectId table : order) {
        const TableChange &group = tables[table];
        auto statements = m_writer.alterTable(group, m_context);
        if (!statements)
            continue;
        PlanNode node;
        node.subject = group.changes.size() == 1 ? idOf(group.changes.front()) : table;
        node.grouped = true;
        node.statements = std::move(*statements);
        for (const Change &change : group.changes) {
            m_inGroup += idOf(change);
            const PlanNode single = nodeFor(change);
            node.creates += single.creates;
            node.alters += single.alters;
            node.drops += single.drops;
        }
        node.alters += table; // what names the table waits for, or goes before, the whole group
        node.changes = group.changes;
        if (!node.statements.empty())
            m_nodes.push_back(std::move(node));
    }
}

void PlanNodes::addOwner(const Created &created)
{
    const auto *sequence = as<Sequence>(created.after);
    if (!sequence || !sequence->ownedBy)
        return;
    Sequence unowned = *sequence;
    unowned.ownedBy = {};
    PlanNode node = nodeFor(Altered{created.id, makeObject(std::move(unowned)), created.after, {"owned_by"}});
    if (auto statements = m_writer.alter(std::get<Altered>(node.changes.front()), m_context);
        statements && !statements->empty()) {
        node.statements = std::move(*statements);
        m_nodes.push_back(std::move(node));
    }
}

void PlanNodes::addCreations()
{
    std::vector<Created> all;
    for (const Change &change : m_changeSet.changes()) {
        if (const auto *created = std::get_if<Created>(&change);
            created && !m_inGroup.contains(created->id) && !m_taken.contains(created->id))
            all.push_back(*created);
    }
    for (const ObjectId id : recreated())
        all.push_back({id, *m_context.to.find(id)});
    QHash<ObjectId, std::vector<Created>> folded;
    for (const Created &created : all) {
        if (kindOf(created.after) != Kind::Opaque && isFolded(created))
            folded[parentOf(created.after)].push_back(created);
    }
    for (const Created &created : all) {
        if (kindOf(created.after) == Kind::Opaque || isFolded(created))
            continue;
        PlanNode node = nodeFor(created);
        for (const Created &child : folded.value(created.id)) {
            node.creates += child.id;
            node.changes.emplace_back(child);
        }
        node.statements = m_writer.create(created.id, contextOf(created.id));
        if (!node.statements.empty() || as<Namespace>(created.after))
            m_nodes.push_back(std::move(node));
        addOwner(created);
    }
}

/// What takes it along when it goes: its parent, and of a sequence what owns it and all above that.
QList<ObjectId> PlanNodes::holdersOf(const Dropped &dropped, const Schema &from)
{
    QList<ObjectId> holders{parentOf(dropped.before)};
    const auto *sequence = as<Sequence>(dropped.before);
    ObjectId holder = sequence ? sequence->ownedBy : ObjectId();
    while (const Object *object = from.find(holder)) {
        if (!holders.contains(holder))
            holders += holder;
        holder = parentOf(*object);
    }
    return holders;
}

void PlanNodes::addDrops()
{
    std::vector<Dropped> all;
    for (const Change &change : m_changeSet.changes()) {
        if (const auto *dropped = std::get_if<Dropped>(&change);
            dropped && !m_inGroup.contains(dropped->id) && !m_taken.contains(dropped->id))
            all.push_back(*dropped);
    }
    for (const ObjectId id : recreated())
        all.push_back({id, *m_context.from.find(id)});
    QHash<ObjectId, QList<const Dropped *>> folded;
    for (const Dropped &dropped : all) {
        if (!isFolded(dropped))
            continue;
        for (const ObjectId holder : holdersOf(dropped, m_context.from))
            folded[holder] += &dropped;
    }
    for (const Dropped &dropped : all) {
        if (kindOf(dropped.before) == Kind::Opaque || isFolded(dropped))
            continue;
        PlanNode node = nodeFor(dropped);
        for (const Dropped *child : folded.value(dropped.id)) {
            node.drops += child->id;
            node.changes.emplace_back(*child);
        }
        node.statements = m_writer.drop(dropped.id, contextOf(dropped.id));
        if (!node.statements.empty() || as<Namespace>(dropped.before))
            m_nodes.push_back(std::move(node));
    }
}

Result<std::vector<PlanNode>> PlanNodes::build()
{
    for (const Change &change : m_changeSet.changes()) {
        if (kindOf(change) != Kind::Opaque)
            m_changes.insert(idOf(change), change);
    }
    addGroups();
    if (Result<> done = makeWayForGroups(); !done)
        return failure(done.error());
    if (Result<> done = addExchanges(); !done)
        return failure(done.error());
    if (Result<> done = addAlterations(); !done)
        return failure(done.error());
    if (Result<> done = checkUnmanaged(); !done)
        return failure(done.error());
    addCreations();
    addDrops();
    return std::move(m_nodes);
}

} // namespace relata
