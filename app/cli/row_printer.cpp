#include "app/cli/row_printer.h"

#include "models/engine/engine.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_flavour.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString shown(const RowPage &page, qsizetype row, int column)
{
    return page.isBytes(row, column) ? u"0x"_s + QString::fromLatin1(page.view(row, column).toByteArray().toHex())
                                     : page.text(row, column);
}

bool isNumeric(const ResultColumn &column)
{
    return column.family == TypeFamily::Integer || column.family == TypeFamily::Decimal
        || column.family == TypeFamily::Float;
}

class TablePrinter : public RowPrinter {
public:
    using RowPrinter::RowPrinter;
    bool page(RowPage page) override
    {
        if (!m_headed)
            head(page);
        for (qsizetype row = 0; row < page.rowCount(); ++row) {
            QStringList cells;
            for (int c = 0; c < page.columnCount; ++c) {
                const QString text = page.isNull(row, c) ? u"NULL"_s : shown(page, row, c).replace(u'\n', u"⏎"_s);
                cells += isNumeric(m_columns.at(c)) ? text.rightJustified(m_widths.at(c))
                                                    : text.leftJustified(m_widths.at(c));
            }
            m_out << cells.join(u"  "_s).trimmed().prepend(leading(cells)) << '\n';
        }
        m_rows += page.rowCount();
        return true;
    }
    void finished(const ResultSummary &summary) override
    {
        if (!m_headed && !m_columns.isEmpty())
            head({});
        const double ms = double(summary.elapsed.count()) / 1e6;
        m_err << (m_columns.isEmpty() ? (summary.tag.isEmpty() ? u"done"_s : summary.tag)
                : m_rows == 1         ? u"1 row"_s
                                      : u"%1 rows"_s.arg(m_rows))
              << " in " << QString::number(ms, 'f', 1) << " ms\n";
    }

private:
    /// What trimming would take away in front.
    static QString leading(const QStringList &cells)
    {
        qsizetype spaces = 0;
        const QString first = cells.value(0);
        while (spaces < first.size() && first.at(spaces) == u' ')
            ++spaces;
        return QString(spaces, u' ');
    }

    void head(const RowPage &page)
    {
        m_headed = true;
        QStringList names, rules;
        for (int c = 0; c < m_columns.size(); ++c) {
            qsizetype width = m_columns.at(c).name.size();
            for (qsizetype row = 0; row < page.rowCount(); ++row)
                width = std::max(width, page.isNull(row, c) ? 4 : shown(page, row, c).size());
            m_widths += std::min<qsizetype>(width, 60);
            names += isNumeric(m_columns.at(c)) ? m_columns.at(c).name.rightJustified(m_widths.last())
                                                : m_columns.at(c).name.leftJustified(m_widths.last());
            rules += QString(m_widths.last(), u'─');
        }
        m_out << names.join(u"  "_s) << '\n' << rules.join(u"  "_s) << '\n';
    }

    QList<qsizetype> m_widths;
    qsizetype m_rows = 0;
    bool m_headed = false;
};

class SeparatedPrinter : public RowPrinter {
public:
    SeparatedPrinter(QChar separator, QTextStream &out, QTextStream &err)
        : RowPrinter(out, err)
        , m_separator(separator)
    { }
    void columns(const QList<ResultColumn> &columns) override
    {
        RowPrinter::columns(columns);
        QStringList names;
        for (const ResultColumn &column : columns)
            names += escaped(column.name);
        m_out << names.join(m_separator) << (m_separator == u',' ? "\r\n" : "\n");
    }
    bool page(RowPage page) override
    {
        for (qsizetype row = 0; row < page.rowCount(); ++row) {
            QStringList cells;
            for (int c = 0; c < page.columnCount; ++c)
                cells +=
                    page.isNull(row, c) ? (m_separator == u',' ? QString() : u"\\N"_s) : escaped(shown(page, row, c));
            m_out << cells.join(m_separator) << (m_separator == u',' ? "\r\n" : "\n");
        }
        return true;
    }

private:
    /// CSV as RFC 4180 has it, an empty string quoted to differ from NULL; TSV with backslash escapes.
    QString escaped(QString text) const
    {
        if (m_separator == u'\t')
            return text.replace(u'\\', u"\\\\"_s)
                .replace(u'\t', u"\\t"_s)
                .replace(u'\n', u"\\n"_s)
                .replace(u'\r', u"\\r"_s);
        const bool quoted = text.isEmpty() || text.contains(u',') || text.contains(u'"') || text.contains(u'\n')
            || text.contains(u'\r');
        return quoted ? u'"' + text.replace(u'"', u"\"\""_s) + u'"' : text;
    }

