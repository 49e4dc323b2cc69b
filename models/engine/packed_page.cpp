#include "models/engine/packed_page.h"

#include <cstring>

namespace relata {

namespace {

/// What stands first in a packed page; then the ends, the storage classes, the bytes.
struct Header {
    qint64 firstRow;
    qint32 columns;
    quint32 cells;
    quint32 storages;
    quint32 reserved;
};

} // namespace

PackedPage::PackedPage(QByteArray packed)
    : m_packed(std::move(packed))
{
    if (m_packed.size() < qsizetype(sizeof(Header)))
        return;
    Header header;
    std::memcpy(&header, m_packed.constData(), sizeof header);
    m_firstRow = header.firstRow;
    m_columns = header.columns;
    m_cells = header.cells;
    const char *at = m_packed.constData() + sizeof header;
    m_ends = reinterpret_cast<const quint32 *>(at); // the header's size keeps it aligned
    at += sizeof(quint32) * header.cells;
    m_storage = header.storages ? reinterpret_cast<const quint8 *>(at) : nullptr;
    m_bytes = at + header.storages;
}

QByteArray PackedPage::pack(const RowPage &page)
{
    const Header header{.firstRow = page.firstRow,
        .columns = page.columnCount,
        .cells = quint32(page.ends.size()),
        .storages = quint32(page.storage.size()),
        .reserved = 0};
    const auto endsSize = qsizetype(sizeof(quint32)) * qsizetype(page.ends.size());
    QByteArray packed(
        qsizetype(sizeof header) + endsSize + qsizetype(page.storage.size()) + page.bytes.size(), Qt::Uninitialized);
    char *to = packed.data();
    const auto put = [&to](const void *from, qsizetype size) {
        if (size > 0)
            std::memcpy(to, from, std::size_t(size));
        to += size;
    };
    put(&header, sizeof header);
    put(page.ends.data(), endsSize);
    put(page.storage.data(), qsizetype(page.storage.size()));
    put(page.bytes.constData(), page.bytes.size());
    return packed;
}

QByteArrayView PackedPage::view(qsizetype row, int column) const
{
    const std::size_t at = cell(row, column);
    const qsizetype begin = at ? qsizetype(end(at - 1) & RowPage::EndMask) : 0;
    return {m_bytes + begin, qsizetype(end(at) & RowPage::EndMask) - begin};
}

quint8 PackedPage::storage(qsizetype row, int column) const { return m_storage ? m_storage[cell(row, column)] : 0; }

} // namespace relata
