#pragma once
#include "models/planner/filling.h"

namespace relata {

/// Takes back what addFindings() says of columns whose rows would lack a value, and says of those that had none before
/// that down cannot tell them from others.
void markFilled(Plan &plan, const Schema &to, const QList<Fill> &fills);

} // namespace relata
