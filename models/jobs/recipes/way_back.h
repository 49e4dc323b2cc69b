#pragma once
#include "models/base/result.h"
#include "models/engine/ports.h"
#include "models/timeline/ledger.h"

#include <functional>

namespace relata {

/// A migration that stopped half-way, and what there is of it. All that it names outlives it.
struct HalfWay {
    const MigrationFile &migration; ///< as it was begun
    const Ledger::Entry &entry;
    const QStringList &ran; ///< of its way up, in whole or in part
    const Schema &live, &before; ///< as the database is, and before the migration; common objects under common ids
    std::function<Result<Schema>()> after; ///< behind the whole of it, by replay, under the ids of `before`
};

/// Statements from `live` to `before`. Rows that the migration had kept aside come back; its own copies of what is
/// still in its place go, unless it was on its way down. No other table that keeps rows is touched, and none goes of
/// which it cannot be told what it holds: refused where that may be what is missing.
Result<QStringList> wayBack(Connection &connection, const Engine &engine, const HalfWay &halfWay, const Target &target);

} // namespace relata
