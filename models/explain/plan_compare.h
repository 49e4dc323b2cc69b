#pragma once
#include "models/explain/plan_tree.h"

#include <QList>

namespace relata {

/// A relation whose rows a query found by a key before, and reads from beginning to end now.
struct LostSearch {
    QString relation; ///< as the plan calls it: the table, or the name that the query gives it
    QString index; ///< that found them; empty where the plan does not say
};

/// Lays the plans of one query beside each other.
QList<LostSearch> lostSearches(const PlanTree &before, const PlanTree &after);

} // namespace relata
