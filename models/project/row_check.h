#pragma once
#include "models/jobs/recipes/data_checks.h"

#include <QDateTime>

#include <algorithm>

namespace relata {

/// What the rows of a database said to a migration when they were asked.
struct RowCheck {
    QString version;
    QString text; ///< of the migration, as it was asked about
    QDateTime at; ///< UTC
    QList<FoundRows> found; ///< empty: nothing stands against it

    /// How many of them it is not run for.
    int inTheWay() const
    {
        return int(std::count_if(found.begin(), found.end(), [](const FoundRows &one) { return one.isInTheWay(); }));
    }
};

} // namespace relata
