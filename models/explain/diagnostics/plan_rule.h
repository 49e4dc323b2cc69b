#pragma once
#include "models/explain/plan_metrics.h"
#include "models/plan/finding.h"

#include <span>

namespace relata {

/// What a rule sees: a node with what stands around it.
struct PlanSight {
    const PlanTree &node;
    const PlanTree &root;
    const PlanTree *parent;
    PlanMetrics metrics;

    /// A number among what the server said beside the fields; −1 when it did not. "12 kB", "1,024" read as numbers.
    double extra(const QString &key) const;
    bool extraIs(const QString &key, QLatin1StringView value) const;
    /// The operation, the condition and the extras hold this text, in any case.
    bool mentions(QLatin1StringView text) const;
};

/// One rule: a stable code and a function that answers a finding or nothing.
struct PlanRule {
    const char *code;
    std::optional<Finding> (*look)(const PlanSight &sight);
};

std::span<const PlanRule> sqlitePlanRules();
std::span<const PlanRule> postgresqlPlanRules();
std::span<const PlanRule> mysqlPlanRules();

/// How rows are written in a sentence: "12,000".
QString countText(double count);

} // namespace relata
