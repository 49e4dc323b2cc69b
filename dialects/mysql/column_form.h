#pragma once
#include "dialects/mysql/alter_form.h"

namespace relata::mysql {

/// The form of a change of one column.
AlterForm columnForm(const Change &change, const DdlWords &before, const DdlWords &after);

} // namespace relata::mysql
