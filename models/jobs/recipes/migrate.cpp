#include "models/jobs/recipes/migrate.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/kept_losses.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/resume.h"
#include "models/jobs/recipes/settle_squashed.h"
#include "models/timeline/ledger.h"

#include <algorithm>
#include <ranges>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Result<> blocked(const MigrationStatus &status)
{
    switch (status.state) {
    case MigrationState::Partial:
    case MigrationState::Failed:
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "Migration %1 stopped at statement %2 of %3: resume it or roll it back first. %4"),
            {status.version, QString::number(status.statementsDone + 1), QString::number(status.statements),
                status.error},
            Error::Code::Conflict);
    case MigrationState::Edited:
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "Migration %1 was edited after it was applied: take the edit back, make a new migration of it, or say "
                "with repair --accept %1 that the file is what was applied."),
            {status.version}, Error::Code::Conflict);
    case MigrationState::Missing:
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "The database has migration %1 (%2), which the project does not: pull it first."),
            {status.version, status.title}, Error::Code::Conflict);
    case MigrationState::OutOfOrder:
        return migrationRefused(
            QT_TRANSLATE_NOOP(
                "Migrate", "Migration %1 is older than the last one applied: give it a new number at the end."),
            {status.version}, Error::Code::Conflict);
    case MigrationState::Pending:
    case MigrationState::Applied:
        break;
    }
    return {};
}

/// Under the lock: another run may have been faster since somebody looked.
Result<> mustBe(Connection &connection, const Engine &engine, const MigrationFile &migration, bool applied)
{
    const Result<std::optional<Ledger::Entry>> entry = Ledger(connection, engine).entry(migration);
    if (!entry)
        return failure(entry.error());
    if (!*entry)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "Migration %1 was never begun on this database."), {migration.version});
    if (applied && (*entry)->state == "applied"_L1 && (*entry)->checksum != migrationChecksum(migration, engine)) {
        MigrationStatus edited;
        edited.version = migration.version;
        edited.state = MigrationState::Edited;
        return blocked(edited);
    }
    if (((*entry)->state == "applied"_L1) == applied)
        return {};
    return migrationRefused(applied
            ? QT_TRANSLATE_NOOP("Migrate", "Migration %1 is not applied, or only in part: look at its status.")
            : QT_TRANSLATE_NOOP("Migrate", "Migration %1 is applied as a whole: look at its status."),
        {migration.version}, Error::Code::Conflict);
}

/// The backup of a migration that is taken back: it is looked up before its way down, which may lead the session
/// elsewhere.
class BackupsBehind {
public:
    BackupsBehind(Connection &connection, const Engine &engine, const MigrationFile &migration)
        : m_connection(connection)
        , m_engine(engine)
        , m_migration(migration)
        , m_stands(backupOf(connection, engine, migration.id))
    {
        Ledger ledger(connection, engine);
        m_place = ledger.locate() ? ledger.place() : QString();
    }

    /// Right before its first statement: from now on it runs under this one, if there is one.
    Result<> keep(const std::optional<BackupRecord> &record)
    {
        const Result<> kept = record ? BackupTable(m_connection, m_engine).keep(m_migration, *record) : Result<>();
        if (kept && record)
            m_stands = record;
        return kept;
    }
    const std::optional<BackupRecord> &stands() const { return m_stands; }
    /// It counts no more once the migration is gone.
    Result<> over(const Result<> &down) const
    {
        return down && m_stands ? BackupTable(m_connection, m_engine, m_place).close(m_migration.id) : down;
    }

private:
    Connection &m_connection;
    const Engine &m_engine;
    const MigrationFile &m_migration;
    std::optional<BackupRecord> m_stands;
    QString m_place;
};

} // namespace

Result<QList<MigrationStatus>> migrationStatus(Connection &connection, const Engine &engine, const Timeline &timeline)
{
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    const Result<QList<Ledger::Entry>> settled = settledEntries(*entries, timeline, engine);
    return statusOf(timeline, settled ? *settled : *entries, engine); // what cannot be settled shows as missing
}

Result<QList<MigrationFile>> pendingMigrations(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &version)
{
    const MigrationFile *last = version.isEmpty() ? nullptr : timeline.find(version);
    if (!version.isEmpty() && !last)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "The project has no migration %1."), {version}, Error::Code::Usage);
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    const auto settled = entries ? settledEntries(*entries, timeline, engine) : entries;
    if (!settled)
        return failure(settled.error());
    QList<MigrationFile> result;
    for (const MigrationStatus &status : statusOf(timeline, *settled, engine)) {
        if (Result<> fine = blocked(status); !fine)
            return failure(fine.error());
        const MigrationFile *migration = timeline.find(status.version);
        if (status.state == MigrationState::Pending && migration
            && (!last || migration->version.toLongLong() <= last->version.toLongLong()))
            result += *migration;
    }
    return result;
}

