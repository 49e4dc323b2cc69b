#include "models/engine/page_writer.h"

#include <algorithm>
#include <utility>

namespace relata {

namespace {

constexpr qsizetype FirstCapacity = 4096; ///< most results are small
constexpr qsizetype Capacity = RowPage::MaximumBytes + 16 * 1024; ///< with room for the row that goes to the next page

} // namespace

PageWriter::PageWriter(RowSink &sink, int columnCount)
    : m_sink(sink)
{
    m_page.columnCount = columnCount;
    begin(FirstCapacity);
}

void PageWriter::begin(qsizetype capacity)
{
    m_page.bytes = QByteArray(capacity, Qt::Uninitialized);
    m_bytes = m_page.bytes.data();
    m_capacity = capacity;
    m_size = m_rowBegin = 0;
}

void PageWriter::grow(qsizetype size)
{
    m_capacity = std::max(2 * m_capacity, m_size + size);
    m_page.bytes.resize(m_capacity);
    m_bytes = m_page.bytes.data();
}

void PageWriter::endRow()
{
    ++m_rows;
    if (!m_wanted)
        return;
    if (m_size > RowPage::MaximumBytes && m_rowBegin > 0) {
        hand(qsizetype(m_page.ends.size()) - m_page.columnCount, m_rowBegin);
    } else if (m_rows == RowPage::FirstPageRows || m_size > RowPage::MaximumBytes
        || m_page.ends.size() * sizeof(quint32) > std::size_t(RowPage::MaximumBytes)) {
        flush();
    }
    m_rowBegin = m_size;
}

void PageWriter::flush()
{
    if (hasRows() && m_wanted)
        hand(qsizetype(m_page.ends.size()), m_size);
}

/// The first cells and their bytes go; the others, of one row, begin the next page.
void PageWriter::hand(qsizetype cells, qsizetype bytes)
{
    RowPage full = std::exchange(m_page, RowPage());
    const qsizetype size = m_size;
    m_page.columnCount = full.columnCount;
    m_page.firstRow = full.firstRow + cells / full.columnCount;
    m_page.ends.reserve(full.ends.size());
    begin(std::max(Capacity, size - bytes));
    m_size = size - bytes;
    std::copy_n(full.bytes.constData() + bytes, m_size, m_bytes);
    for (std::size_t cell = std::size_t(cells); cell < full.ends.size(); ++cell)
        m_page.ends.push_back(full.ends[cell] - quint32(bytes));
    if (!full.storage.empty()) {
        m_page.storage.reserve(full.storage.size());
        m_page.storage.assign(full.storage.begin() + cells, full.storage.end());
        full.storage.resize(std::size_t(cells));
    }
    full.ends.resize(std::size_t(cells));
    full.bytes.truncate(bytes);
    m_wanted = m_sink.page(std::move(full));
}

} // namespace relata
