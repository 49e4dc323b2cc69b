#pragma once
#include "models/diff/change_set.h"

namespace relata {

/// Names that may stand once: relations of a namespace, constraints and triggers of a namespace, columns of a table.
/// Empty: the object claims no name.
QString nameSlot(const Schema &schema, const Object &object);

/// `from` with every object that stands in a circle of names under a name of its own. In a circle each takes the name
/// that the next one gives up (two that swap names are the smallest), so that none can be renamed first; and which of
/// them could go last, other changes may decide against. Equal to `from` when there is no circle. O(changes · log n).
Schema withoutNameCircles(const ChangeSet &changes, const Schema &from, const Schema &to);

} // namespace relata
