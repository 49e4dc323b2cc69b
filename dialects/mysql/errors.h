#pragma once
#include "models/base/error.h"

#include <mysql.h>

#include <QStringView>

namespace relata {
struct ConnectionProfile;
}

namespace relata::mysql {

/// What the server or the client library said last of a connection or of a prepared statement.
struct ServerWords {
    unsigned code = 0;
    QString state;
    QString text;

    static ServerWords of(MYSQL *client);
    static ServerWords of(MYSQL_STMT *statement);
};

/// Why connecting failed: host, refused, time-out, TLS, authentication, database.
Error connectError(MYSQL *client, const ConnectionProfile &profile);
/// The server would talk in clear text alone.
Error notEncryptedError(const ConnectionProfile &profile);
/// Why a statement failed, with the place in it where the server stumbled.
Error statementError(const ServerWords &words, QStringView statement);
Error cancelledError();
Error lostError(const QString &detail);
/// Whether nothing more can be asked on this connection.
bool endsConnection(unsigned code);
/// Where in the statement the server's words point, in UTF-16 units.
std::optional<qsizetype> positionOf(const ServerWords &words, QStringView statement);

} // namespace relata::mysql