    QChar m_separator;
};

class JsonPrinter : public RowPrinter {
public:
    JsonPrinter(bool lines, QTextStream &out, QTextStream &err)
        : RowPrinter(out, err)
        , m_lines(lines)
    { }
    void columns(const QList<ResultColumn> &columns) override
    {
        RowPrinter::columns(columns);
        if (!m_lines)
            m_out << "[";
    }
    bool page(RowPage page) override
    {
        for (qsizetype row = 0; row < page.rowCount(); ++row) {
            m_out << (m_lines ? "" : m_first ? "\n  " : ",\n  ") << '{';
            for (int c = 0; c < page.columnCount; ++c)
                m_out << (c ? ", " : "") << text(m_columns.at(c).name) << ": " << cell(page, row, c);
            m_out << '}' << (m_lines ? "\n" : "");
            m_first = false;
        }
        return true;
    }
    void finished(const ResultSummary &summary) override
    {
        RowPrinter::finished(summary);
        if (!m_lines && !m_columns.isEmpty())
            m_out << (m_first ? "]\n" : "\n]\n");
    }

private:
    static QByteArray text(const QString &value)
    {
        const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return array.mid(1, array.size() - 2);
    }
    /// Numbers as the server wrote them, so that no digit is lost; what is no JSON number goes as text.
    QByteArray cell(const RowPage &page, qsizetype row, int c) const
    {
        if (page.isNull(row, c))
            return "null";
        QByteArray raw = page.view(row, c).toByteArray();
        if (isNumeric(m_columns.at(c)) && QJsonDocument::fromJson('[' + raw + ']').isArray())
            return raw;
        return text(shown(page, row, c));
    }

    bool m_lines, m_first = true;
};

class InsertPrinter : public RowPrinter {
public:
    InsertPrinter(const SqlFlavour &flavour, QTextStream &out, QTextStream &err)
        : RowPrinter(out, err)
        , m_flavour(flavour)
    { }
    bool page(RowPage page) override
    {
        QStringList names;
        for (const ResultColumn &column : m_columns)
            names += quoted(Identifier{column.name}, m_flavour);
        for (qsizetype row = 0; row < page.rowCount(); ++row) {
            QStringList cells;
            for (int c = 0; c < page.columnCount; ++c)
                cells += literal(page, row, c);
            m_out << "INSERT INTO result (" << names.join(u", "_s) << ") VALUES (" << cells.join(u", "_s) << ");\n";
        }
        return true;
    }

private:
    QString literal(const RowPage &page, qsizetype row, int c) const
    {
        if (page.isNull(row, c))
            return u"NULL"_s;
        if (page.isBytes(row, c)) {
            const QString hex = QString::fromLatin1(page.view(row, c).toByteArray().toHex());
            return m_flavour.key == "postgresql"_L1 ? u"'\\x"_s + hex + u'\'' : u"X'"_s + hex + u'\'';
        }
        return isNumeric(m_columns.at(c)) ? page.text(row, c) : quotedString(page.text(row, c), m_flavour);
    }

    const SqlFlavour &m_flavour;
};

} // namespace

Result<std::unique_ptr<RowPrinter>> makeRowPrinter(
    const QString &format, const Engine &engine, QTextStream &out, QTextStream &err)
{
    if (format == "table"_L1)
        return std::make_unique<TablePrinter>(out, err);
    if (format == "csv"_L1 || format == "tsv"_L1)
        return std::make_unique<SeparatedPrinter>(format == "csv"_L1 ? u',' : u'\t', out, err);
    if (format == "json"_L1 || format == "ndjson"_L1)
        return std::make_unique<JsonPrinter>(format == "ndjson"_L1, out, err);
    if (format == "sql"_L1)
        return std::make_unique<InsertPrinter>(*engine.flavour, out, err);
    return failure({.code = Error::Code::Usage,
        .message = {"CommandLine",
            QT_TRANSLATE_NOOP("CommandLine", "--format is table, csv, tsv, json, ndjson or sql."), {}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

} // namespace relata
