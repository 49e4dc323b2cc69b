#pragma once
#include "models/schema/data_type.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <variant>
#include <vector>

namespace relata {

/// A parameter of a statement.
using Value = std::variant<std::monostate, bool, qint64, double, QString, QByteArray>;

struct ResultColumn {
    QString name;
    QString typeName; ///< the engine's word
    TypeFamily family = TypeFamily::Unknown;
};

/// Rows as packed text (UTF-8) or bytes, row by row: cell i ends at ends[i] & EndMask, whose two top bits say null and
/// bytes. At most 256 KiB but for one longer row; a value, moves across threads.
struct RowPage {
    static constexpr quint32 NullBit = 0x80000000u, BytesBit = 0x40000000u, EndMask = 0x3fffffffu;
    static constexpr qsizetype MaximumBytes = 256 * 1024;
    static constexpr qsizetype FirstPageRows =
        200; ///< the first page of a result is sent after so many, to show at once

    qsizetype firstRow = 0;
    int columnCount = 0;
    QByteArray bytes;
    std::vector<quint32> ends;
    std::vector<quint8> storage; ///< SQLite's storage class a cell (SQLITE_INTEGER …); empty elsewhere

    qsizetype rowCount() const { return columnCount ? qsizetype(ends.size()) / columnCount : 0; }
    bool isNull(qsizetype row, int column) const { return ends[cell(row, column)] & NullBit; }
    bool isBytes(qsizetype row, int column) const { return ends[cell(row, column)] & BytesBit; }
    /// The cell's bytes; valid as long as the page. `row` counts within the page.
    QByteArrayView view(qsizetype row, int column) const
    {
        const std::size_t i = cell(row, column);
        const qsizetype begin = i ? qsizetype(ends[i - 1] & EndMask) : 0;
        return QByteArrayView(bytes).sliced(begin, qsizetype(ends[i] & EndMask) - begin);
    }
    QString text(qsizetype row, int column) const { return QString::fromUtf8(view(row, column)); }

    void appendNull() { ends.push_back(quint32(bytes.size()) | NullBit); }
    void append(QByteArrayView value, bool isBytes = false)
    {
        bytes.append(value.data(), value.size());
        ends.push_back(quint32(bytes.size()) | (isBytes ? BytesBit : 0));
    }

private:
    std::size_t cell(qsizetype row, int column) const { return std::size_t(row * columnCount + column); }
};

struct ResultSummary {
    qint64 rows = -1; ///< returned or affected; -1 when the statement counts none
    std::chrono::nanoseconds elapsed{};
    QString tag; ///< what the server calls it: "INSERT 0 1"
};

/// Hears what a statement answers: for each result one cycle columns, pages, finished. Called on the connection's
/// thread.
class RowSink {
public:
    virtual ~RowSink() = default;
    virtual void columns(const QList<ResultColumn> &columns) = 0;
    /// False: the rest is read and dropped.
    virtual bool page(RowPage page) = 0;
    virtual void notice(const QString &text) = 0;
    virtual void finished(const ResultSummary &summary) = 0;
};

/// Rows to be loaded; empty when there are no more.
class RowSource {
public:
    virtual ~RowSource() = default;
    virtual std::optional<RowPage> next() = 0;
};

} // namespace relata
