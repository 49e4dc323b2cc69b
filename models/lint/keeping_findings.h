#pragma once
#include "models/plan/plan.h"

namespace relata {

struct Engine;
struct Keeping;
class Schema;

/// Turns findings of lost rows and values into warnings where these are kept: what is kept where, what it costs, how it
/// goes; and says of the others why they cannot be. Follows addFindings; `from` is the schema before.
void markKept(Plan &plan, const Schema &from, const Keeping &keeping, const Engine &engine);

} // namespace relata
