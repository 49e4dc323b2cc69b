#pragma once
#include <QStringView>

namespace relata {

struct SqlFlavour;

/// Whether this one statement is a query that writes nothing and locks no rows, as far as its text tells: what
/// functions do that it calls is not seen. In doubt false.
bool onlyReads(QStringView statement, const SqlFlavour &flavour);

/// Whether values have to be bound before the statement runs.
bool hasParameters(QStringView statement, const SqlFlavour &flavour);

} // namespace relata
