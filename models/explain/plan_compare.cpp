#include "models/explain/plan_compare.h"

#include "models/explain/plan_metrics.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

enum class Access { Other, Search, Scan };

/// In the words of all engines: none of them means another's opposite.
Access accessOf(const PlanTree &node)
{
    static const QStringList searches{u"const"_s, u"eq_ref"_s, u"fulltext"_s, u"index_merge"_s, u"index_subquery"_s,
        u"range"_s, u"ref"_s, u"ref_or_null"_s, u"system"_s, u"unique_subquery"_s};
    const QString word = node.operation.toLower();
    if (node.relation.isEmpty())
        return Access::Other;
    // MySQL's "index" reads a whole index, and SQLite's automatic one is made of all rows for this query alone.
    if (word.endsWith("seq scan"_L1) || word == "scan"_L1 || word == "all"_L1 || word == "index"_L1
        || node.extras.contains(u"automatic"_s))
        return Access::Scan;
    const bool isIndexScan = word.startsWith("index "_L1) || word.startsWith("bitmap heap scan"_L1);
    return isIndexScan || word == "search"_L1 || searches.contains(word) ? Access::Search : Access::Other;
}

/// How often a relation is reached each way; a query may name it more than once.
struct Ways {
    QString name, index;
    int searches = 0, scans = 0;
};

QList<Ways> waysOf(const PlanTree &plan)
{
    QList<Ways> result;
    eachNode(plan, [&](const PlanTree &node, const PlanPath &, const PlanTree *) {
        const Access access = accessOf(node);
        if (access == Access::Other)
            return;
        auto it =
            std::find_if(result.begin(), result.end(), [&](const Ways &one) { return one.name == node.relation; });
        if (it == result.end())
            it = result.insert(result.end(), Ways{node.relation, {}, 0, 0});
        ++(access == Access::Scan ? it->scans : it->searches);
        if (access != Access::Search || !it->index.isEmpty())
            return;
        it->index = node.index;
        for (const PlanTree &child : node.children) // PostgreSQL names a bitmap's index below it
            it->index = it->index.isEmpty() ? child.index : it->index;
    });
    return result;
}

} // namespace

QList<LostSearch> lostSearches(const PlanTree &before, const PlanTree &after)
{
    QList<LostSearch> result;
    const QList<Ways> now = waysOf(after);
    for (const Ways &was : waysOf(before)) {
        const auto is = std::find_if(now.begin(), now.end(), [&](const Ways &one) { return one.name == was.name; });
        if (is != now.end() && is->scans > was.scans && is->searches < was.searches)
            result += LostSearch{was.name, was.index};
    }
    return result;
}

} // namespace relata
