#pragma once
#include "models/jobs/recipes/run_rules.h"
#include "models/schema/schema.h"
#include "models/timeline/ledger.h"

#include <QSet>

namespace relata {

/// A statement that was begun and whose end was never written down.
struct Stopped {
    const MigrationFile &migration;
    Ledger::Direction direction;
    int position; ///< from 0
    QString sql;
};

/// Whether it happened. A replay on a scratch database tells the schema before and after it; which of them the objects
/// that it touches equal decides. Refused, with what was seen, where that does not tell and nobody says.
Result<bool> wasDone(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Stopped &stopped, const RunRules &rules, JobContext &context);

/// The roots of what differs between two schemas, tables for their columns, by their full names in either.
QSet<QString> touchedRoots(const Schema &from, const Schema &to, const Engine &engine);

/// The schemas of a scratch database after the timeline's migrations before `migration`, then after the first `count`
/// statements of a section, then after one more, or after `all` of it. Down begins behind the migration's way up.
Result<std::pair<Schema, Schema>> schemasAround(const Timeline &timeline, const Stopped &stopped, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context, bool all = false);

} // namespace relata
