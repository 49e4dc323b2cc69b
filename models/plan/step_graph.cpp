#include "models/plan/step_graph.h"

#include <algorithm>
#include <queue>

namespace relata {

void StepGraph::addEdge(qsizetype before, qsizetype after)
{
    if (before != after)
        m_after[std::size_t(before)].push_back(after);
}

StepGraph::Order StepGraph::sorted(const std::function<int(qsizetype)> &rank) const
{
    std::vector<std::vector<qsizetype>> targets = m_after;
    std::vector<int> waiting(targets.size());
    for (std::vector<qsizetype> &after : targets) {
        std::sort(after.begin(), after.end());
        after.erase(std::unique(after.begin(), after.end()), after.end());
        for (const qsizetype next : after)
            ++waiting[std::size_t(next)];
    }
    using Entry = std::pair<int, qsizetype>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> free;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i] == 0)
            free.emplace(rank(qsizetype(i)), qsizetype(i));
    }
    Order order;
    while (!free.empty()) {
        const qsizetype node = free.top().second;
        free.pop();
        order.nodes += node;
        for (const qsizetype next : targets[std::size_t(node)]) {
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
