#pragma once
#include "models/timeline/migration_file.h"

namespace relata {

/// Reads a migration in Python. Its header are the comments that it begins with:
///
///     # Migration 007: fill names
///     # relata:id 3f1c9a… parent 77b0e2…
///     """Fill names: from two columns"""
///     def up(cursor): …
///
/// Without a title there the docstring's first line is one. A function up, and the directives' place, are looked for;
/// whether it is Python at all is found out by Python.
Result<MigrationFile> parsePythonMigration(const QByteArray &content, const QString &fileName);
QByteArray writePythonMigration(const MigrationFile &migration);
/// Whether the text defines that function at its outermost level.
bool hasPythonFunction(const QString &python, QStringView name);
/// A text as a literal of Python, over several lines where it has some.
QString pythonLiteral(const QString &text);

} // namespace relata
