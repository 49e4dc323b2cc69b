#pragma once
#include "models/engine/row_page.h"

#include <cstring>

namespace relata {

/// Packs rows into pages for a sink: the first of RowPage::FirstPageRows rows at once, the others as large as a page
/// may be. After the sink has said that it wants no more, rows are only counted and nothing is to be appended.
class PageWriter {
public:
    PageWriter(RowSink &sink, int columnCount);

    bool wanted() const { return m_wanted; }
    int columnCount() const { return m_page.columnCount; }
    bool hasRows() const { return !m_page.ends.empty(); }
    qint64 rows() const { return m_rows; }

    void appendNull() { m_page.ends.push_back(quint32(m_size) | RowPage::NullBit); }
    void append(QByteArrayView value, bool isBytes = false)
    {
        if (!value.isEmpty())
            std::memcpy(room(value.size()), value.data(), std::size_t(value.size()));
        commit(value.size(), isBytes);
    }
    /// Where at most `size` bytes of the next cell may be written, before commit() says how many they are.
    char *room(qsizetype size)
    {
        if (m_capacity - m_size < size)
            grow(size);
        return m_bytes + m_size;
    }
    void commit(qsizetype size, bool isBytes = false)
    {
        m_size += size;
        m_page.ends.push_back(quint32(m_size) | (isBytes ? RowPage::BytesBit : 0));
    }
    /// SQLite's storage class of the cell that comes next.
    void setStorage(quint8 storage) { m_page.storage.push_back(storage); }
    void endRow();
    /// Hands over what has gathered.
    void flush();

private:
    void grow(qsizetype size);
    void begin(qsizetype capacity);
    void hand(qsizetype cells, qsizetype bytes);

    RowSink &m_sink;
    RowPage m_page;
    char *m_bytes = nullptr; ///< of m_page, m_capacity of them
    qsizetype m_capacity = 0, m_size = 0;
    qsizetype m_rowBegin = 0; ///< in bytes
    qint64 m_rows = 0;
    bool m_wanted = true;
};

} // namespace relata
