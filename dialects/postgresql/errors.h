#pragma once
#include "models/base/result.h"

#include <libpq-fe.h>

namespace relata {
struct ConnectionProfile;
}

namespace relata::postgresql {

/// An error of this engine's own making.
Error ownError(Error::Code code, const char *text, const QStringList &arguments = {}, const QString &detail = {});
/// What the server said about a statement; its position becomes an offset into `statement`.
Error statementError(const PGresult *result, const QString &statement);
/// The server is gone; `detail` is what libpq makes of it.
Error connectionLost(PGconn *connection);
/// The execution was stopped on request.
Error cancelled();
/// Why opening failed, told apart by cause. `connected`: the host answered before it failed.
Error connectError(PGconn *connection, const ConnectionProfile &profile, bool connected);
/// The host did not answer in time.
Error connectTimeout(const ConnectionProfile &profile);
/// Turns the server's count of characters, from 1, into an offset in UTF-16 units.
qsizetype utf16Offset(const QString &statement, qsizetype characters);

} // namespace relata::postgresql
