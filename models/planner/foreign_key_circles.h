#pragma once
#include "models/schema/schema.h"

#include <QHash>

#include <functional>

namespace relata {

/// Which tables reach each other in both directions over foreign keys; found in one walk over them all.
class ForeignKeyCircles {
public:
    /// `among`: the tables that count; empty: all.
    explicit ForeignKeyCircles(const Schema &schema, const std::function<bool(ObjectId)> &among = {});

    /// Whether keys lead from one to the other and back.
    bool share(ObjectId one, ObjectId other) const;
    /// Whether keys lead from the table over another one back to it.
    bool contains(ObjectId table) const { return m_sizes.value(m_circles.value(table, -1)) > 1; }

private:
    void walkFrom(ObjectId start);
    void close(ObjectId table);

    QHash<ObjectId, QList<ObjectId>> m_references;
    QHash<ObjectId, int> m_circles; ///< the number of each table's circle, which may be it alone
    QHash<int, int> m_sizes;
    QHash<ObjectId, int> m_order,
        m_lowest; ///< while walking: when a table was met, and the earliest open one it reaches
    QList<ObjectId> m_open;
};

} // namespace relata
