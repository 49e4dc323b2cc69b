#pragma once
#include <QByteArray>
#include <QString>

#include <optional>

namespace relata::tests {

/// Where a throwaway server listens.
enum class ServerAddress { Tcp, Socket };

/// The URL of the server `name` (postgresql13, postgresql15, postgresql18, mariadb, mysql56) that packaging/servers
/// started; nothing when the tests run without it.
std::optional<QString> serverUrl(const QByteArray &name, ServerAddress address = ServerAddress::Tcp);

/// Why the server `name` is not there, as a sentence for a person.
QString serverMissing(const QByteArray &name);

/// Ends a test that needs a server which is not there: a failure with CI=true, otherwise a skip that gives the reason.
bool requireServer(const QByteArray &name, const char *file, int line);
/// The same for a test that needs a program.
bool requireProgram(const char *path, const char *file, int line);

} // namespace relata::tests

/// Stands first in a test (or in its initTestCase) that talks to a real server.
#define RELATA_REQUIRE_SERVER(name)                                                                                    \
    do {                                                                                                               \
        if (!relata::tests::requireServer(name, __FILE__, __LINE__))                                                   \
            return;                                                                                                    \
    } while (false)

/// The same for the server of a test's row, by its column "server"; an empty one is SQLite, which needs none.
#define RELATA_REQUIRE_ROWS_SERVER                                                                                     \
    QFETCH(const QByteArray, server);                                                                                  \
    if (!server.isEmpty())                                                                                             \
    RELATA_REQUIRE_SERVER(server)

/// The same for a program, by its path.
#define RELATA_REQUIRE_PROGRAM(path)                                                                                   \
    do {                                                                                                               \
        if (!relata::tests::requireProgram(path, __FILE__, __LINE__))                                                  \
            return;                                                                                                    \
    } while (false)
