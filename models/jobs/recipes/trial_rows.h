#pragma once
#include "models/engine/connection.h"
#include "models/engine/monitor.h"
#include "models/rows/table_rows.h"

#include <map>
#include <memory>

namespace relata {

struct Engine;

using TrialRow = QList<Value>;

/// What a server said to a row.
struct TrialAnswer {
    bool accepted = false;
    bool isSure = true; ///< no rule or trigger can have changed the row
    bool isFound = false; ///< what was asked for is there
    Violation violation = Violation::None;
    QString words; ///< the server's, where it refused
};

/// Rows for one table to be offered to a server and taken back: those that are there, and further ones like them.
class TrialRows {
public:
    TrialRows(Connection &connection, const Schema &schema, const Engine &engine, ObjectId table, ParentKeys &keys);

    /// Reads the rows that are there; foreign keys may point at them from now on.
    Result<> load();
    const QList<ObjectId> &columns() const { return m_rows.columns(); }
    const QList<QList<qsizetype>> &keys() const { return m_rows.keys(); }
    const QList<TrialRow> &there() const { return m_there; }
    qsizetype positionOf(ObjectId column) const { return columns().indexOf(column); }

    /// A row like the n-th that is there, or a generated one where none is, with keys that no row has; empty: none
    /// found.
    std::optional<TrialRow> fresh(qsizetype n = 0);
    /// Puts the row in, looks whether `probe` answers rows, and takes all back. Errors are a lost connection or a
    /// stop request.
    Result<TrialAnswer> offer(const TrialRow &row, const QString &probe = {});
    /// Runs a query that may fail without harm to the transaction.
    Result<struct Rows> ask(const QString &query, const TrialRow &parameters = {});
    /// A further value for the column: of row `n`, which no generated row has reached.
    Value valueFor(qsizetype position, qint64 n);

private:
    TrialAnswer answerOf(const Result<struct ResultSummary> &put, const QString &probe);
    QSet<qsizetype> changing() const;

    Connection &m_connection;
    const Schema &m_schema;
    const Engine &m_engine;
    ObjectId m_table;
    TableRows m_rows;
    QList<TrialRow> m_there;
    QString m_insertion;
    bool m_isRewritten = false; ///< by triggers or rules
    qint64 m_next = 1000;
    QRandomGenerator m_random{7};
};

/// The trial rows of every table, with the rows of the tables that each one's foreign keys name.
class TrialTables {
public:
    TrialTables(Connection &connection, const Schema &schema, const Engine &engine)
        : m_connection(connection)
        , m_schema(schema)
        , m_engine(engine)
    { }
    Result<TrialRows *> of(ObjectId table);

private:
    Result<TrialRows *> loaded(ObjectId table);

    Connection &m_connection;
    const Schema &m_schema;
    const Engine &m_engine;
    ParentKeys m_keys;
    std::map<ObjectId, std::unique_ptr<TrialRows>> m_tables;
};

} // namespace relata
