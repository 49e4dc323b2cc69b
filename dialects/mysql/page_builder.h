#pragma once
#include "models/engine/row_page.h"

namespace relata::mysql {

/// Packs rows into pages for a sink: the first of a few rows at once, the others as large as a page may be. After the
/// sink has said that it wants no more, rows are only counted.
class PageBuilder {
public:
    PageBuilder(RowSink &sink, int columnCount);

    bool wanted() const { return m_wanted; }
    void appendNull() { m_page.appendNull(); }
    void append(QByteArrayView value, bool isBytes) { m_page.append(value, isBytes); }
    void endRow();
    void flush();
    qint64 rows() const { return m_rows; }

private:
    RowSink &m_sink;
    RowPage m_page;
    qint64 m_rows = 0;
    bool m_wanted = true;
};

} // namespace relata::mysql
