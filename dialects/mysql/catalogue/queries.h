#pragma once
#include <QString>
#include <QStringList>

namespace relata {
struct ServerInfo;
}

/// The catalogue's queries: each asks one table of information_schema for the session's database alone, because joins
/// there are slow before MySQL 8. What a version does not know is answered as NULL. Readers go by column numbers.
namespace relata::mysql::queries {

QString database();
QString tables();
QString columns(const ServerInfo &server);
QString keys(const ServerInfo &server);
QString foreignKeys();
QString foreignKeyColumns();
/// Empty where the server has no checks.
QString checks(const ServerInfo &server);
/// Which table a check stands on, where `checks` does not say; else empty.
QString checkTables(const ServerInfo &server);
QString views(const ServerInfo &server);
QString triggers();
/// From the server's own table, which keeps parameters and body as they were written; not everybody may read it.
QString storedRoutines();
bool hasStoredRoutines(const ServerInfo &server); ///< whether the server has that table
QString routines();
QString parameters();
QString events();
/// Four: whether it is a server of our own, and {user, host, privileges, …} on tables, columns and routines. Not
/// everybody may read them.
QStringList privileges();

} // namespace relata::mysql::queries
