#include "dialects/mysql/bulk_load.h"

#include "dialects/mysql/backquote.h"

namespace relata::mysql {

namespace {

QByteArray quotedList(const QStringList &names, char separator)
{
    QByteArray result;
    for (const QString &name : names)
        result += (result.isEmpty() ? QByteArray() : QByteArray(1, separator)) + backquoted(name).toUtf8();
    return result;
}

void appendCell(MYSQL *client, QByteArray &to, const RowPage &page, qsizetype row, int column)
{
    if (page.isNull(row, column)) {
        to += "NULL";
        return;
    }
    const QByteArrayView value = page.view(row, column);
    if (page.isBytes(row, column)) {
        to += "x'" + value.toByteArray().toHex() + '\'';
        return;
    }
    const qsizetype begin = to.size() + 1;
    to.resize(begin + value.size() * 2 + 1);
    to[begin - 1] = '\'';
    const unsigned long length =
        mysql_real_escape_string(client, to.data() + begin, value.data(), static_cast<unsigned long>(value.size()));
    to.resize(begin + qsizetype(length));
    to += '\'';
}

} // namespace

LoadOutcome insertRows(
    MYSQL *client, const QStringList &table, const QStringList &columns, RowSource &rows, qsizetype packetLimit)
{
    const QByteArray head = "INSERT INTO " + quotedList(table, '.') + " (" + quotedList(columns, ',') + ") VALUES ";
    const qsizetype full = std::min<qsizetype>(packetLimit / 2, 1'000'000);
    LoadOutcome outcome;
    QByteArray statement = head;
    const auto send = [&] {
        if (statement.size() > head.size()
            && mysql_real_query(client, statement.constData(), static_cast<unsigned long>(statement.size())))
            outcome.words = ServerWords::of(client);
        statement = head;
        return outcome.words.code == 0;
    };
    while (const std::optional<RowPage> page = rows.next()) {
        for (qsizetype row = 0; row < page->rowCount(); ++row) {
            statement += statement.size() > head.size() ? ",(" : "(";
            for (int column = 0; column < page->columnCount; ++column) {
                if (column)
                    statement += ',';
                appendCell(client, statement, *page, row, column);
            }
            statement += ')';
            ++outcome.rows;
            if (statement.size() > full && !send())
                return outcome;
        }
    }
    send();
    return outcome;
}

} // namespace relata::mysql
