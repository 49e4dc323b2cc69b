#include "models/diff/change_part.h"

#include "models/diff/change_needs.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {

namespace {

bool isFolded(ObjectId id, const Schema &from, const Schema &to)
{
    const Object *before = from.find(id), *after = to.find(id);
    if ((before != nullptr) == (after != nullptr))
        return false;
    const ObjectId parent = parentOf(after ? *after : *before);
    const Object *there = (after ? to : from).find(parent);
    return there && !as<Namespace>(*there) && !(after ? from : to).find(parent);
}

QSet<ObjectId> closed(const ChangeNeeds &needs, const QSet<ObjectId> &chosen)
{
    QSet<ObjectId> taken;
    QList<ObjectId> waiting;
    for (const ObjectId id : needs.ids()) {
        if (chosen.contains(id))
            waiting += id;
    }
    while (!waiting.isEmpty()) {
        const ObjectId id = waiting.takeLast();
        if (taken.contains(id))
            continue;
        taken += id;
        const QSet<ObjectId> more = needs.of(id);
        for (const ObjectId other : more)
            waiting += other;
    }
    return taken;
}

/// `order` with each of `others` that is in `among` and not yet there put behind its nearest neighbour before it.
void weave(QList<ObjectId> &order, const QList<ObjectId> &others, const QSet<ObjectId> &among)
{
    qsizetype at = 0;
    for (const ObjectId id : others) {
        if (const qsizetype there = order.indexOf(id); there >= 0)
            at = there + 1;
        else if (among.contains(id))
            order.insert(at++, id);
    }
}

/// Gives the table's columns their places: as in `from`, or as in `to` where they take the new order.
Schema withOrder(const Schema &schema, ObjectId table, const Schema &from, const Schema &to, bool newOrder)
{
    const QList<ObjectId> all = schema.children(table, Kind::Column);
    const QSet<ObjectId> among(all.begin(), all.end());
    const Schema &first = newOrder ? to : from;
    QList<ObjectId> order = first.children(table, Kind::Column);
    order.removeIf([&](ObjectId id) { return !among.contains(id); });
    weave(order, (newOrder ? from : to).children(table, Kind::Column), among);
    Schema result = schema;
    for (int i = 0; i < order.size(); ++i) {
        Column column = *result.find<Column>(order.at(i));
        if (std::exchange(column.position, i) != i)
            result = result.with(order.at(i), makeObject(std::move(column)));
    }
    return result;
}

} // namespace

bool isFoldedIntoParent(const Change &change, const Schema &from, const Schema &to)
{
    return isFolded(idOf(change), from, to);
}

ChangePart partOf(const Schema &from, const Schema &to, const QSet<ObjectId> &chosen)
{
    const ChangeNeeds needs(from, to);
    ChangePart part{from, closed(needs, chosen), {}};
    if (part.taken.size() == needs.ids().size())
        part.result = to;
    QSet<ObjectId> tables, reordered;
    for (const ObjectId id : needs.ids()) {
        if (!part.taken.contains(id))
            continue;
        if (!chosen.contains(id) && !isFolded(id, from, to))
            part.needed += id;
        if (part.taken.size() == needs.ids().size())
            continue;
        const Object *before = from.find(id), *after = to.find(id);
        const Object &object = after ? *after : *before;
        part.result = after ? part.result.with(id, *after) : part.result.without(id);
        if (as<Column>(object))
            tables += parentOf(object);
        if (needs.isMoved(id))
            reordered += parentOf(object);
    }
    for (const ObjectId table : std::as_const(tables))
        part.result = withOrder(part.result, table, from, to, reordered.contains(table));
    return part;
}

} // namespace relata
