#include "models/explain/diagnostics/plan_rule.h"

namespace relata {

using namespace Qt::StringLiterals;

namespace {

Finding made(Finding::Severity severity, Message message, Message advice)
{
    Finding finding;
    finding.severity = severity;
    finding.message = std::move(message);
    finding.advice = std::move(advice);
    return finding;
}

bool isJoined(const PlanSight &sight)
{
    // The loops of a join stand side by side; all but the first run once for each row of those before.
    return sight.parent && !sight.parent->children.empty() && &sight.parent->children.front() != &sight.node
        && (sight.parent->children.front().operation.startsWith(u"SCAN")
            || sight.parent->children.front().operation.startsWith(u"SEARCH"));
}

std::optional<Finding> scan(const PlanSight &sight)
{
    const bool usesIndex = !sight.node.index.isEmpty() || sight.mentions("USING "_L1);
    if (!sight.node.operation.startsWith(u"SCAN") || usesIndex || sight.mentions("CONSTANT ROW"_L1))
        return {};
    if (isJoined(sight))
        return made(Finding::Severity::Danger,
            {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "%1 is read from beginning to end for each row of the join."),
                {sight.node.relation}},
            {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Create an index on the columns of %1 that the join compares."),
                {sight.node.relation}});
    return made(Finding::Severity::Note,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "%1 is read from beginning to end."), {sight.node.relation}},
        {"Diagnose",
            QT_TRANSLATE_NOOP("Diagnose",
                "With many rows and a condition that few of them meet, an index on the "
                "condition's columns finds them directly."),
            {}});
}

std::optional<Finding> automaticIndex(const PlanSight &sight)
{
    if (!sight.mentions("AUTOMATIC "_L1))
        return {};
    return made(Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "SQLite builds an index on %1 for this query alone, each time."),
            {sight.node.relation}},
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Create that index: %1 by %2."),
            {sight.node.relation, sight.node.condition.isEmpty() ? sight.node.index : sight.node.condition}});
}

std::optional<Finding> temporaryTree(const PlanSight &sight)
{
    if (!sight.mentions("TEMP B-TREE"_L1))
        return {};
    return made(Finding::Severity::Note,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Rows are sorted or grouped aside: %1."), {sight.node.operation}},
        {"Diagnose",
            QT_TRANSLATE_NOOP("Diagnose", "An index in the order of ORDER BY or GROUP BY gives them in order."), {}});
}

std::optional<Finding> correlated(const PlanSight &sight)
{
    if (!sight.node.operation.startsWith(u"CORRELATED"))
        return {};
    return made(Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "A subquery runs once for each row around it."), {}},
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Write it as a join, or index what it searches by."), {}});
}

constexpr PlanRule rules[] = {
    {"SQ-SCAN", scan}, {"SQ-AUTO", automaticIndex}, {"SQ-TEMP", temporaryTree}, {"SQ-CORR", correlated}};

} // namespace

std::span<const PlanRule> sqlitePlanRules() { return rules; }

} // namespace relata
