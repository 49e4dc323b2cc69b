#pragma once
#include "models/base/result.h"

#include <QStringList>

namespace relata {

struct SqlFlavour;

/// An ALTER TABLE of MySQL's or MariaDB's, cut where its table stands, so that it can be run on a copy.
struct AlteredTable {
    QStringList table; ///< names as the server takes them, from the database down
    QString head, tail; ///< what stands in front of the table's name, and behind it without ALGORITHM and LOCK

    /// The statement for another table, whose name is written as it stands in SQL.
    QString on(const QString &tableText) const { return head + tableText + tail; }
};

/// Refuses, with the reason, every other statement, and what would mean something else on a copy: other names for
/// columns or for the table, a column dropped and added anew, foreign keys and partitions.
Result<AlteredTable> alteredTable(const QString &statement, const SqlFlavour &flavour);

} // namespace relata
