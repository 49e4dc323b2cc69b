#include "dialects/sqlite/row_reader.h"

#include <QLocale>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestNumber = 32;

/// Writes the shortest text that reads back as the same number, which always looks like a real: "1.0". At most
/// LongestNumber characters; answers how many.
qsizetype writeReal(char *to, double number)
{
    const double size = std::abs(number);
    const bool isPlain = size == 0 || (size >= 1e-4 && size < 1e15);
    if (!isPlain) {
        QByteArray text = QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
        if (std::isinf(number))
            text = number < 0 ? "-Inf" : "Inf";
        else if (!text.contains('.') && !text.contains('e'))
            text += ".0";
        std::copy(text.begin(), text.end(), to);
        return text.size();
    }
    char *end = std::to_chars(to, to + LongestNumber, number, std::chars_format::fixed).ptr;
    if (std::find(to, end, '.') == end) {
        *end++ = '.';
        *end++ = '0';
    }
    return end - to;
}

QString storageName(int storage)
{
    switch (storage) {
    case SQLITE_INTEGER:
        return u"INTEGER"_s;
    case SQLITE_FLOAT:
        return u"REAL"_s;
    case SQLITE_TEXT:
        return u"TEXT"_s;
    case SQLITE_BLOB:
        return u"BLOB"_s;
    default:
        return {};
    }
}

int bindBytes(sqlite3_stmt *statement, int number, QByteArrayView bytes, bool isText)
{
    const char *data = bytes.data() ? bytes.data() : ""; // a null pointer would bind NULL
    const auto size = sqlite3_uint64(bytes.size());
    return isText ? sqlite3_bind_text64(statement, number, data, size, SQLITE_TRANSIENT, SQLITE_UTF8)
                  : sqlite3_bind_blob64(statement, number, data, size, SQLITE_TRANSIENT);
}

} // namespace

int bindValue(sqlite3_stmt *statement, int number, const Value &value)
{
    if (const auto *truth = std::get_if<bool>(&value))
        return sqlite3_bind_int(statement, number, *truth);
    if (const auto *integer = std::get_if<qint64>(&value))
        return sqlite3_bind_int64(statement, number, *integer);
    if (const auto *real = std::get_if<double>(&value))
        return sqlite3_bind_double(statement, number, *real);
    if (const auto *text = std::get_if<QString>(&value))
        return bindBytes(statement, number, text->toUtf8(), true);
    if (const auto *bytes = std::get_if<QByteArray>(&value))
        return bindBytes(statement, number, *bytes, false);
    return sqlite3_bind_null(statement, number);
}

int bindCell(sqlite3_stmt *statement, int number, const RowPage &page, qsizetype row, int column)
{
    if (page.isNull(row, column))
        return sqlite3_bind_null(statement, number);
    const QByteArrayView bytes = page.view(row, column);
    if (page.isBytes(row, column))
        return bindBytes(statement, number, bytes, false);
    const auto cell = std::size_t(row * page.columnCount + column);
    const int storage = cell < page.storage.size() ? page.storage[cell] : SQLITE_TEXT;
    bool isNumber = false;
    if (storage == SQLITE_INTEGER) {
        if (const qint64 integer = bytes.toLongLong(&isNumber); isNumber)
            return sqlite3_bind_int64(statement, number, integer);
    } else if (storage == SQLITE_FLOAT) {
        if (const double real = bytes.toDouble(&isNumber); isNumber)
            return sqlite3_bind_double(statement, number, real);
    }
    return bindBytes(statement, number, bytes, true);
}

QList<ResultColumn> resultColumns(sqlite3_stmt *statement, bool hasRow)
{
    QList<ResultColumn> columns;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        ResultColumn column;
        column.name = QString::fromUtf8(sqlite3_column_name(statement, i));
        column.typeName = QString::fromUtf8(sqlite3_column_decltype(statement, i));
        if (column.typeName.isEmpty() && hasRow)
            column.typeName = storageName(sqlite3_column_type(statement, i));
        column.family = familyOf(column.typeName);
        columns += column;
    }
    return columns;
}

RowReader::RowReader(int columnCount, RowSink &sink)
    : m_pages(sink, columnCount)
{ }

void RowReader::append(sqlite3_stmt *statement, int column)
{
    const int storage = sqlite3_column_type(statement, column);
    m_pages.setStorage(quint8(storage));
    switch (storage) {
    case SQLITE_NULL:
        m_pages.appendNull();
        break;
    case SQLITE_INTEGER: {
        char *to = m_pages.room(LongestNumber);
        m_pages.commit(std::to_chars(to, to + LongestNumber, sqlite3_column_int64(statement, column)).ptr - to);
        break;
    }
    case SQLITE_FLOAT:
        m_pages.commit(writeReal(m_pages.room(LongestNumber), sqlite3_column_double(statement, column)));
        break;
    default: {
        const bool isBytes = storage == SQLITE_BLOB;
        // Asked as text first: a blob access would hand out the bytes of a UTF-16 database as they are.
        const void *data = isBytes ? sqlite3_column_blob(statement, column) : sqlite3_column_text(statement, column);
        const int size = sqlite3_column_bytes(statement, column);
        m_pages.append(QByteArrayView(static_cast<const char *>(data), size), isBytes);
    }
    }
}

bool RowReader::take(sqlite3_stmt *statement)
{
    for (int i = 0; i < m_pages.columnCount(); ++i)
        append(statement, i);
    m_pages.endRow();
    return m_pages.wanted();
}

} // namespace relata::sqlite
