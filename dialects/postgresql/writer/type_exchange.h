#pragma once
#include "models/engine/ports.h"

namespace relata::postgresql {

/// Whether an enum's labels change as ALTER TYPE cannot say it, so that the type has to be made anew: labels go, or
/// stand in another order.
bool isExchanged(const Altered &change);

/// The domains that stand on the enum, and the columns of all of them.
Exchange exchangeOf(ObjectId type, const PlanContext &context);

/// The old types are put aside, new ones made under their names, with owner, grants, comment and checks, the columns
/// moved over by the text of their values, and the old ones dropped.
std::vector<Statement> exchangeStatements(ObjectId type, const PlanContext &context);

} // namespace relata::postgresql
