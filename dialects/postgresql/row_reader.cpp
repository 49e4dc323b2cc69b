#include "dialects/postgresql/row_reader.h"

#include "dialects/postgresql/type_names.h"

namespace relata::postgresql {

namespace {

constexpr Oid ByteaOid = 17;

int hexDigit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

/// What the text form of a bytea stands for.
QByteArray decoded(const char *text, int length)
{
    if (length >= 2 && text[0] == '\\' && text[1] == 'x') {
        QByteArray bytes(length / 2 - 1, Qt::Uninitialized);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = char(hexDigit(text[2 * i + 2]) << 4 | hexDigit(text[2 * i + 3]));
        return bytes;
    }
    std::size_t size = 0;
    unsigned char *raw = PQunescapeBytea(reinterpret_cast<const unsigned char *>(text), &size);
    const QByteArray bytes(reinterpret_cast<const char *>(raw), qsizetype(size));
    PQfreemem(raw);
    return bytes;
}

} // namespace

RowReader::RowReader(RowSink &sink, const TypeNames &types)
    : m_sink(sink)
    , m_types(types)
{
    m_clock.start();
}

void RowReader::begin(const PGresult *result)
{
    const int count = PQnfields(result);
    QList<ResultColumn> columns;
    m_isBytes.assign(std::size_t(count), false);
    for (int i = 0; i < count; ++i) {
        const TypeNames::Entry type = m_types.find(PQftype(result, i), PQfmod(result, i));
        m_unknownType = m_unknownType || type.name.isEmpty();
        columns += {QString::fromUtf8(PQfname(result, i)), type.name, type.family};
        m_isBytes[std::size_t(i)] = PQftype(result, i) == ByteaOid;
    }
    m_pages.emplace(m_sink, count);
    m_sink.columns(columns);
}

void RowReader::add(const PGresult *row)
{
    PageWriter &pages = *m_pages;
    for (int i = 0; pages.wanted() && i < pages.columnCount(); ++i) {
        const int length = PQgetlength(row, 0, i);
        if (length == 0 && PQgetisnull(row, 0, i))
            pages.appendNull();
        else if (m_isBytes[std::size_t(i)])
            pages.append(decoded(PQgetvalue(row, 0, i), length), true);
        else
            pages.append(QByteArrayView(PQgetvalue(row, 0, i), length));
    }
    pages.endRow();
}

void RowReader::flush()
{
    if (m_pages)
        m_pages->flush();
}

void RowReader::end(PGresult *result)
{
    flush();
    ResultSummary summary;
    summary.elapsed = std::chrono::nanoseconds(m_clock.nsecsElapsed());
    summary.tag = QString::fromUtf8(PQcmdStatus(result));
    const QByteArray affected(PQcmdTuples(result));
    summary.rows = m_pages ? m_pages->rows() : affected.isEmpty() ? -1 : affected.toLongLong();
    m_sink.finished(summary);
}

} // namespace relata::postgresql
