#pragma once
#include "models/engine/row_page.h"

#include <QStringList>

namespace relata::postgresql {

/// A page's rows in the text form of COPY.
QByteArray copyText(const RowPage &page);
/// The statement that takes such rows.
QString copyStatement(const QStringList &table, const QStringList &columns);

} // namespace relata::postgresql
