#pragma once
#include "models/plan/plan.h"

namespace relata {

struct Engine;

/// Adds to each step that takes a column's name or type away from code that runs, how to do the same in phases, where
/// the engine can.
void addPhaseFindings(Plan &plan, const Schema &from, const Engine &engine);

} // namespace relata
