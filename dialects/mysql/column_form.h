#pragma once
#include "dialects/mysql/alter_form.h"

namespace relata::mysql {

/// The form of a change of one column.
AlterForm columnForm(const Change &change, const DdlWords &before, const DdlWords &after);

/// Columns of the table, older than the change, that have no collation of their own and follow it into another one.
QList<ObjectId> recharacterised(ObjectId table, const DdlWords &before, const DdlWords &after);

} // namespace relata::mysql
