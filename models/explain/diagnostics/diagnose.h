#pragma once
#include "models/explain/plan_metrics.h"
#include "models/plan/finding.h"

namespace relata {

/// What is worth saying of one node of a plan, with the numbers that show it.
struct PlanFinding {
    Finding finding;
    PlanPath node;
};

/// Looks at every node with the rules of its engine; the worst first.
QList<PlanFinding> diagnose(const PlanTree &plan, QByteArrayView engine);

} // namespace relata
