#pragma once
#include "models/engine/ports.h"
#include "models/planner/filling.h"
#include "models/planner/keeping.h"

namespace relata {

/// Up from `from` to `to`, where what would be lost is copied aside right before it goes; and down again, where it
/// comes back before anything stands that it could break: foreign keys, triggers, NOT NULL. On the way up rows are
/// filled before a column must have a value.
Result<PlanPair> planKeeping(const Schema &from, const Schema &to, const Target &target, const Engine &engine,
    const Keeping &keeping, const QList<Fill> &fills = {});

/// Adds what tells later which rows held a label that they lose, and notes it in the fills.
void keepReplaced(Keeping &keeping, QList<Fill> &fills, const Schema &from, const Schema &to, const Engine &engine,
    const QString &tag);

/// The way down alone.
Result<Plan> planRestoring(
    const Schema &from, const Schema &to, const Target &target, const Engine &engine, const Keeping &keeping);

} // namespace relata
