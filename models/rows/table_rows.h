#pragma once
#include "models/rows/value_generator.h"

#include <QHash>
#include <QSet>

namespace relata {

/// The values that foreign keys may point at, by referenced column: one entry a row, in the order of rows.
using ParentKeys = QHash<ObjectId, QList<Value>>;

/// Makes the rows of one table: distinct keys, foreign keys that point at rows that are there.
class TableRows {
public:
    /// `keys` is shared by all tables and outlives this; what is kept here is added to it.
    TableRows(
        const Schema &schema, ObjectId table, bool edges, quint32 seed, ParentKeys &keys, const RowHints &hints = {});

    /// The columns a row has values for: all but generated ones.
    const QList<ObjectId> &columns() const { return m_columns; }
    /// Whether a column always takes its value from its identity unless told otherwise.
    bool overridesIdentity() const { return m_overriding; }

    /// The positions among columns() of each unique key; of an exclusion constraint all that it names.
    const QList<QList<qsizetype>> &keys() const { return m_uniques; }

    /// A row that breaks no key; none when this attempt found none. Later attempts try harder: no NULL, other numbers.
    std::optional<QList<Value>> make(qint64 row, int attempt);
    /// Says that the row was put in.
    void keep(const QList<Value> &row);

private:
    bool followForeignKeys(QList<Value> &row, qint64 number, bool preferNull);
    bool followForeignKey(const struct ForeignKey &key, QList<Value> &row, qint64 number, bool preferNull);
    void addKeys();
    void addKey(const QList<ObjectId> &columns);
    QString keyText(const QList<qsizetype> &key, const QList<Value> &row) const;

    const Schema &m_schema;
    ObjectId m_table;
    ParentKeys &m_keys;
    QRandomGenerator m_random;
    QList<ObjectId> m_columns;
    std::vector<ValueGenerator> m_generators;
    QList<QList<qsizetype>> m_uniques; ///< positions in m_columns
    QList<QSet<QString>> m_taken; ///< texts of the keys kept, one set a unique key
    QSet<qsizetype> m_inKey, m_alone; ///< positions in any unique key; in one of their own
    QSet<ObjectId> m_referenced; ///< columns that foreign keys point at
    bool m_overriding = false;
    bool m_edges;
};

} // namespace relata
