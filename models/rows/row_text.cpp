#include "models/rows/row_text.h"

#include "models/base/job_context.h"
#include "models/rows/result_buffer.h"

#include <QJsonDocument>

#include <algorithm>

namespace relata {

namespace {

bool isJsonNumber(QByteArrayView text)
{
    // What servers write as numbers and JSON does not: NaN, Infinity, +1, .5, 007.
    qsizetype at = text.startsWith('-') ? 1 : 0;
    const auto digits = [&] {
        const qsizetype begin = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at - begin;
    };
    const bool leadingZero = at < text.size() && text[at] == '0';
    const qsizetype whole = digits();
    if (whole == 0 || (leadingZero && whole > 1))
        return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0)
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

void appendJsonText(QByteArray &out, QByteArrayView text)
{
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (uchar(c) < 0x20)
                out += "\\u00" + QByteArray(1, c).toHex();
            else
                out += c;
        }
    }
    out += '"';
}

QByteArray plain(const PackedPage &page, qsizetype row, int column)
{
    const QByteArray value = page.view(row, column).toByteArray();
    return page.isBytes(row, column) ? QByteArray("0x" + value.toHex()) : value;
}

QByteArray csvField(const QByteArray &value)
{
    const bool quoted = value.isEmpty()
        || std::any_of(
            value.begin(), value.end(), [](char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; })
        || value.front() == ' ' || value.back() == ' ';
    return quoted ? QByteArray('"' + QByteArray(value).replace('"', "\"\"") + '"') : value;
}

QByteArray tsvField(QByteArray value)
{
    for (char &c : value) {
        if (c == '\t' || c == '\n' || c == '\r')
            c = ' ';
    }
    return value;
}

QByteArray markdownField(QByteArray value)
{
    value.replace('\\', "\\\\").replace('|', "\\|").replace("\r\n", "<br>").replace('\n', "<br>");
    return value;
}

QByteArray field(RowFormat format, const QByteArray &value)
{
    return format == RowFormat::Csv ? csvField(value)
        : format == RowFormat::Tsv  ? tsvField(value)
                                    : markdownField(value);
}

char separatorOf(RowFormat format) { return format == RowFormat::Csv ? ',' : '\t'; }

Error tooLong()
{
    Error error;
    error.code = Error::Code::Refused;
    error.message = {
        "RowText", QT_TRANSLATE_NOOP("RowText", "That is too much text for the clipboard: copy fewer rows."), {}};
    return error;
}

bool isRight(TypeFamily family)
{
    return family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Float;
}

} // namespace

RowWriter::RowWriter(RowFormat format, QList<ResultColumn> columns, bool header)
    : m_format(format)
    , m_columns(std::move(columns))
    , m_header(header || format == RowFormat::Markdown)
{ }

void RowWriter::begin(QByteArray &out)
{
    if (m_format == RowFormat::Json)
        out += '[';
    if (m_format == RowFormat::Json || m_format == RowFormat::NdJson || !m_header)
        return;
    const bool markdown = m_format == RowFormat::Markdown;
    QByteArray rule;
    out += markdown ? "|" : "";
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const QByteArray name = field(m_format, m_columns.at(i).name.toUtf8());
        if (markdown) {
            out += ' ' + name + " |";
            rule += isRight(m_columns.at(i).family) ? " ---: |" : " --- |";
        } else {
            out += (i ? QByteArray(1, separatorOf(m_format)) : QByteArray()) + name;
        }
    }
    out += m_format == RowFormat::Csv ? "\r\n" : "\n";
    if (markdown)
        out += '|' + rule + '\n';
}

void RowWriter::row(QByteArray &out, const PackedPage &page, qsizetype row, const QList<int> &columns)
{
    if (m_format == RowFormat::Json || m_format == RowFormat::NdJson)
        return jsonRow(out, page, row, columns);
    const bool markdown = m_format == RowFormat::Markdown;
    out += markdown ? "|" : "";
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (!markdown && i)
            out += separatorOf(m_format);
        out += markdown ? " " : "";
        if (!page.isNull(row, columns.at(i)))
            out += field(m_format, plain(page, row, columns.at(i)));
        out += markdown ? " |" : "";
    }
    out += m_format == RowFormat::Csv ? "\r\n" : "\n";
}

void RowWriter::end(QByteArray &out)
{
    if (m_format == RowFormat::Json)
        out += m_first ? "]\n" : "\n]\n";
}

void RowWriter::jsonRow(QByteArray &out, const PackedPage &page, qsizetype row, const QList<int> &columns)
{
    if (m_format == RowFormat::Json)
        out += m_first ? "\n  " : ",\n  ";
    m_first = false;
    out += '{';
    for (qsizetype i = 0; i < columns.size(); ++i) {
        out += i ? ", " : "";
        appendJsonText(out, m_columns.at(i).name.toUtf8());
        out += ": ";
        jsonValue(out, page, row, columns.at(i), m_columns.at(i));
    }
    out += '}';
    if (m_format == RowFormat::NdJson)
        out += '\n';
}

void RowWriter::jsonValue(
    QByteArray &out, const PackedPage &page, qsizetype row, int cell, const ResultColumn &column) const
{
    constexpr quint8 SqliteInteger = 1, SqliteFloat = 2;
    const QByteArrayView value = page.view(row, cell);
    const quint8 storage = page.storage(row, cell);
    const bool number = storage ? storage == SqliteInteger || storage == SqliteFloat : isRight(column.family);
    if (page.isNull(row, cell))
        out += "null";
    else if (page.isBytes(row, cell))
        appendJsonText(out, plain(page, row, cell));
    else if (number && isJsonNumber(value))
        out += value;
    else if (column.family == TypeFamily::Boolean && (value == "t" || value == "true"))
        out += "true";
    else if (column.family == TypeFamily::Boolean && (value == "f" || value == "false"))
        out += "false";
    else if (column.family == TypeFamily::Json && !QJsonDocument::fromJson(value.toByteArray()).isNull())
        out += value;
    else
        appendJsonText(out, value);
}

qint64 RowSelection::rowCount() const
{
    qint64 count = 0;
    for (const auto &[first, last] : rows)
        count += last - first + 1;
    return count;
}

Result<> eachSelectedRow(const ResultBuffer &buffer, const RowSelection &selection, JobContext &context,
    const std::function<bool(const PackedPage &page, qsizetype row)> &f)
{
    PackedPage page;
    qint64 done = 0;
    for (const auto &[first, last] : selection.rows) {
        for (qint64 row = first; row <= last; ++row, ++done) {
            if (!page.holds(row)) {
                if (context.stopRequested())
                    return failure(cancelledError());
                Result<PackedPage> read = buffer.read(row);
                if (!read)
                    return failure(read.error());
                page = std::move(*read);
                context.report({.done = done, .total = selection.rowCount(), .message = {}});
            }
            if (!f(page, qsizetype(row - page.firstRow())))
                return failure(tooLong());
        }
    }
    return {};
}

Result<QByteArray> rowsAsText(const ResultBuffer &buffer, const RowSelection &selection, RowFormat format, bool header,
    qsizetype limit, JobContext &context)
{
    QList<ResultColumn> columns;
    for (const int column : selection.columns)
        columns += buffer.columns().at(column);
    RowWriter writer(format, columns, header);
    QByteArray out;
    writer.begin(out);
    const Result<> done = eachSelectedRow(buffer, selection, context, [&](const PackedPage &page, qsizetype row) {
        writer.row(out, page, row, selection.columns);
        return out.size() <= limit;
    });
    if (!done)
        return failure(done.error());
    writer.end(out);
    return out;
}

} // namespace relata
