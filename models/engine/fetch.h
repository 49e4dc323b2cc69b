#pragma once
#include "models/engine/connection.h"

#include <QStringList>

namespace relata {

/// A whole small result in memory: for catalogues, ledgers and tests, never for a person's query.
struct Rows {
    QList<ResultColumn> columns;
    std::vector<RowPage> pages;
    qsizetype count = 0;
    QStringList notices;
    ResultSummary summary;

    bool isEmpty() const { return count == 0; }
    bool isNull(qsizetype row, int column) const;
    QByteArrayView bytes(qsizetype row, int column) const;
    QString text(qsizetype row, int column) const { return QString::fromUtf8(bytes(row, column)); }
    qint64 number(qsizetype row, int column) const { return bytes(row, column).toLongLong(); }
    /// True for what engines answer: t, true, 1, YES.
    bool truth(qsizetype row, int column) const;

private:
    std::pair<const RowPage *, qsizetype> locate(qsizetype row) const;
};

/// Runs one statement and keeps its last result. More than `limit` rows are an error, not memory.
Result<Rows> fetch(Connection &connection, const QString &statement, std::span<const Value> parameters = {},
    qsizetype limit = 10'000'000);
/// Runs statements in as few round trips as the engine can and keeps the result of each, which must be one.
Result<std::vector<Rows>> fetchAll(Connection &connection, const QStringList &statements);
/// Runs one statement for its effect.
Result<ResultSummary> perform(Connection &connection, const QString &statement, std::span<const Value> parameters = {});

} // namespace relata
