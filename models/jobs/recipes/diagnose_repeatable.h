#pragma once
#include "models/jobs/recipes/diagnose.h"

namespace relata {

/// Looks at the first repeatable of the timeline whose last try did not come to its end on this database; nothing where
/// none did. Changes nothing.
Result<std::optional<Diagnosis>> diagnoseRepeatable(
    Connection &connection, const Engine &engine, const Timeline &timeline);

} // namespace relata
