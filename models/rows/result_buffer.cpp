#include "models/rows/result_buffer.h"

#include <algorithm>

namespace relata {

ResultBuffer::ResultBuffer(PageStore &store, QList<ResultColumn> columns)
    : m_store(store)
    , m_columns(std::move(columns))
{ }

ResultBuffer::~ResultBuffer()
{
    std::vector<PageId> ids;
    ids.reserve(m_places.size());
    for (const Place &place : m_places)
        ids.push_back(place.page);
    m_store.remove(ids);
}

Result<> ResultBuffer::append(RowPage page)
{
    const qsizetype rows = page.rowCount();
    if (rows == 0)
        return {};
    {
        const std::lock_guard lock(m_mutex);
        if (m_error)
            return failure(*m_error);
        page.firstRow = m_rows;
    }
    const Result<PageId> id = m_store.add(PackedPage::pack(page));
    const std::lock_guard lock(m_mutex);
    if (!id) {
        m_error = id.error();
        return failure(id.error());
    }
    m_places.push_back({m_rows, *id});
    m_rows += rows;
    return {};
}

void ResultBuffer::finish(const ResultSummary &summary, std::optional<Error> error)
{
    const std::lock_guard lock(m_mutex);
    m_finished = true;
    m_summary = summary;
    if (!m_error)
        m_error = std::move(error);
}

qint64 ResultBuffer::rowCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_rows;
}

bool ResultBuffer::isFinished() const
{
    const std::lock_guard lock(m_mutex);
    return m_finished;
}

ResultSummary ResultBuffer::summary() const
{
    const std::lock_guard lock(m_mutex);
    return m_summary;
}

std::optional<Error> ResultBuffer::error() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

PackedPage ResultBuffer::resident(qint64 row) const
{
    const PageId id = pageOf(row);
    return id ? PackedPage(m_store.resident(id)) : PackedPage();
}

Result<PackedPage> ResultBuffer::read(qint64 row) const
{
    const PageId id = pageOf(row);
    if (!id)
        return PackedPage();
    Result<QByteArray> bytes = m_store.read(id);
    if (!bytes)
        return failure(bytes.error());
    return PackedPage(std::move(*bytes));
}

std::pair<qint64, qint64> ResultBuffer::pageRange(qint64 row) const
{
    const std::lock_guard lock(m_mutex);
    if (row < 0 || row >= m_rows)
        return {row, row};
    const std::size_t at = indexOf(row);
    return {m_places[at].firstRow, at + 1 < m_places.size() ? m_places[at + 1].firstRow : m_rows};
}

PageId ResultBuffer::pageOf(qint64 row) const
{
    const std::lock_guard lock(m_mutex);
    return row >= 0 && row < m_rows ? m_places[indexOf(row)].page : 0;
}

std::size_t ResultBuffer::indexOf(qint64 row) const
{
    const auto after = std::upper_bound(m_places.begin(), m_places.end(), row,
        [](qint64 wanted, const Place &place) { return wanted < place.firstRow; });
    return std::size_t(after - m_places.begin()) - 1;
}

} // namespace relata
