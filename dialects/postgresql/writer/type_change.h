#pragma once
#include "models/schema/kinds/column.h"

namespace relata::postgresql {

/// How to turn a column's old values into its new type: empty when the server does it by itself without losing any
/// (a cast that is written out would cut texts off silently), otherwise the cast, with %1 for the column.
QString conversion(const DataType &from, const DataType &to, const QString &writtenType);
/// Whether the server has to write the table anew for it.
bool rewrites(const DataType &from, const DataType &to);

} // namespace relata::postgresql
