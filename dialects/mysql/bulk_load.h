#pragma once
#include "dialects/mysql/errors.h"
#include "models/engine/row_page.h"

#include <QStringList>

#include <mysql.h>

namespace relata::mysql {

struct LoadOutcome {
    qint64 rows = 0;
    ServerWords words; ///< empty: it went well
};
/// Inserts rows in statements of many rows each, none longer than the server takes.
LoadOutcome insertRows(
    MYSQL *client, const QStringList &table, const QStringList &columns, RowSource &rows, qsizetype packetLimit);

} // namespace relata::mysql
