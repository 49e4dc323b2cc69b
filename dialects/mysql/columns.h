#pragma once
#include "models/engine/row_page.h"

#include <mysql.h>

namespace relata::mysql {

/// A result's columns with the server's own type names.
QList<ResultColumn> columnsOf(MYSQL_RES *result);
/// Whether the column's cells are bytes rather than text.
bool holdsBytes(const MYSQL_FIELD &field);

} // namespace relata::mysql
