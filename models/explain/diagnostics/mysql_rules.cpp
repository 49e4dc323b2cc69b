#include "models/explain/diagnostics/plan_rule.h"

namespace relata {

using namespace Qt::StringLiterals;

namespace {

constexpr double WorthRows = 1000, ManyRows = 1'000'000;

Finding made(Finding::Severity severity, Message message, Message advice)
{
    Finding finding;
    finding.severity = severity;
    finding.message = std::move(message);
    finding.advice = std::move(advice);
    return finding;
}

double rowsOf(const PlanSight &sight)
{
    return sight.node.actualRows ? *sight.node.actualRows : sight.node.estimatedRows;
}

std::optional<Finding> fullScan(const PlanSight &sight)
{
    const double rows = rowsOf(sight);
    if (sight.node.operation.compare("ALL"_L1, Qt::CaseInsensitive) != 0 || rows < WorthRows)
        return {};
    const bool isInner =
        sight.parent && sight.parent->children.size() > 1 && &sight.parent->children.front() != &sight.node;
    return made(isInner || rows >= ManyRows ? Finding::Severity::Danger : Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "All %2 rows of %1 are read."),
            {sight.node.relation, countText(rows)}},
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Create an index on the columns of %1 that the query compares."),
            {sight.node.relation}});
}

std::optional<Finding> fileSort(const PlanSight &sight)
{
    if (!sight.mentions("filesort"_L1))
        return {};
    return made(Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Rows are sorted aside (filesort)."), {}},
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "An index in the order of ORDER BY gives them in order."), {}});
}

std::optional<Finding> temporaryTable(const PlanSight &sight)
{
    if (!sight.mentions("temporary"_L1))
        return {};
    return made(sight.mentions("filesort"_L1) ? Finding::Severity::Danger : Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "A temporary table holds what is grouped or sorted."), {}},
        {"Diagnose",
            QT_TRANSLATE_NOOP("Diagnose", "An index on the columns of GROUP BY, in its order, makes it needless."),
            {}});
}

std::optional<Finding> dependentSubquery(const PlanSight &sight)
{
    if (!sight.mentions("dependent subquery"_L1))
        return {};
    return made(Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "A subquery runs once for each row around it."), {}},
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Write it as a join, or index what it searches by."), {}});
}

constexpr PlanRule rules[] = {
    {"MY-ALL", fullScan}, {"MY-FILESORT", fileSort}, {"MY-TEMP", temporaryTable}, {"MY-DEPSUB", dependentSubquery}};

} // namespace

std::span<const PlanRule> mysqlPlanRules() { return rules; }

} // namespace relata
