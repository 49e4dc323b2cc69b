#pragma once
#include "models/base/page_store.h"
#include "models/engine/packed_page.h"

#include <optional>

namespace relata {

/// The rows of one result, as pages of a PageStore. The worker appends, the window reads; thread-safe.
class ResultBuffer {
public:
    /// The store outlives the buffer.
    ResultBuffer(PageStore &store, QList<ResultColumn> columns);
    ~ResultBuffer();
    Q_DISABLE_COPY_MOVE(ResultBuffer)

    const QList<ResultColumn> &columns() const { return m_columns; }

    /// Numbers the page's rows by itself. After an error nothing more is kept.
    Result<> append(RowPage page);
    /// There will be no more rows; with an error the result ends early.
    void finish(const ResultSummary &summary, std::optional<Error> error = {});

    qint64 rowCount() const;
    bool isFinished() const;
    ResultSummary summary() const;
    /// Why there may be rows missing at the end.
    std::optional<Error> error() const;

    /// The page with this row if it is in memory, else an invalid one. Quick.
    PackedPage resident(qint64 row) const;
    /// The page with this row; may read the disk.
    Result<PackedPage> read(qint64 row) const;
    /// The rows from the first to behind the last of this row's page.
    std::pair<qint64, qint64> pageRange(qint64 row) const;

private:
    struct Place {
        qint64 firstRow;
        PageId page;
    };
    PageId pageOf(qint64 row) const;
    std::size_t indexOf(qint64 row) const;

    PageStore &m_store;
    const QList<ResultColumn> m_columns;
    mutable std::mutex m_mutex;
    std::vector<Place> m_places;
    qint64 m_rows = 0;
    bool m_finished = false;
    ResultSummary m_summary;
    std::optional<Error> m_error;
};

} // namespace relata
