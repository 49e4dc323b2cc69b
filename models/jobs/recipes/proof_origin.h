#pragma once
#include "models/schema/schema.h"

namespace relata {

/// `from` with what `to` demands of the same columns on top: NOT NULL, checks, keys, foreign keys, unique indexes. Rows
/// that this takes stand both before and after a change that only tightens.
Schema withDemandsOf(const Schema &from, const Schema &to);

} // namespace relata
