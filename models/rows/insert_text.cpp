#include "models/rows/insert_text.h"

#include "models/rows/result_buffer.h"
#include "models/sql/sql_lexer.h"
#include "models/sql/sql_writer.h"

namespace relata {

using namespace Qt::StringLiterals;

namespace {

bool isNumberText(QByteArrayView text)
{
    bool isNumber = false;
    Q_UNUSED(text.toDouble(&isNumber))
    // NaN and Infinity read as numbers, and are none in SQL.
    return isNumber && !text.isEmpty() && (text.back() >= '0' && text.back() <= '9');
}

void writeValue(SqlWriter &sql, const PackedPage &page, qsizetype row, int column, TypeFamily family)
{
    constexpr quint8 SqliteInteger = 1, SqliteFloat = 2;
    const QByteArrayView value = page.view(row, column);
    const quint8 storage = page.storage(row, column);
    const bool number = storage
        ? storage == SqliteInteger || storage == SqliteFloat
        : family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Float;
    if (page.isNull(row, column)) {
        sql << "NULL";
    } else if (page.isBytes(row, column)) {
        const QString hex = QString::fromLatin1(value.toByteArray().toHex());
        const bool cast = sql.flavour().key == "postgresql"_L1;
        sql << SqlText{cast ? QString(u"'\\x"_s + hex + u"'::bytea"_s) : QString(u"X'"_s + hex + u'\'')};
    } else if (number && isNumberText(value)) {
        sql << SqlText{QString::fromLatin1(value)};
    } else {
        sql << SqlString{QString::fromUtf8(value)};
    }
}

} // namespace

QStringList mainTableOf(QStringView statement, const SqlFlavour &flavour)
{
    QList<SqlToken> tokens = SqlLexer::tokens(statement, flavour);
    tokens.removeIf([](const SqlToken &token) { return token.isBlank(); });
    int depth = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const QStringView text = tokens.at(i).in(statement);
        depth += text == u"(" ? 1 : text == u")" ? -1 : 0;
        if (depth != 0 || text.compare(u"from", Qt::CaseInsensitive) != 0)
            continue;
        QStringList path;
        for (++i; i < tokens.size(); i += 2) {
            const QStringView name = tokens.at(i).in(statement);
            if (tokens.at(i).type == SqlToken::Type::QuotedIdentifier)
                path += name.mid(1, name.size() - 2).toString();
            else if (tokens.at(i).type == SqlToken::Type::Word)
                path += name.toString();
            if (i + 1 >= tokens.size() || tokens.at(i + 1).in(statement) != u".")
                break;
        }
        return path;
    }
    return {};
}

InsertWriter::InsertWriter(
    QList<int> columns, QList<ResultColumn> all, const QStringList &table, const SqlFlavour &flavour)
    : m_columns(std::move(columns))
    , m_all(std::move(all))
    , m_flavour(flavour)
{
    SqlWriter head(flavour);
    head << "INSERT INTO " << QualifiedIdentifier{table} << " (";
    head.list(m_columns, [&](int column) { head << Identifier{m_all.at(column).name}; });
    head << ") VALUES (";
    m_head = head.sql().toUtf8();
}

void InsertWriter::row(QByteArray &out, const PackedPage &page, qsizetype row) const
{
    SqlWriter values(m_flavour);
    values.list(m_columns, [&](int column) { writeValue(values, page, row, column, m_all.at(column).family); });
    out += m_head + values.sql().toUtf8() + ");\n";
}

Result<QByteArray> rowsAsInserts(const ResultBuffer &buffer, const RowSelection &selection, const QStringList &table,
    const SqlFlavour &flavour, qsizetype limit, JobContext &context)
{
    const InsertWriter writer(selection.columns, buffer.columns(), table, flavour);
    QByteArray out;
    const Result<> done = eachSelectedRow(buffer, selection, context, [&](const PackedPage &page, qsizetype row) {
        writer.row(out, page, row);
        return out.size() <= limit;
    });
    if (!done)
        return failure(done.error());
    return out;
}

} // namespace relata