Result<QList<MigrationFile>> appliedMigrations(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &version)
{
    if (!version.isEmpty() && !timeline.find(version) && version.toLongLong() != 0)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "The project has no migration %1."), {version}, Error::Code::Usage);
    const Result<QList<MigrationStatus>> states = migrationStatus(connection, engine, timeline);
    if (!states)
        return failure(states.error());
    QList<MigrationFile> result;
    for (const MigrationStatus &status : std::views::reverse(*states)) {
        const MigrationFile *migration = timeline.find(status.version);
        if (status.state == MigrationState::Pending)
            continue;
        if (version.isEmpty() && !result.isEmpty())
            break;
        if (!version.isEmpty() && status.version.toLongLong() <= version.toLongLong())
            break;
        if (Result<> fine = blocked(status); !fine)
            return failure(fine.error());
        if (migration)
            result += *migration;
    }
    return result;
}

Result<> applyMigration(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, JobContext &context, const RunRules &rules)
{
    const auto guard = guardOf(rules, engine, target, context);
    if (!guard)
        return failure(guard.error());
    Result<> ready = Ledger(connection, engine).ensure();
    if (ready && rules.timeline)
        ready = settleSquashed(connection, engine, *rules.timeline);
    if (!ready)
        return ready;
    const Result<std::optional<Ledger::Entry>> entry = Ledger(connection, engine).entry(migration);
    if (!entry)
        return failure(entry.error());
    if (*entry) // somebody was faster, or it stopped half-way
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "Migration %1 is applied or begun already: look at its status."),
            {migration.version}, Error::Code::Conflict);
    if (Result<> fine = mustBeApproved(migration, engine, rules); !fine)
        return fine;
    if (Result<> fine = mustBeAsExpected(connection, target, engine, {migration}, rules, context); !fine)
        return fine;
    if (Result<> done = mustBeEmpty(connection, migration.all(u"check"),
            QT_TRANSLATE_NOOP("Migrate", "Nothing was changed: a check before the migration found %1 rows: %2"));
        !done)
        return done;
    BackupTable backups(connection, engine);
    if (Result<> kept = rules.backup ? backups.keep(migration, *rules.backup) : backups.close(migration.id); !kept)
        return kept;
    return MigrationRun(connection, engine, migration, **guard, rules, context).section(Ledger::Direction::Up, 0);
}

Result<> resumeMigration(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, JobContext &context, const RunRules &rules)
{
    const auto guard = guardOf(rules, engine, target, context);
    if (!guard)
        return failure(guard.error());
    MigrationRun run(connection, engine, migration, **guard, rules, context);
    if (Result<> done = run.begin(u"resume"_s, 0); !done) // what a killed run still does must have ended
        return done;
    if (Result<> fine = mustBe(connection, engine, migration, false); !fine)
        return fine;
    return runRest(run, connection, target, engine, migration, rules, context);
}

/// Under the lock, before anything is kept aside or taken back.
static Result<> mayGoBack(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, JobContext &context, const RunRules &rules, const DownPrecautions *precautions)
{
    Result<> fine = rules.timeline ? settleSquashed(connection, engine, *rules.timeline) : Result<>();
    if (fine)
        fine = mustBe(connection, engine, migration, true);
    if (fine)
        fine = mustBeApproved(migration, engine, rules, true);
    if (fine)
        fine = mustBeAsExpected(connection, target, engine, {turned(migration)}, rules, context);
    return fine && precautions ? mustBringBack(connection, engine, migration, *precautions, rules, context) : fine;
}

Result<> revertMigration(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, JobContext &context, const RunRules &rules, DownPrecautions *precautions)
{
    if (!migration.hasDown())
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate", "Migration %1 has no way down."), {migration.version});
    const auto guard = guardOf(rules, engine, target, context);
    if (!guard)
        return failure(guard.error());
    if (Result<> fine = mayGoBack(connection, target, engine, migration, context, rules, precautions); !fine)
        return fine;
    MigrationRun run(connection, engine, migration, **guard, rules, context);
    BackupsBehind backups(connection, engine, migration);
    if (!precautions || !engine.keeper) {
        const Result<> kept = backups.keep(rules.backup);
        return kept ? backups.over(run.section(Ledger::Direction::Down, 0)) : kept;
    }
    KeptLosses losses(connection, target, engine, migration, *precautions);
    if (!precautions->discard && !migration.isPython()) {
        if (Result<> done = losses.plan(run.statements(Ledger::Direction::Down), 0); !done)
            return done;
        run.keep(losses);
    }
    if (Result<> done = takePrecautions(connection, engine, migration, *precautions, context); !done)
        return done;
    if (!precautions->discard && migration.isPython()) {
        if (Result<> done = losses.keepAhead(); !done)
            return done;
    }
    if (Result<> kept = backups.keep(rules.backup); !kept)
        return kept;
    const Result<> done = run.section(Ledger::Direction::Down, 0);
    precautions->said += losses.said();
    if (backups.stands() && (precautions->discard || !losses.said().isEmpty()))
        precautions->said += backups.stands()->wayBack();
    return backups.over(done);
}

} // namespace relata
