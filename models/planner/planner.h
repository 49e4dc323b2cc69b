#pragma once
#include "models/engine/ports.h"

namespace relata {

struct Engine;

/// Plans `changes` of `from`: recreate closure, groups, statements, order by what each creates, needs and drops,
/// transaction groups. Pure. Refuses with a reason rather than guess; unmanaged objects are never touched.
Result<Plan> planChanges(
    const ChangeSet &changes, const Schema &from, const Schema &to, const Target &target, const Writer &writer);

/// One plan of two that follow each other; `changes` are those of both together, of `from`.
Plan chained(Plan first, Plan rest, const ChangeSet &changes, const Schema &from);

/// Up from `from` to `to` and down again; the common objects of both share ids.
Result<PlanPair> planBetween(const Schema &from, const Schema &to, const Target &target, const Engine &engine);

/// Changes that no plan serves because what they change is not managed.
QList<ObjectRef> unmanagedChanges(const ChangeSet &changes, const Schema &from, const Schema &to);

/// What down must run after each step of up, in order; read from the last step to the first it is exactly `pair.down`.
std::vector<QStringList> downByStep(const PlanPair &pair);

} // namespace relata
