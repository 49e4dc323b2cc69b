#pragma once
#include "models/base/result.h"

#include <QString>

namespace relata {

class Connection;
struct Engine;

/// Has the server do a statement that drops a table, and takes it back: refused where others depend on the table, which
/// would go on showing its rows once it is renamed instead. Where a transaction holds DDL.
Result<> mustLetGo(Connection &connection, const QString &drop);
/// The same before a statement that renames a table to one which keeps its rows; nothing before all others, and where
/// what is kept is hidden from nobody.
Result<> mustLetGoBehind(Connection &connection, const Engine &engine, const QString &sql);

} // namespace relata
