#pragma once
#include <QStringList>

namespace relata {

struct SqlFlavour;

/// What a CREATE TABLE or ALTER TABLE makes or makes anew, by its text. What may be there already (IF NOT EXISTS, OR
/// REPLACE) counts as not made.
struct MadeByText {
    QString table; ///< without its namespace; empty: the statement is another
    bool isNew = false; ///< the table itself is made
    QStringList added; ///< columns
    bool retypes = false; ///< a column may get another type
};

MadeByText madeByText(const QString &statement, const SqlFlavour &flavour);

} // namespace relata
