#include "dialects/mysql/columns.h"
#include "dialects/mysql/statement_runs.h"
#include "models/engine/page_writer.h"

#include <QElapsedTimer>

namespace relata::mysql {

namespace {

std::vector<bool> bytesColumns(MYSQL_RES *result)
{
    std::vector<bool> flags(mysql_num_fields(result));
    const MYSQL_FIELD *fields = mysql_fetch_fields(result);
    for (std::size_t i = 0; i < flags.size(); ++i)
        flags[i] = holdsBytes(fields[i]);
    return flags;
}

/// False when the connection broke or the statement failed between two rows.
bool streamRows(MYSQL *client, MYSQL_RES *result, RowSink &sink, qint64 *count)
{
    const std::vector<bool> areBytes = bytesColumns(result);
    sink.columns(columnsOf(result));
    PageWriter pages(sink, int(areBytes.size()));
    while (const MYSQL_ROW row = mysql_fetch_row(result)) {
        if (pages.wanted()) {
            const unsigned long *lengths = mysql_fetch_lengths(result);
            for (std::size_t i = 0; i < areBytes.size(); ++i) {
                if (row[i])
                    pages.append({row[i], qsizetype(lengths[i])}, areBytes[i]);
                else
                    pages.appendNull();
            }
        }
        pages.endRow();
    }
    pages.flush();
    *count = pages.rows();
    return mysql_errno(client) == 0;
}

} // namespace

ServerWords runText(MYSQL *client, const QByteArray &statement, RowSink &sink)
{
    QElapsedTimer timer;
    timer.start();
    int status = mysql_real_query(client, statement.constData(), static_cast<unsigned long>(statement.size()));
    while (status == 0) {
        ResultSummary summary;
        if (MYSQL_RES *result = mysql_use_result(client)) {
            const bool whole = streamRows(client, result, sink, &summary.rows);
            const ServerWords words = whole ? ServerWords() : ServerWords::of(client);
            mysql_free_result(result);
            if (!whole)
                return words;
        } else if (mysql_errno(client) != 0) {
            break;
        } else {
            summary.rows = qint64(mysql_affected_rows(client));
        }
        summary.tag = QString::fromUtf8(mysql_info(client));
        summary.elapsed = std::chrono::nanoseconds(timer.nsecsElapsed());
        sink.finished(summary);
        status = mysql_next_result(client);
    }
    return mysql_errno(client) == 0 ? ServerWords() : ServerWords::of(client);
}

} // namespace relata::mysql
