#pragma once
#include "models/base/job_context.h"
#include "models/jobs/recipes/left_data.h"
#include "models/jobs/recipes/run_rules.h"
#include "models/schema/schema.h"
#include "models/timeline/ledger.h"

namespace relata {

struct ConnectionProfile;
struct DownPrecautions;

/// What `migrate status` shows: the project's migrations beside the database's ledger.
Result<QList<MigrationStatus>> migrationStatus(Connection &connection, const Engine &engine, const Timeline &timeline);

/// Which migrations `up` would run, in order: the pending ones up to `version` (empty: all). Refuses where one is
/// partial, failed, edited, missing or out of order, and says which way leads out.
Result<QList<MigrationFile>> pendingMigrations(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &version);
/// Which migrations `down` would take back, the last first: one, or all above `version`.
Result<QList<MigrationFile>> appliedMigrations(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &version);

/// The migration lock of the database that `target` names, for several migrations in a row: goes into RunRules.
Result<std::shared_ptr<MigrationGuard>> lockMigrations(
    const ConnectionProfile &target, const Engine &engine, JobContext &context, const RunRules &rules = {});

/// Applies one migration: takes the migration lock on a connection of its own beside `connection`, whose profile is
/// `target`; looks for an approval, for what the migration expects and for its checks; runs its statements with a
/// ledger row each, then its verifications. What stops it stands in the ledger; nothing is guessed.
Result<> applyMigration(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, JobContext &context, const RunRules &rules = {});
/// Goes on with one that stopped: from the first statement that is not known to be done. Whether one whose end was
/// never written down happened is looked for in the catalogue; refused where that does not tell and nobody says.
/// Refused, too, where the file has other statements in the place of those that have run; behind them it may have been
/// edited, which the ledger takes over. Of what is left it asks for what applyMigration() does.
Result<> resumeMigration(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, JobContext &context, const RunRules &rules = {});
/// Runs the down section and forgets the migration. Refused when the file has none, and where the rules ask for an
/// approval of going back that nobody gave. With precautions, rows written
/// since are looked at first: see takePrecautions.
Result<> revertMigration(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, JobContext &context, const RunRules &rules = {},
    DownPrecautions *precautions = nullptr);

/// Takes back what a migration that stopped has done: the database as it is against the schema before that migration,
/// which is found by replaying the timeline on a scratch database `beside`; plans the way back for what the two differ
/// in. Asks for an approval as revertMigration() does. Refused where that leaves what statements wrote to rows that
/// stay, unless the rules say so; rows that it takes away are kept aside before. `target` is the connection's own
/// profile.
Result<> rollBackPartial(Connection &connection, const ConnectionProfile &target, const ConnectionProfile &beside,
    const Engine &engine, const Timeline &timeline, const MigrationFile &migration, JobContext &context,
    const RunRules &rules = {});
/// What rollBackPartial() would do as the database is now.
struct RollBackPlan {
    QStringList statements; ///< empty where nothing of the migration is there
    LeftData left;
    Schema from, before; ///< as it is, and as it would be
};
/// Its statements as a way up of the migration, for who looks around before they run.
MigrationFile asWay(const MigrationFile &migration, const RollBackPlan &plan);
Result<RollBackPlan> planRollBack(Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, const MigrationFile &migration,
    JobContext &context);

/// The schema after the timeline's migrations up to and without `before` (null: all, and the repeatables behind them),
/// by replay on a scratch database.
Result<Schema> replayed(const Timeline &timeline, const MigrationFile *before, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context);

} // namespace relata
