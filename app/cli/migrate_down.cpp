#include "app/cli/migrate_backup.h"
#include "app/cli/migrate_kept.h"
#include "app/cli/migrate_session.h"
#include "app/cli/run_options.h"
#include "models/engine/engine.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/down_outlook.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/stands_as_seen.h"

namespace relata {
using namespace Qt::StringLiterals;

/// Counts first what rows written since would lose, and keeps it.
static Result<> takeBack(MigrateSession &session, const MigrationFile &migration, const RunRules &rules, Replay &replay)
{
    DownPrecautions precautions;
    if (Result<> fine = takeDownOptions(session.invocation, precautions); !fine)
        return fine;
    const InterruptWatch watch(session.invocation, session.connection->interrupter(), InterruptWatch::Cancels::One);
    Result<DownPrecautions> known = precautionsFor(
        session.project->timeline(), migration, *session.engine, session.beside(), session.invocation, &replay);
    if (!known && !precautions.discard)
        return failure({.code = Error::Code::Refused,
            .message = {"CommandLine",
                QT_TRANSLATE_NOOP("CommandLine",
                    "Nothing was taken back: what that loses cannot be told. %1 Name a server with --dev, or say "
                    "--discard."),
                {known.error().message.source()}},
            .detail = known.error().detail,
            .sqlState = {},
            .position = {}});
    if (!known)
        return revertMigration(
            *session.connection, session.profile, *session.engine, migration, session.invocation, rules);
    known->fills = precautions.fills;
    known->discard = precautions.discard;
    const Result<> done = revertMigration(
        *session.connection, session.profile, *session.engine, migration, session.invocation, rules, &*known);
    for (const Message &said : known->said)
        session.invocation.warn(said.translated());
    return done;
}

/// Before the first of them is taken back: commands, and somebody's word for each.
static Result<> mayGoBack(MigrateSession &session, const QList<MigrationFile> &migrations, const RunRules &rules)
{
    Result<> fine = mayRunCommands(session, migrations, Ledger::Direction::Down);
    for (const MigrationFile &one : migrations) {
        if (fine)
            fine = mustBeApproved(one, *session.engine, rules, true);
    }
    return fine;
}

/// As their ways down would run.
static QList<MigrationFile> turnedAll(const QList<MigrationFile> &migrations)
{
    QList<MigrationFile> ways;
    for (const MigrationFile &one : migrations)
        ways += turned(one);
    return ways;
}

/// What it would be refused for is asked before a backup that may take hours. Where nobody can tell what it loses, that
/// is said when its turn comes.
static Result<> mayBackUp(MigrateSession &session, const MigrationFile &first, const RunRules &rules)
{
    DownPrecautions wanted;
    Result<> fine = takeDownOptions(session.invocation, wanted);
    if (!fine || backupWishOf(session).way != BackupWish::Way::Take)
        return fine;
    Result<DownPrecautions> known = precautionsFor(
        session.project->timeline(), first, *session.engine, session.beside(), session.invocation, rules.replay);
    if (!known)
        return {};
    known->fills = wanted.fills;
    known->discard = wanted.discard;
    return mayTakePrecautions(*session.connection, *session.engine, first, *known, rules, session.invocation);
}

/// Once for all of them: the lock, whether they are still the last ones, and what they stand on.
static Result<> beginDown(
    MigrateSession &session, const QList<MigrationFile> &shown, RunRules &rules, const WaitsRules &crowd)
{
    if (Result<> locked = holdLock(session, rules); !locked)
        return locked;
    if (Result<> same = mustBeAppliedStill(*session.connection, *session.engine, session.project->timeline(),
            session.invocation.value(u"to"_s), shown);
        !same)
        return same;
    const QList<MigrationFile> ways = turnedAll(shown);
    if (Result<> fine =
            mustBeAsExpected(*session.connection, session.profile, *session.engine, ways, rules, session.invocation);
        !fine) {
        if (fine.error().code == Error::Code::Refused) // nobody could tell; what has drifted is a conflict
            session.invocation.warn(u"  to run it all the same: --allow "_s + QLatin1StringView(DriftCode));
        return fine;
    }
    rules.beside.reset(); // what follows stands on what this run has made itself
    if (Result<> fine = mayBackUp(session, shown.first(), rules); !fine)
        return fine;
    Result<std::optional<BackupRecord>> backup = provideBackup(session, backupWishOf(session), ways);
    if (!backup)
        return failure(backup.error());
    rules.backup = std::move(*backup);
    tellOfReplicas(session, crowd);
    return {};
}

/// What would be kept and asked for before, as comments: of the first one, for those behind it meet what it leaves.
static Result<> printOutlook(MigrateSession &session, const QList<MigrationFile> &migrations)
{
    DownPrecautions wanted;
    if (Result<> fine = takeDownOptions(session.invocation, wanted); !fine || migrations.isEmpty())
        return fine;
    const Result<QList<Message>> lines = downOutlook(*session.connection, session.profile, *session.engine,
        session.project->timeline(), migrations.first(), wanted, session.beside(), session.invocation);
    if (!lines)
        return failure(lines.error());
    session.invocation.clearProgress();
    for (const Message &line : *lines)
        session.invocation.out << "-- " << line.source().simplified() << '\n';
    if (migrations.size() > 1 && session.engine->keeper)
        session.invocation.out << "-- What those behind migration " << migrations.first().version
                               << " would keep or ask for is known when it is their turn.\n";
    return {};
}

/// What would run; who would keep it waiting now is only told.
static ExitStatus dryRun(MigrateSession &session, const QList<MigrationFile> &migrations)
{
    Result<WaitsRules> crowd = crowdRulesOf(session.invocation);
    if (!crowd)
        return session.invocation.fail(crowd.error());
    crowd->isAllowed = true;
    if (!migrations.isEmpty())
        tellOfReplicas(session, *crowd);
    for (const MigrationFile &way : turnedAll(migrations)) {
        if (Result<> told = lookAround(session, way, *crowd, true); !told)
            return session.invocation.fail(told.error());
    }
    if (const Result<> told = tellBackup(session, turnedAll(migrations)); !told)
        return session.invocation.fail(told.error());
    if (const Result<> printed = printOutlook(session, migrations); !printed)
        return session.invocation.fail(printed.error());
    return printMigrationScript(session, migrations, true);
}

/// One after the other, each with a look at who is in its way before.
static Result<> takeBackInTurn(MigrateSession &session, const QList<MigrationFile> &migrations)
{
    Result<RunRules> rules = rulesOf(session);
    const Result<WaitsRules> crowd = crowdRulesOf(session.invocation);
    if (!rules || !crowd)
        return failure(rules ? crowd.error() : rules.error());
    if (migrations.isEmpty())
        return {};
    rules->allowsRows = session.invocation.parser.values(u"allow"_s).contains(QLatin1StringView(DataCode));
    if (Result<> fine = mayGoBack(session, migrations, *rules); !fine)
        return fine;
    Replay replay(*session.engine, session.beside(), session.invocation);
    replay.keepBeside(session.project->timeline(), migrations);
    rules->replay = &replay;
    if (Result<> fine = beginDown(session, migrations, *rules, *crowd); !fine)
        return fine;
    for (const MigrationFile &migration : migrations) {
        if (Result<> free = lookAround(session, turned(migration), *crowd); !free)
            return held(session, free.error(), *rules);
        if (Result<> done = takeBack(session, migration, *rules, replay); !done)
            return stoppedOnWay(session, done.error(), *rules);
        session.invocation.clearProgress();
        session.invocation.out << "took back " << migration.version << ' ' << migration.title << '\n';
        session.invocation.out.flush();
    }
    return {};
}

ExitStatus migrateDown(MigrateSession &session)
{
    Result<QList<MigrationFile>> applied = appliedMigrations(
        *session.connection, *session.engine, session.project->timeline(), session.invocation.value(u"to"_s));
    if (!applied)
        return session.invocation.fail(applied.error());
    if (session.invocation.has(u"dry-run"_s))
        return dryRun(session, *applied);
    Result<> meant = applied->isEmpty()
        ? Result<>()
        : session.mustSayYes(
            QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to take %2 migrations back from it."),
            QString::number(applied->size()));
    if (meant && !applied->isEmpty())
        meant = mustNameBackup(session, backupWishOf(session));
    if (!meant)
        return session.invocation.fail(meant.error());
    if (const Result<> done = takeBackInTurn(session, *applied); !done)
        return session.invocation.fail(done.error());
    if (applied->isEmpty())
        session.invocation.out << "Nothing is applied.\n";
    return ExitStatus::Done;
}

} // namespace relata
