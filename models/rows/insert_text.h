#pragma once
#include "models/rows/row_text.h"

namespace relata {

struct SqlFlavour;

/// The table that a query reads first, as names from the namespace down; empty when it reads none.
QStringList mainTableOf(QStringView statement, const SqlFlavour &flavour);

/// Writes rows as INSERT statements, one a row.
class InsertWriter {
public:
    /// `columns` are indexes into `all`; the flavour outlives the writer.
    InsertWriter(QList<int> columns, QList<ResultColumn> all, const QStringList &table, const SqlFlavour &flavour);
    /// `row` counts within the page.
    void row(QByteArray &out, const PackedPage &page, qsizetype row) const;

private:
    const QList<int> m_columns;
    const QList<ResultColumn> m_all;
    const SqlFlavour &m_flavour;
    QByteArray m_head;
};

/// The selected rows as INSERT statements of the engine: names and values quoted as it wants them. May read the page
/// file: for a worker's thread.
Result<QByteArray> rowsAsInserts(const ResultBuffer &buffer, const RowSelection &selection, const QStringList &table,
    const SqlFlavour &flavour, qsizetype limit, JobContext &context);

} // namespace relata
