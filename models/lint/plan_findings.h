#pragma once
#include "models/plan/plan.h"

namespace relata {

/// Adds to each step what a person should know before it runs: rows lost, values that may not fit, long locks. `from`
/// is the schema the plan starts from.
void addFindings(Plan &plan, const Schema &from);

/// The most severe finding codes of a plan that are not in `allowed`: what stands in the way of running it.
QList<Finding> unallowed(
    const Plan &plan, const QStringList &allowed, Finding::Severity least = Finding::Severity::Danger);

} // namespace relata
