#include "models/explain/plan_metrics.h"

#include <algorithm>

namespace relata {

namespace {

/// From which share on a node has each step of heat.
constexpr double HeatSteps[] = {0.0, 0.05, 0.2, 0.4, 0.7};

double childrenCost(const PlanTree &node)
{
    double sum = 0;
    for (const PlanTree &child : node.children)
        sum += std::max(0.0, child.totalCost);
    return sum;
}

void visit(const PlanTree &node, PlanPath &path, const PlanTree *parent,
    const std::function<void(const PlanTree &, const PlanPath &, const PlanTree *)> &f)
{
    f(node, path, parent);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        path.append(int(i));
        visit(node.children[i], path, &node, f);
        path.removeLast();
    }
}

} // namespace

PlanMetrics metricsOf(const PlanTree &node, const PlanTree &root)
{
    PlanMetrics metrics;
    if (node.totalCost >= 0)
        metrics.ownCost = std::max(0.0, node.totalCost - childrenCost(node));
    metrics.neverExecuted = node.actualRows && node.loops == 0;
    if (root.totalTime && root.totalTime->count() > 0 && node.ownTime) {
        metrics.share = double(node.ownTime->count()) / double(root.totalTime->count());
        metrics.shareIsTime = true;
    } else if (root.totalCost > 0 && metrics.ownCost >= 0) {
        metrics.share = metrics.ownCost / root.totalCost;
    }
    if (metrics.share >= 0) {
        metrics.share = std::min(metrics.share, 1.0);
        metrics.heat =
            int(std::upper_bound(std::begin(HeatSteps), std::end(HeatSteps), metrics.share) - std::begin(HeatSteps));
    }
    if (node.actualRows && node.estimatedRows >= 0 && !metrics.neverExecuted) {
        const double actual = std::max(1.0, *node.actualRows), estimated = std::max(1.0, node.estimatedRows);
        metrics.estimateFactor = std::max(actual, estimated) / std::min(actual, estimated);
    }
    return metrics;
}

const PlanTree *nodeAt(const PlanTree &root, const PlanPath &path)
{
    const PlanTree *node = &root;
    for (const int step : path) {
        if (step < 0 || std::size_t(step) >= node->children.size())
            return nullptr;
        node = &node->children[std::size_t(step)];
    }
    return node;
}

void eachNode(const PlanTree &root, const std::function<void(const PlanTree &, const PlanPath &, const PlanTree *)> &f)
{
    PlanPath path;
    visit(root, path, nullptr, f);
}

} // namespace relata
