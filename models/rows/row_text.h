#pragma once
#include "models/base/result.h"
#include "models/engine/row_page.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace relata {

class JobContext;
class PackedPage;
class ResultBuffer;

/// How rows are written for other programs: never localised, UTF-8.
enum class RowFormat : unsigned char {
    Tsv, ///< for spreadsheets' clipboards: tabs and line ends become spaces
    Csv, ///< RFC 4180; NULL is nothing, an empty text is ""
    Json, ///< an array of objects
    NdJson, ///< one object a line
    Markdown
};

/// Writes rows one by one; bytes are written as 0x… everywhere. A value that is used once, in order.
class RowWriter {
public:
    RowWriter(RowFormat format, QList<ResultColumn> columns, bool header = true);

    void begin(QByteArray &out);
    /// `row` counts within the page; `columns` are indexes into the page.
    void row(QByteArray &out, const PackedPage &page, qsizetype row, const QList<int> &columns);
    void end(QByteArray &out);

private:
    void jsonRow(QByteArray &out, const PackedPage &page, qsizetype row, const QList<int> &columns);
    void jsonValue(QByteArray &out, const PackedPage &page, qsizetype row, int cell, const ResultColumn &column) const;

    const RowFormat m_format;
    const QList<ResultColumn> m_columns;
    const bool m_header;
    bool m_first = true;
};

/// Which cells: rows as closed ranges, ascending; columns as indexes.
struct RowSelection {
    QList<std::pair<qint64, qint64>> rows;
    QList<int> columns;

    qint64 rowCount() const;
};

/// Calls f(page, row within the page) for each selected row until it answers false: an error, for the text is too long
/// then. May read the page file.
Result<> eachSelectedRow(const ResultBuffer &buffer, const RowSelection &selection, JobContext &context,
    const std::function<bool(const PackedPage &page, qsizetype row)> &f);

/// The selected rows as text; more than `limit` bytes are an error. May read the page file: for a worker's thread.
Result<QByteArray> rowsAsText(const ResultBuffer &buffer, const RowSelection &selection, RowFormat format, bool header,
    qsizetype limit, JobContext &context);

} // namespace relata
