#pragma once
#include "dialects/mysql/errors.h"
#include "models/engine/row_page.h"

#include <mysql.h>

#include <span>

namespace relata::mysql {

/// Runs a statement without parameters; its rows stream from the server as they are packed. Empty words: it went well.
ServerWords runText(MYSQL *client, const QByteArray &statement, RowSink &sink);
/// Runs a statement with its parameters bound, prepared on the server.
ServerWords runBound(MYSQL *client, const QByteArray &statement, std::span<const Value> parameters, RowSink &sink);

} // namespace relata::mysql
