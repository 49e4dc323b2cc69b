#pragma once
#include "models/plan/plan.h"

namespace relata {

struct Engine;

/// Adds to each step what a person should know before it runs: rows lost, values that may not fit, long locks. The
/// plan leads from `from` to `to`.
void addFindings(Plan &plan, const Schema &from, const Schema &to, const Engine &engine);

/// The most severe finding codes of a plan that are not in `allowed`: what stands in the way of running it.
QList<Finding> unallowed(
    const Plan &plan, const QStringList &allowed, Finding::Severity least = Finding::Severity::Danger);

} // namespace relata
