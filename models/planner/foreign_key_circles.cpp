#include "models/planner/foreign_key_circles.h"

#include "models/schema/kinds/foreign_key.h"

#include <algorithm>

namespace relata {

ForeignKeyCircles::ForeignKeyCircles(const Schema &schema, const std::function<bool(ObjectId)> &among)
{
    schema.forEach([&](ObjectId, const Object &object) {
        const auto *key = as<ForeignKey>(object);
        if (key && key->table != key->referencedTable && (!among || (among(key->table) && among(key->referencedTable))))
            m_references[key->table] += key->referencedTable;
    });
    for (auto it = m_references.keyBegin(); it != m_references.keyEnd(); ++it) {
        if (!m_order.contains(*it))
            walkFrom(*it);
    }
}

bool ForeignKeyCircles::share(ObjectId one, ObjectId other) const
{
    const int circle = m_circles.value(one, -1);
    return circle >= 0 && circle == m_circles.value(other, -1);
}

/// Tarjan's strongly connected components (1972), with a list of its own in place of recursion: chains may be long.
void ForeignKeyCircles::walkFrom(ObjectId start)
{
    QList<std::pair<ObjectId, qsizetype>> path;
    const auto enter = [&](ObjectId table) {
        const int order = int(m_order.size());
        m_order.insert(table, order);
        m_lowest.insert(table, order);
        m_open += table;
        path.emplaceBack(table, 0);
    };
    enter(start);
    while (!path.isEmpty()) {
        auto &[table, at] = path.last();
        const QList<ObjectId> targets = m_references.value(table);
        if (at < targets.size()) {
            const ObjectId next = targets.at(at++);
            if (!m_order.contains(next))
                enter(next);
            else if (!m_circles.contains(next))
                m_lowest[table] = std::min(m_lowest[table], m_order[next]);
            continue;
        }
        const ObjectId done = table;
        path.removeLast();
        if (!path.isEmpty())
            m_lowest[path.last().first] = std::min(m_lowest[path.last().first], m_lowest[done]);
        if (m_lowest[done] == m_order[done])
            close(done);
    }
}

void ForeignKeyCircles::close(ObjectId table)
{
    const int circle = int(m_sizes.size());
    ObjectId last;
    do {
        last = m_open.takeLast();
        m_circles.insert(last, circle);
        ++m_sizes[circle];
    } while (last != table);
}

} // namespace relata
