#pragma once
#include "models/diff/matcher.h"

#include <functional>

namespace relata {

/// Whether somebody has said that an object of this schema is gone for good, or new.
using KnownChange = std::function<bool(const Schema &, ObjectId)>;

/// What vanished beside what came, of one kind and parent, and looks alike; best first, each id in one pair at most.
QList<Likeness> likenesses(const Schema &reference, const Schema &other, const KnownChange &isKnown);

/// Whether one of this kind costs nothing but time to make anew and holds nothing of its own: taken for renamed or for
/// another, the same stands at the end, and nobody need be asked.
bool isRemade(Kind kind);

} // namespace relata
