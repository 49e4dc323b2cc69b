#include "app/cli/migrate_backup.h"
#include "app/cli/migrate_kept.h"
#include "app/cli/migrate_session.h"
#include "app/cli/run_options.h"
#include "models/engine/engine.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/migrate.h"
#include "models/project/tried_before.h"

// What leads a migration out that stopped half-way.
namespace relata {
using namespace Qt::StringLiterals;

/// The one that stopped half-way; null: none did.
static Result<const MigrationFile *> stoppedOne(MigrateSession &session)
{
    const Timeline &timeline = session.project->timeline();
    const auto states = migrationStatus(*session.connection, *session.engine, timeline);
    if (!states)
        return failure(states.error());
    for (const MigrationStatus &status : *states) {
        const MigrationFile *migration = timeline.find(status.version);
        if (migration && (status.state == MigrationState::Partial || status.state == MigrationState::Failed))
            return migration;
    }
    return nullptr;
}

/// Leads the one that stopped out, and says so by this word; `refusal` is what production hears without --yes.
static ExitStatus leadOut(MigrateSession &session, const char *word, const char *refusal,
    const std::function<Result<>(const MigrationFile &)> &work)
{
    const Result<const MigrationFile *> migration = stoppedOne(session);
    if (!migration)
        return session.invocation.fail(migration.error());
    if (!*migration) {
        session.invocation.out << "No migration stopped half-way.\n";
        return ExitStatus::Done;
    }
    Result<> done = session.mustSayYes(refusal, (*migration)->version);
    if (done) {
        const InterruptWatch watch(session.invocation, session.connection->interrupter(), InterruptWatch::Cancels::One);
        done = work(**migration);
    }
    if (!done)
        return session.invocation.fail(done.error());
    session.invocation.clearProgress();
    session.invocation.out << word << ' ' << (*migration)->version << ' ' << (*migration)->title << '\n';
    return ExitStatus::Done;
}

/// Who keeps what would run waiting, which replicas are behind, and whether there is room.
static std::function<Result<>(const MigrationFile &)> looking(MigrateSession &session, const WaitsRules &crowd)
{
    return [&session, crowd](const MigrationFile &rest) {
        tellOfReplicas(session, crowd);
        return lookAround(session, rest, crowd);
    };
}

/// What was edited since it was begun has been tried before, as what is begun has to be.
static Result<> mustHaveBeenTried(MigrateSession &session, const MigrationFile &migration)
{
    const Result<bool> isAnother = goesOnAsAnother(*session.connection, *session.engine, migration);
    if (!isAnother)
        return failure(isAnother.error());
    return *isAnother ? mustHaveBeenTried(session, QList<MigrationFile>{migration}) : Result<>();
}

ExitStatus migrateResume(MigrateSession &session)
{
    if (session.invocation.has(u"dry-run"_s)) // nobody is to believe that it only shows
        return session.invocation.usage(u"resume runs what is left and shows nothing before: leave --dry-run out."_s);
    const char *refusal =
        QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to go on with migration %2 on it.");
    return leadOut(session, "resumed", refusal, [&](const MigrationFile &migration) -> Result<> {
        Result<RunRules> rules = rulesOf(session);
        const Result<WaitsRules> crowd = crowdRulesOf(session.invocation);
        DownPrecautions wanted;
        const Result<> fine = takeDownOptions(session.invocation, wanted);
        if (!rules || !crowd || !fine)
            return failure(!rules ? rules.error() : !crowd ? crowd.error() : fine.error());
        if (const Result<> tried = mustHaveBeenTried(session, migration); !tried)
            return tried;
        rules->discardsData = wanted.discard;
        rules->allowsRows = session.invocation.parser.values(u"allow"_s).contains(QLatin1StringView(DataCode));
        rules->looks = looking(session, *crowd);
        const Result<> done = resumeMigration(
            *session.connection, session.profile, *session.engine, migration, session.invocation, *rules);
        return done ? done : stoppedOnWay(session, done.error(), *rules);
    });
}

/// On the terms that the person says; the backup is taken under the lock, once the statements are known.
static Result<> rollBack(MigrateSession &session, const MigrationFile &migration)
{
    Result<RunRules> rules = basicRulesOf(session);
    const Result<WaitsRules> crowd = crowdRulesOf(session.invocation);
    const BackupWish wish = backupWishOf(session, migration);
    DownPrecautions wanted;
    const Result<> fine =
        takeDownOptions(session.invocation, wanted).and_then([&] { return mustNameBackup(session, wish); });
    if (!rules || !crowd || !fine)
        return failure(!rules ? rules.error() : !crowd ? crowd.error() : fine.error());
    rules->looks = [&](const MigrationFile &way) -> Result<> {
        if (const Result<> free = looking(session, *crowd)(way); !free)
            return free;
        Result<std::optional<BackupRecord>> backup = provideBackup(session, wish, {way});
        if (!backup)
            return failure(backup.error());
        rules->backup = std::move(*backup);
        return {};
    };
    rules->leavesData = session.invocation.parser.values(u"allow"_s).contains(QLatin1StringView(DataCode));
    rules->discardsData = wanted.discard;
    rules->reason = session.invocation.value(u"note"_s).trimmed();
    const Result<> done = rollBackPartial(*session.connection, session.profile, session.beside(), *session.engine,
        session.project->timeline(), migration, session.invocation, *rules);
    return done ? done : stoppedOnWay(session, done.error(), *rules);
}

/// What would roll it back as the database is now; who would keep that waiting is only told.
static ExitStatus showRollBack(MigrateSession &session)
{
    Result<WaitsRules> crowd = crowdRulesOf(session.invocation);
    const Result<const MigrationFile *> migration = stoppedOne(session);
    if (!crowd || !migration)
        return session.invocation.fail(crowd ? migration.error() : crowd.error());
    if (!*migration) {
        session.invocation.out << "-- No migration stopped half-way.\n";
        return ExitStatus::Done;
    }
    const Result<RollBackPlan> plan = planRollBack(*session.connection, session.profile, session.beside(),
        *session.engine, session.project->timeline(), **migration, session.invocation);
    if (!plan)
        return session.invocation.fail(plan.error());
    crowd->isAllowed = true;
    if (const Result<> told = lookAround(session, asWay(**migration, *plan), *crowd, true); !told)
        return session.invocation.fail(told.error());
    session.invocation.clearProgress();
    if (!plan->left.isEmpty())
        session.invocation.out << "-- " << plan->left.told.source().simplified() << '\n';
    for (const QString &one : plan->statements)
        session.invocation.out << one << ";\n";
    if (plan->statements.isEmpty())
        session.invocation.out << "-- Nothing of it is there.\n";
    return ExitStatus::Done;
}

ExitStatus migrateRollBack(MigrateSession &session)
{
    if (session.invocation.has(u"dry-run"_s))
        return showRollBack(session);
    const char *refusal =
        QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to roll migration %2 back on it.");
    return leadOut(
        session, "rolled back", refusal, [&](const MigrationFile &migration) { return rollBack(session, migration); });
}

} // namespace relata
