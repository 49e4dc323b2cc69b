#pragma once
#include "models/engine/connection.h"
#include "models/schema/schema.h"

#include <QStringList>

namespace relata::tests {

/// A database in memory, or the file `name` when one is given; never null.
std::unique_ptr<Connection> sqliteDatabase(const QString &file = {});
/// Runs a whole script as the sqlite3 shell would; answers what went wrong.
QString runSqliteScript(Connection &connection, const QByteArray &script);
/// What the catalogue reads.
Schema inspectSqlite(Connection &connection);
/// The script of everything in the schema, in an order that can be loaded.
QString sqliteScript(const Schema &schema);
/// What sqlite_schema and the pragmas say of each object, sorted; layout, quotes and the order of columns aside.
QStringList sqliteDump(Connection &connection);
/// Every row of every table, sorted, column by name.
QStringList sqliteRows(Connection &connection);

} // namespace relata::tests
