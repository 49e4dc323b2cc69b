#pragma once
#include "models/rows/row_text.h"

namespace relata {

/// What a status line says of selected cells.
struct SelectionSummary {
    qint64 cells = 0, nulls = 0;
    qint64 numbers = 0; ///< cells that are numbers: sum and average are of these
    long double sum = 0;
    long double least = 0, greatest = 0;
    int decimals = 0; ///< the most that any of the numbers has
    bool isExact = true; ///< nothing was rounded on the way to the sum

    /// Without any localisation: "12.50".
    QString sumText() const;
    QString averageText() const;
};

/// Reads all of the cells, each selection a rectangle; may read the page file: for a worker's thread.
Result<SelectionSummary> summaryOf(
    const ResultBuffer &buffer, const QList<RowSelection> &selections, JobContext &context);

} // namespace relata
