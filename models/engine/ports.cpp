#include "models/engine/ports.h"

#include "models/schema/kinds/column.h"

namespace relata {

bool Writer::ordersExactly(const Column &column) const { return isOrderly(familyOf(column.type.name)); }

} // namespace relata
