#pragma once
#include "models/engine/connection_profile.h"
#include "models/engine/fetch.h"

#include <memory>
#include <optional>

namespace relata::tests {

/// A database of the test's own on a running server, dropped when it goes.
class MysqlDatabase {
public:
    /// `server`: "mariadb" or "mysql56".
    explicit MysqlDatabase(const QByteArray &server);
    ~MysqlDatabase();
    Q_DISABLE_COPY_MOVE(MysqlDatabase)

    const ConnectionProfile &profile() const { return m_profile; }
    /// A further session with the database.
    std::unique_ptr<Connection> connect() const;
    Connection &connection() { return *m_connection; }
    const QString &name() const { return m_profile.database; }

private:
    ConnectionProfile m_profile;
    std::unique_ptr<Connection> m_connection;
};

/// The profile of a running server, without a database.
ConnectionProfile mysqlProfile(const QByteArray &server, bool bySocket = false);
/// Opens a session; a failure ends the program with its words, because no test can go on.
std::unique_ptr<Connection> openMysql(const ConnectionProfile &profile);
/// Runs a script of the mysql client's (DELIMITER and all) in the profile's database, with that client; without its
/// lines that choose a database. False, with the client's words shown, when it fails.
bool runsScript(const ConnectionProfile &profile, const QString &script);
/// The text of one of the public schemas that stand beside the sources; nothing when they are not there.
std::optional<QString> sharedData(const QString &file);
/// SHOW CREATE of all tables and views by name, without what counts rows.
QString dumpOf(Connection &connection);
/// The accounts that cases grant something to: 'relata_reader'@'%', 'relata_o''brien'@'localhost' and on MariaDB the
/// role relata_team.
void makeAccounts(Connection &connection);
/// Runs a statement that must succeed; false, with the server's words shown, when it does not.
bool runs(Connection &connection, const QString &statement);

} // namespace relata::tests
