#pragma once
#include <QByteArray>
#include <QStringList>

namespace relata::tests {

/// The statements that make `table` anew with columns id (from 1, the key), name, score, born, done and note, and a
/// million rows in it.
QStringList manyRows(const QByteArray &engine, const QString &table);

constexpr int ManyRows = 1'000'000;

} // namespace relata::tests
