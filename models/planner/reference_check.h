#pragma once
#include "models/base/result.h"
#include "models/diff/change_set.h"

namespace relata {

/// What is made or altered names only what stands, and nothing that stays names what goes; all else is as it was.
Result<> checkReferences(const ChangeSet &changes, const Schema &to);

} // namespace relata
