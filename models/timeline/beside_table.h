#pragma once
#include "models/timeline/ledger.h"

#include <optional>

namespace relata {

/// A table that stands beside the ledger, wherever that is. Used on the connection's thread.
class BesideTable {
public:
    /// `place` is the ledger's, for a session that a script may have led elsewhere; without it the session is asked,
    /// once.
    BesideTable(
        Connection &connection, const Engine &engine, QString table, std::optional<QString> place = std::nullopt)
        : m_connection(connection)
        , m_engine(engine)
        , m_table(std::move(table))
        , m_place(std::move(place))
    { }

    /// As statements name it.
    Result<QString> name();
    /// Runs one statement; the answer is how many rows it changed. `@` in the text stands for the table, `?` for the
    /// values in their order.
    Result<qint64> run(const QString &sql, const QList<Value> &values);
    Result<Rows> ask(const QString &sql, const QList<Value> &values);

private:
    Result<QString> spelled(const QString &sql);

    Connection &m_connection;
    const Engine &m_engine;
    const QString m_table;
    std::optional<QString> m_place;
};

} // namespace relata
