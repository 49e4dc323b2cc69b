#pragma once
#include "models/schema/schema.h"

namespace relata {

struct Engine;

/// Two schemas with common ids, as a server would hold them: what completes one is what the other has under its name.
struct CompletedPair {
    Schema from, to;
};
CompletedPair completedPair(const Schema &from, const Schema &to, const Engine &engine);

} // namespace relata
