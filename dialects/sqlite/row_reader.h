#pragma once
#include "dialects/sqlite/handles.h"
#include "models/engine/page_writer.h"

#include <span>

namespace relata::sqlite {

/// Binds a value to the parameter with this number, from 1; answers SQLite's result code.
int bindValue(sqlite3_stmt *statement, int number, const Value &value);
/// The same for a cell of a page, by its storage class where the page tells it, otherwise as text or bytes.
int bindCell(sqlite3_stmt *statement, int number, const RowPage &page, qsizetype row, int column);

/// What the statement answers, after its first step: where SQLite knows no type, the first row's storage class tells.
QList<ResultColumn> resultColumns(sqlite3_stmt *statement, bool hasRow);

/// Hands the rows of a statement over to a sink, in pages.
class RowReader {
public:
    RowReader(int columnCount, RowSink &sink);
    /// Takes the current row; false when the sink wants no more.
    bool take(sqlite3_stmt *statement);
    /// Hands over what is left.
    void finish() { m_pages.flush(); }
    qint64 count() const { return m_pages.rows(); }

private:
    void append(sqlite3_stmt *statement, int column);

    PageWriter m_pages;
};

} // namespace relata::sqlite
