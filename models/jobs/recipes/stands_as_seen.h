#pragma once
#include "models/base/result.h"
#include "models/timeline/timeline.h"

namespace relata {

class Connection;
struct Engine;

/// Under the migration lock, before the first of them is applied: whether what is pending up to `version` (empty: all)
/// is what was seen before the lock. Refused where another run has changed what is applied. What runs again and again
/// does not count: it is asked for anew.
Result<> mustBePendingStill(Connection &connection, const Engine &engine, const Timeline &timeline,
    const QString &version, const QList<MigrationFile> &seen);
/// The same before the first of them is taken back; see appliedMigrations().
Result<> mustBeAppliedStill(Connection &connection, const Engine &engine, const Timeline &timeline,
    const QString &version, const QList<MigrationFile> &seen);

/// What the ledger says of each migration, for the same question; errors as of Ledger::entries().
Result<QStringList> ledgerSeen(Connection &connection, const Engine &engine);

} // namespace relata
