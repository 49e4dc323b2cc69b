#pragma once
#include "models/engine/ports.h"

namespace relata {

/// "Add column users.last_login": one sentence for what the changes do; `subject` is what they are called after.
Message stepTitle(std::span<const Change> changes, ObjectId subject, const Schema &from, const Schema &to);
/// What a step's taking back restores: rows of dropped tables and columns are lost with them, and what the engine says.
Reversal reversalOf(std::span<const Change> changes, const PlanContext &context, const Writer &writer);

} // namespace relata
