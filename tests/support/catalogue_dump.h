#pragma once
#include "models/base/result.h"
#include "models/engine/connection_profile.h"

#include <QStringList>

namespace relata::tests {

/// A PostgreSQL database as its catalogue tells it: sorted lines, one a fact, by the queries in
/// tests/support/catalogue_dump over a session of their own. Two databases hold the same schema where their lines are
/// equal: a judge as good as pg_dump, for servers that pg_dump does not know.
Result<QStringList> catalogueDump(const ConnectionProfile &profile);

} // namespace relata::tests
