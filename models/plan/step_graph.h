#pragma once
#include <QList>

#include <functional>
#include <vector>

namespace relata {

/// Orders nodes 0 … n-1 so that every edge points forward; among those free to go, the lowest rank comes first.
class StepGraph {
public:
    explicit StepGraph(qsizetype nodes)
        : m_after(std::size_t(nodes))
    { }
    /// `before` comes before `after`; an edge to itself is none.
    void addEdge(qsizetype before, qsizetype after);

    struct Order {
        QList<qsizetype> nodes; ///< all of them, or those before the circle
        QList<qsizetype> circle; ///< nodes that wait for each other; empty when the order is whole
    };
    /// O((n + e) log n). `rank` decides among free nodes; equal ranks keep their number's order.
    Order sorted(const std::function<int(qsizetype)> &rank) const;

private:
    std::vector<std::vector<qsizetype>> m_after; ///< an edge may stand there twice
};

} // namespace relata
