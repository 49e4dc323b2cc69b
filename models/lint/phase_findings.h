#pragma once
#include "models/plan/plan.h"

namespace relata {

/// Adds to each step that takes a column's name or type away from code that runs, how to do the same in phases.
void addPhaseFindings(Plan &plan, const Schema &from);

} // namespace relata
