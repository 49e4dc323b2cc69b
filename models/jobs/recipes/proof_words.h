#pragma once
#include "models/jobs/recipes/prove.h"

namespace relata {

/// What was seen beside the result, a sentence each: constraints that were tried, locks that block somebody, tables
/// that were written anew.
QList<Message> proofFacts(const Proof &proof);

} // namespace relata
