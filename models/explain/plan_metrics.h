#pragma once
#include "models/explain/plan_tree.h"

#include <QList>

#include <functional>

namespace relata {

/// A node's place in a tree: the index of the child to take at each step from the root; empty is the root.
using PlanPath = QList<int>;

/// What follows from a node's own numbers; −1 or nothing where the server did not say enough.
struct PlanMetrics {
    double ownCost = -1; ///< without the children's
    double share = -1; ///< of the whole plan's time, or of its cost without times: 0 to 1
    bool shareIsTime = false;
    int heat = 0; ///< 1 to 5 by share; 0 without one
    double estimateFactor = -1; ///< how far estimated and actual rows are apart, at least 1
    bool neverExecuted = false;
};

/// Of `node` within the plan of `root`.
PlanMetrics metricsOf(const PlanTree &node, const PlanTree &root);
/// The node there, null when the path leads nowhere.
const PlanTree *nodeAt(const PlanTree &root, const PlanPath &path);
/// Calls f(node, path, parent or null) for each node, parents first.
void eachNode(const PlanTree &root, const std::function<void(const PlanTree &, const PlanPath &, const PlanTree *)> &f);

} // namespace relata
