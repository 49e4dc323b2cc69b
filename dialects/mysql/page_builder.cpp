#include "dialects/mysql/page_builder.h"

#include <utility>

namespace relata::mysql {

PageBuilder::PageBuilder(RowSink &sink, int columnCount)
    : m_sink(sink)
{
    m_page.columnCount = columnCount;
}

void PageBuilder::endRow()
{
    ++m_rows;
    if (!m_wanted)
        return;
    const bool firstIsFull = m_page.firstRow == 0 && m_rows == RowPage::FirstPageRows;
    // Half a page of room is left for the next row, so that only longer ones exceed the limit.
    if (firstIsFull || m_page.bytes.size() > RowPage::MaximumBytes / 2
        || m_page.ends.size() * sizeof(quint32) > std::size_t(RowPage::MaximumBytes))
        flush();
}

void PageBuilder::flush()
{
    if (m_page.ends.empty() || !m_wanted)
        return;
    RowPage next;
    next.firstRow = m_rows;
    next.columnCount = m_page.columnCount;
    next.bytes.reserve(RowPage::MaximumBytes);
    next.ends.reserve(m_page.ends.size());
    m_wanted = m_sink.page(std::exchange(m_page, std::move(next)));
}

} // namespace relata::mysql
