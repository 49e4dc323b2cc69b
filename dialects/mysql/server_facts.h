#pragma once
#include "models/base/result.h"
#include "models/engine/server_info.h"

#include <mysql.h>

namespace relata::mysql {

/// What the server says of itself, whatever the URL calls it.
Result<ServerInfo> serverFacts(MYSQL *client);
/// The session's SQL mode without what would change how a statement's text is cut: ANSI_QUOTES,
/// NO_BACKSLASH_ESCAPES, and the modes of other products that include the first.
QString readableMode(const QString &mode);

inline bool isMariaDb(const ServerInfo &server) { return server.engine == "mariadb"; }

} // namespace relata::mysql
