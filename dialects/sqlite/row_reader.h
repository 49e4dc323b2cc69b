#pragma once
#include "dialects/sqlite/handles.h"
#include "models/engine/row_page.h"

#include <span>

namespace relata::sqlite {

/// Binds a value to the parameter with this number, from 1; answers SQLite's result code.
int bindValue(sqlite3_stmt *statement, int number, const Value &value);
/// The same for a cell of a page, by its storage class where the page tells it, otherwise as text or bytes.
int bindCell(sqlite3_stmt *statement, int number, const RowPage &page, qsizetype row, int column);

/// What the statement answers, after its first step: where SQLite knows no type, the first row's storage class tells.
QList<ResultColumn> resultColumns(sqlite3_stmt *statement, bool hasRow);

/// Packs rows into pages and hands them to a sink: the first after RowPage::FirstPageRows rows, then full ones.
class RowReader {
public:
    RowReader(int columnCount, RowSink &sink);
    /// Takes the current row; false when the sink wants no more.
    bool take(sqlite3_stmt *statement);
    /// Hands over what is left.
    void finish();
    qint64 count() const { return m_count; }

private:
    bool send();
    void append(sqlite3_stmt *statement, int column);

    RowSink &m_sink;
    RowPage m_page;
    qint64 m_count = 0;
    bool m_wanted = true;
};

} // namespace relata::sqlite
