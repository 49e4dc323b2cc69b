#pragma once
#include "models/base/error.h"

struct sqlite3;

namespace relata::sqlite {

/// The name of a result code, extended ones too: "SQLITE_CONSTRAINT_FOREIGNKEY"; its number when it has none here.
QString codeName(int extendedCode);

/// An Error of this dialect; `message` is source text in the context "Sqlite".
Error makeError(Error::Code code, const char *message, const QStringList &arguments = {}, const QString &detail = {});

/// What the last call on `database` ran into: the cause in a sentence, SQLite's own words as detail, the extended
/// code's name as state, the position in `statement` (UTF-8) as an offset in UTF-16 units.
Error lastError(sqlite3 *database, const QByteArray &statement = {});

/// The same for a file that could not be opened or read.
Error fileError(sqlite3 *database, int code, const QString &file);

} // namespace relata::sqlite
