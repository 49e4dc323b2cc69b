#pragma once
#include "models/diff/change_part.h"
#include "models/diff/matcher.h"
#include "models/jobs/recipes/compare.h"

namespace relata {

/// A schema that was read somewhere under the ids of the design, where it has the same: what bears the name that the
/// head knows a thing by is that thing, whatever the design calls it; all else is found by its name in the design.
Schema withDesignIds(const Schema &read, const Schema &head, const Schema &design, NameRule rule);

/// Two such schemas side by side: common ids stay common, all else is paired by name and likeness.
PairedSchemas besideEachOther(const Schema &left, const Schema &right, const Engine &engine);

/// Why such a part cannot be taken: what is not managed would come or go. None when it can.
std::optional<Error> takingRefusal(const ChangePart &part, const Schema &design);

} // namespace relata
