#include "models/plan/step_graph.h"

#include <queue>

namespace relata {

void StepGraph::addEdge(qsizetype before, qsizetype after)
{
    QList<qsizetype> &targets = m_after[std::size_t(before)];
    if (before == after || targets.contains(after))
        return;
    targets += after;
    ++m_waiting[std::size_t(after)];
}

StepGraph::Order StepGraph::sorted(const std::function<int(qsizetype)> &rank) const
{
    using Entry = std::pair<int, qsizetype>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> free;
    std::vector<int> waiting = m_waiting;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i] == 0)
            free.emplace(rank(qsizetype(i)), qsizetype(i));
    }
    Order order;
    while (!free.empty()) {
        const qsizetype node = free.top().second;
        free.pop();
        order.nodes += node;
        for (const qsizetype next : m_after[std::size_t(node)]) {
            if (--waiting[std::size_t(next)] == 0)
                free.emplace(rank(next), next);
        }
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i] > 0)
            order.circle += qsizetype(i);
    }
    return order;
}

} // namespace relata
