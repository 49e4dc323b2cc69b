#pragma once
#include "dialects/postgresql/wire.h"
#include "models/engine/row_page.h"

#include <QElapsedTimer>

namespace relata::postgresql {

class TypeNames;

/// Turns the single-row results of one statement into columns, pages and a summary for a sink.
class RowReader {
public:
    RowReader(RowSink &sink, const TypeNames &types);
    /// The first result, which may hold no row, tells the columns.
    void begin(const PGresult *result);
    void add(const PGresult *row);
    /// Sends what has gathered, so that slow rows are not held back.
    void flush();
    /// Ends one result: the last page and the summary.
    void end(PGresult *result);
    bool hasBegun() const { return m_begun; }
    bool hasRows() const { return !m_page.ends.empty(); }
    /// Whether a column has a type whose name is not known yet.
    bool sawUnknownType() const { return m_unknownType; }

private:
    RowSink &m_sink;
    const TypeNames &m_types;
    QElapsedTimer m_clock;
    RowPage m_page;
    std::vector<bool> m_isBytes;
    qint64 m_rows = 0;
    bool m_begun = false;
    bool m_wanted = true; ///< false: the sink wants no more of this result
    bool m_unknownType = false;
};

} // namespace relata::postgresql
