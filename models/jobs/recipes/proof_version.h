#pragma once
#include "models/jobs/recipes/prove.h"

namespace relata {

/// Weighs a proof that ran on a server of another version than the plan is for: of another series it proves nothing
/// about the plan; of the same it counts, and says which version it was.
void weighVersion(Proof &proof, const Engine &engine, const ServerInfo &planned);

} // namespace relata
