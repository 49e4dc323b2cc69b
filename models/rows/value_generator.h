#pragma once
#include "models/engine/row_page.h"
#include "models/rows/row_hints.h"
#include "models/schema/kinds/column.h"
#include "models/schema/schema.h"

#include <QRandomGenerator>

#include <optional>

namespace relata {

/// Makes values that a column may hold: by its type, its checks' literals and, where they say much, its name. Values
/// are the text a server reads, or bytes; deterministic for a generator's seed.
class ValueGenerator {
public:
    /// With `edges`, extremes come first: the largest and the smallest number, zero, the longest and the empty text,
    /// letters beyond ASCII, the last and the first day.
    ValueGenerator(const Schema &schema, ObjectId column, bool edges, const RowHints &hints = {});

    /// The value of row `row` (from 0); `distinct` values differ from row to row, as far as the type has room.
    Value value(qint64 row, bool distinct, QRandomGenerator &random) const;
    /// Whether an enum or a check names the values.
    bool hasChoices() const { return !m_choices.isEmpty() || !m_numbers.isEmpty(); }
    /// Whether NULL is allowed.
    bool isNullable() const { return m_column.nullable; }

private:
    Value byFamily(qint64 row, bool distinct, QRandomGenerator &random) const;
    QString text(qint64 row, bool distinct, QRandomGenerator &random) const;
    std::optional<QString> extremeText(qint64 row) const;
    std::optional<QString> extremeNumber(qint64 row) const;
    std::optional<QString> extremeDay(qint64 row) const;
    QString number(qint64 row, bool distinct, QRandomGenerator &random) const;
    QString withinLiterals(QRandomGenerator &random) const;
    QString moment(qint64 row, QRandomGenerator &random) const;
    QString range(qint64 row) const;

    Column m_column;
    TypeFamily m_family;
    QStringList m_choices; ///< an enum's labels, or what checks name
    QList<double> m_numbers; ///< that checks name
    bool m_isArray = false; ///< of an enum's labels
    bool m_bounded = false; ///< the values choose a partition
    int m_usual = 0;
    bool m_flag = false; ///< a number that is 0 or 1
    bool m_day = false; ///< a text that is a day
    qint64 m_largest = 0; ///< of an integer type
    int m_length = -1; ///< of a text type
    bool m_unsigned = false;
    bool m_isAny; ///< SQLite's type of all values
    bool m_edges;
    bool m_zeroDates = false;
};

/// The literals in the checks that name the column: 'open', 18 …
void literalsBeside(const Schema &schema, ObjectId column, QStringList &texts, QList<double> &numbers);

} // namespace relata
