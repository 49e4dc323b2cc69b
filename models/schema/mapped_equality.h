#pragma once
#include "models/schema/object.h"

namespace relata {

/// Whether the object, with each id that it names mapped, would equal the other: `equal(mapped(object, map), other)`,
/// without making it.
bool equalUnder(const Object &object, const Object &other, const std::function<ObjectId(ObjectId)> &map);

} // namespace relata
