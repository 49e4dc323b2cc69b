#pragma once
#include <QStringList>

#include <optional>

namespace relata {

struct SqlFlavour;

/// An UPDATE or DELETE of one table, cut where its condition stands, so that it can be had for a part of the rows.
struct BatchedStatement {
    QStringList table; ///< names as the server takes them, from the namespace down
    QString tableText; ///< as it is written
    QString reference; ///< what its columns are named by: the alias, or the table as it is written
    QStringList assigned; ///< columns that an UPDATE writes to
    QString head; ///< up to the WHERE
    QString condition; ///< behind it; empty: every row

    /// The statement for the rows that meet `range`, too.
    QString within(const QString &range) const;
};

/// Empty for every other statement: one with WITH in front, of several tables at once, with ORDER BY, LIMIT or
/// RETURNING, or of rows at a cursor.
std::optional<BatchedStatement> batched(const QString &statement, const SqlFlavour &flavour);

} // namespace relata
