#pragma once
#include "dialects/postgresql/wire.h"
#include "models/engine/page_writer.h"

#include <QElapsedTimer>

#include <optional>

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
    bool hasBegun() const { return m_pages.has_value(); }
    bool hasRows() const { return m_pages && m_pages->hasRows(); }
    /// Whether a column has a type whose name is not known yet.
    bool sawUnknownType() const { return m_unknownType; }

private:
    RowSink &m_sink;
    const TypeNames &m_types;
    QElapsedTimer m_clock;
    std::optional<PageWriter> m_pages; ///< from the first result on
    std::vector<bool> m_isBytes;
    bool m_unknownType = false;
};

} // namespace relata::postgresql
