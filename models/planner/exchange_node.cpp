#include "models/planner/plan_node.h"

#include "models/planner/planner_errors.h"
#include "models/schema/all_kinds.h"

namespace relata {

Result<> PlanNodes::addExchanges()
{
    for (const Change &change : m_changeSet.changes()) {
        const auto *altered = std::get_if<Altered>(&change);
        std::optional<Exchange> exchange = altered ? m_writer.exchange(*altered, m_context) : std::nullopt;
        if (!exchange)
            continue;
        if (exchange->obstacle)
            return failure(cannotExchange(m_context.from, altered->id, *exchange->obstacle));
        for (const ObjectId type : std::as_const(exchange->types)) {
            m_taken += type;
            for (const Schema *side : {&m_context.from, &m_context.to}) {
                for (const ObjectId check : side->children(type, Kind::Check))
                    m_taken += check;
            }
        }
        m_exchanges.insert(altered->id, *exchange);
    }
    for (auto it = m_exchanges.cbegin(); it != m_exchanges.cend(); ++it) {
        for (const ObjectId one : QList<ObjectId>{it.key()} + it->types + it->columns) {
            for (const ObjectId id : m_context.from.dependants(one)) {
                if (Result<> done = stepAside(id, one); !done)
                    return done;
            }
        }
    }
    m_asideForExchange = m_recreated;
    return {};
}

Result<> PlanNodes::stepAside(ObjectId id, ObjectId exchanged)
{
    const Object &dependant = *m_context.from.find(id);
    if (as<Opaque>(dependant))
        return failure(unmanagedInTheWay(m_context.from, id, exchanged));
    if (isGone(id) || m_taken.contains(id) || !m_writer.stepsAsideFor(dependant, *m_context.from.find(exchanged)))
        return {};
    return recreate(id);
}

/// What makes way for an exchange goes and comes back in its transaction, whatever form would let others write.
PlanContext PlanNodes::contextOf(ObjectId id) const
{
    return {m_context.from, m_context.to, m_asideForExchange.contains(id) ? m_plainTarget : m_context.target};
}

/// What an exchange makes anew is done with the exchange's own change.
void PlanNodes::addTaken(PlanNode &node) const
{
    const auto exchange = m_exchanges.constFind(node.subject);
    if (exchange == m_exchanges.cend())
        return;
    node.moved = exchange->columns;
    for (const ObjectId type : exchange->types)
        node.alters += type;
    for (const Change &change : m_changeSet.changes()) {
        const ObjectId id = idOf(change);
        if (!exchange->types.contains(id)
            && !(m_taken.contains(id) && exchange->types.contains(parentOf(objectOf(change)))))
            continue;
        const PlanNode single = nodeFor(change);
        node.creates += single.creates;
        node.alters += single.alters;
        node.drops += single.drops;
        node.changes.push_back(change);
    }
}

} // namespace relata
