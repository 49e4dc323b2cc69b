#pragma once
#include "models/plan/step_graph.h"
#include "models/planner/plan_node.h"

namespace relata {

/// The order in which nodes can run: by what each creates, needs and drops. `foldsCircles`: foreign keys of new tables
/// may refer to what is not there yet.
StepGraph::Order orderOf(const std::vector<PlanNode> &nodes, const PlanContext &context, bool foldsCircles);

} // namespace relata
