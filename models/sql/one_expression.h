#pragma once
#include "models/sql/sql_flavour.h"

#include <QStringView>

namespace relata {

/// Whether the text is one piece of SQL that may stand in parentheses: it ends neither these nor the statement, and
/// holds no comment, no parameter and no line for a client. Whether a server takes it is not judged.
bool isOneExpression(QStringView text, const SqlFlavour &flavour);

} // namespace relata
