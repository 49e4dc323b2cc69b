#pragma once
#include <QString>

namespace relata {

/// A column that a way down makes NOT NULL again, and rows that have no value for it.
struct MissingValue {
    QString column; ///< "table.column", as DownPrecautions::fills names it
    QString type; ///< as people read it
    qint64 rows = 0;
};

} // namespace relata
