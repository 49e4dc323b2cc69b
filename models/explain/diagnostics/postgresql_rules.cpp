#include "models/explain/diagnostics/plan_rule.h"

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

// Where numbers begin to matter; starting points, to be tuned on real plans.
constexpr double SmallRows = 1000;
constexpr double RemovedRows = 10'000, RemovedShare = 0.9;
constexpr double InnerLoops = 10'000, InnerLoopsMany = 1'000'000;
constexpr double FactorNote = 10, FactorWarning = 100, FactorDanger = 1000;
constexpr double HeapShare = 0.1;

Finding made(Finding::Severity severity, Message message, Message advice)
{
    Finding finding;
    finding.severity = severity;
    finding.message = std::move(message);
    finding.advice = std::move(advice);
    return finding;
}

std::optional<Finding> estimate(const PlanSight &sight)
{
    const double factor = sight.metrics.estimateFactor;
    const double loops = double(std::max<qint64>(1, sight.node.loops));
    if (factor < FactorNote || std::max(sight.node.estimatedRows, *sight.node.actualRows) * loops < SmallRows)
        return {};
    // Said where it begins: a parent of a node that is as far off only passes the error on.
    for (const PlanTree &child : sight.node.children) {
        if (metricsOf(child, sight.root).estimateFactor >= FactorNote)
            return {};
    }
    const auto severity = factor >= FactorDanger ? Finding::Severity::Danger
        : factor >= FactorWarning                ? Finding::Severity::Warning
                                                 : Finding::Severity::Note;
    return made(severity,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "%1 rows were expected, %2 came: %3 times off."),
            {countText(sight.node.estimatedRows), countText(*sight.node.actualRows), countText(factor)}},
        {"Diagnose",
            QT_TRANSLATE_NOOP("Diagnose",
                "Run ANALYZE on %1; with several columns that depend on each other, create "
                "extended statistics."),
            {sight.node.relation.isEmpty() ? u"its tables"_s : sight.node.relation}});
}

std::optional<Finding> sequentialFilter(const PlanSight &sight)
{
    const double removed = sight.extra(u"Rows Removed by Filter"_s);
    if (!sight.node.operation.contains(u"Seq Scan") || removed < 0 || !sight.node.actualRows)
        return {};
    const double loops = double(std::max<qint64>(1, sight.node.loops));
    const double share = removed / std::max(1.0, removed + *sight.node.actualRows);
    if (share < RemovedShare || removed * loops < RemovedRows)
        return {};
    return made(Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "All of %1 is read and %2 of %3 rows are thrown away."),
            {sight.node.relation, countText(removed * loops), countText((removed + *sight.node.actualRows) * loops)}},
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Create an index on the columns of the condition %1."),
            {sight.node.condition}});
}

std::optional<Finding> sortOnDisk(const PlanSight &sight)
{
    const bool onDisk = sight.extraIs(u"Sort Space Type"_s, "Disk"_L1)
        || sight.node.extras.value(u"Sort Method"_s).startsWith(u"external");
    if (!onDisk)
        return {};
    const double kilobytes = std::max(0.0, sight.extra(u"Sort Space Used"_s));
    return made(sight.metrics.share >= 0.5 ? Finding::Severity::Danger : Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "The sort did not fit into memory: %1 kB went to disk."),
            {countText(kilobytes)}},
        {"Diagnose",
            QT_TRANSLATE_NOOP("Diagnose",
                "Raise work_mem to at least %1 kB for this query, or create an index that "
                "gives this order."),
            {countText(kilobytes * 3)}});
}

std::optional<Finding> hashBatches(const PlanSight &sight)
{
    const double batches = sight.extra(u"Hash Batches"_s);
    if (batches <= 1)
        return {};
    return made(batches > 16 ? Finding::Severity::Danger : Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "The hash table did not fit into memory: %1 batches."),
            {countText(batches)}},
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Raise work_mem or hash_mem_multiplier for this query."), {}});
}

std::optional<Finding> manyLoops(const PlanSight &sight)
{
    const bool isInner = sight.parent && sight.parent->operation.contains(u"Nested Loop")
        && sight.parent->children.size() > 1 && &sight.parent->children.front() != &sight.node;
    if (!isInner || double(sight.node.loops) < InnerLoops)
        return {};
    return made(double(sight.node.loops) >= InnerLoopsMany ? Finding::Severity::Danger : Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "The inner side of a nested loop ran %1 times."),
            {countText(double(sight.node.loops))}},
        {"Diagnose",
            QT_TRANSLATE_NOOP(
                "Diagnose", "Look at the estimate of the outer side first; a hash join reads the inner side once."),
            {}});
}

std::optional<Finding> heapFetches(const PlanSight &sight)
{
    const double fetches = sight.extra(u"Heap Fetches"_s);
    if (fetches < SmallRows || !sight.node.actualRows)
        return {};
    const double rows = *sight.node.actualRows * double(std::max<qint64>(1, sight.node.loops));
    if (fetches < rows * HeapShare)
        return {};
    return made(Finding::Severity::Warning,
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "The index-only scan had to look into the table %1 times."),
            {countText(fetches)}},
        {"Diagnose", QT_TRANSLATE_NOOP("Diagnose", "Run VACUUM on %1."), {sight.node.relation}});
}

constexpr PlanRule rules[] = {{"PG-EST", estimate}, {"PG-SEQ-FILTER", sequentialFilter}, {"PG-SORT-DISK", sortOnDisk},
    {"PG-HASH-BATCH", hashBatches}, {"PG-NLOOP", manyLoops}, {"PG-HEAPFETCH", heapFetches}};

} // namespace

std::span<const PlanRule> postgresqlPlanRules() { return rules; }

} // namespace relata
