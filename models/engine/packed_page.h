#pragma once
#include "models/engine/row_page.h"

namespace relata {

/// A RowPage as one array of bytes, as the page store keeps it; read where it lies. A value, cheap to copy.
class PackedPage {
public:
    PackedPage() = default;
    /// Of what pack() gave.
    explicit PackedPage(QByteArray packed);
    static QByteArray pack(const RowPage &page);

    bool isValid() const { return m_columns > 0; }
    qint64 firstRow() const { return m_firstRow; }
    qsizetype rowCount() const { return m_columns ? qsizetype(m_cells) / m_columns : 0; }
    bool holds(qint64 row) const { return row >= m_firstRow && row < m_firstRow + rowCount(); }

    /// `row` counts within the page.
    bool isNull(qsizetype row, int column) const { return end(cell(row, column)) & RowPage::NullBit; }
    bool isBytes(qsizetype row, int column) const { return end(cell(row, column)) & RowPage::BytesBit; }
    /// Valid as long as a copy of this page.
    QByteArrayView view(qsizetype row, int column) const;
    /// SQLite's storage class; 0 where the engine has none.
    quint8 storage(qsizetype row, int column) const;

private:
    std::size_t cell(qsizetype row, int column) const { return std::size_t(row * m_columns + column); }
    quint32 end(std::size_t at) const { return m_ends[at]; }

    QByteArray m_packed;
    qint64 m_firstRow = 0;
    int m_columns = 0;
    quint32 m_cells = 0;
    const quint32 *m_ends = nullptr;
    const quint8 *m_storage = nullptr;
    const char *m_bytes = nullptr;
};

} // namespace relata
