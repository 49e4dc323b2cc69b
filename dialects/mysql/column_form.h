#pragma once
#include "dialects/mysql/alter_form.h"

namespace relata {
struct Column;
}

namespace relata::mysql {

/// The form of a change of one column.
AlterForm columnForm(const Change &change, const DdlWords &before, const DdlWords &after);

/// A default that is computed has its value written into every row; the time is no such.
bool isComputed(const Expression &value);
/// A longer varchar whose length takes as many bytes as before; newer MariaDBs mind no longer length at all.
bool onlyLengthens(const Column &before, const Column &column, const DdlWords &after);
/// More labels at the end of an enum or set that takes as many bytes with them.
bool onlyAppends(const QString &from, const QString &to);

/// Columns of the table, older than the change, that have no collation of their own and follow it into another one.
QList<ObjectId> recharacterised(ObjectId table, const DdlWords &before, const DdlWords &after);

} // namespace relata::mysql
