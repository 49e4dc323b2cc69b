#pragma once
#include "models/timeline/beside_table.h"

namespace relata {

struct LedgerWords;

/// A table beside the ledger that holds one row for each statement that is run in a way of its own. Used on the working
/// connection, so that what is written here stands or falls with the transaction that is open.
class PositionTable {
public:
    struct Column {
        const char *name;
        QString LedgerWords::*type;
    };

    /// `place` is the ledger's, for a session that a script may have led elsewhere; without it the session is asked.
    PositionTable(Connection &connection, const Engine &engine, QString name, QList<Column> columns,
        std::optional<QString> place = {})
        : m_connection(connection)
        , m_engine(engine)
        , m_columns(std::move(columns))
        , m_table(connection, engine, std::move(name), std::move(place))
    { }

    /// Makes the table when it is not there.
    Result<> ensure();
    /// The values of that statement's row in the columns' order; no row: it was not begun.
    Result<Rows> row(const QString &migration, Ledger::Direction direction, int position);
    /// The positions that there are rows of.
    Result<QList<int>> positions(const QString &migration, Ledger::Direction direction);
    Result<> put(const QString &migration, Ledger::Direction direction, int position, const QList<Value> &values);
    Result<> remove(const QString &migration, Ledger::Direction direction, int position);
    /// Forgets all rows of one migration and direction.
    Result<> clear(const QString &migration, Ledger::Direction direction);

private:
    QString names() const;
    QString where(int first, bool withPosition) const;

    Connection &m_connection;
    const Engine &m_engine;
    const QList<Column> m_columns;
    BesideTable m_table;
};

} // namespace relata
