#pragma once
#include <QByteArray>
#include <QStringList>

namespace relata::tests {

/// Statements that make `count` tables as applications have them: eight columns, a primary key, a foreign key to the
/// table before, a unique key, an index, a check and a comment each, and a view over every tenth.
QStringList manyTables(const QByteArray &engine, int count);

} // namespace relata::tests
