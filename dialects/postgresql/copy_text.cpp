#include "dialects/postgresql/copy_text.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

void addEscaped(QByteArray &out, QByteArrayView text)
{
    for (const char c : text) {
        switch (c) {
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
            out += c;
        }
    }
}

QString quoted(const QString &name)
{
    QString inner = name;
    return QString(u'"' + inner.replace(u'"', u"\"\""_s) + u'"');
}

QString joined(const QStringList &names, const QString &separator)
{
    QStringList result;
    for (const QString &name : names) {
        if (!name.isEmpty())
            result += quoted(name);
    }
    return result.join(separator);
}

} // namespace

QByteArray copyText(const RowPage &page)
{
    QByteArray out;
    out.reserve(page.bytes.size() + qsizetype(page.ends.size()) * 2);
    for (qsizetype row = 0; row < page.rowCount(); ++row) {
        for (int column = 0; column < page.columnCount; ++column) {
            if (column)
                out += '\t';
            if (page.isNull(row, column))
                out += "\\N";
            else if (page.isBytes(row, column))
                out += "\\\\x" + page.view(row, column).toByteArray().toHex();
            else
                addEscaped(out, page.view(row, column));
        }
        out += '\n';
    }
    return out;
}

QString copyStatement(const QStringList &table, const QStringList &columns)
{
    const QString list = columns.isEmpty() ? QString() : QString(u" ("_s + joined(columns, u", "_s) + u')');
    return QString(u"COPY "_s + joined(table, u"."_s) + list + u" FROM STDIN"_s);
}

} // namespace relata::postgresql
