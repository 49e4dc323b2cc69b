#pragma once
#include "models/explain/plan_tree.h"

namespace relata {

/// The plan as people read it in a terminal: a line a node, drawn as a tree, each line ended.
QString planText(const PlanTree &plan);

} // namespace relata
