#include "app/cli/migrate_backup.h"
#include "app/cli/migrate_session.h"
#include "app/cli/run_options.h"
#include "models/engine/engine.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/kept_losses.h"
#include "models/jobs/recipes/look_around.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_gates.h"
#include "models/jobs/recipes/migration_guard.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/review.h"
#include "models/jobs/recipes/run_python.h"
#include "models/jobs/recipes/space_needed.h"
#include "models/jobs/recipes/stands_as_seen.h"
#include "models/jobs/recipes/statement_times.h"
#include "models/jobs/recipes/who_waits.h"
#include "models/project/tried_before.h"
#include "models/timeline/watch_snapshot.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

/// Tells what is found in the rows, and refuses what would fail on them.
static Result<> mustFitRowsOf(MigrateSession &session, const MigrationFile &migration, const MigrationReview &review)
{
    const bool isAllowed = session.invocation.parser.values(u"allow"_s).contains(QLatin1StringView(DataCode));
    const auto tell = [&](const Message &what) { session.invocation.warn(u"  "_s + what.translated()); };
    const InterruptWatch watch(session.invocation, session.connection->interrupter());
    Result<> fits = mustFitRows(*session.connection, *session.engine, migration, review.before, review.after, isAllowed,
        tell, session.invocation);
    if (fits)
        fits = mustLoseNothingUnknown(*session.connection, session.profile, *session.engine, migration, review.before,
            review.after, isAllowed, tell);
    if (!fits && fits.error().code == Error::Code::Refused)
        session.invocation.warn(u"  to run it all the same: --allow "_s + QLatin1StringView(DataCode));
    return fits;
}

/// Refuses what loses data, and has not been allowed by name.
static Result<> mayRun(MigrateSession &session, const MigrationFile &migration, Replay &replay)
{
    const QStringList allowed = session.invocation.parser.values(u"allow"_s);
    Result<MigrationReview> review = reviewMigration(
        session.project->timeline(), migration, *session.engine, session.beside(), false, session.invocation, &replay);
    if (!review) {
        if (mustBeReviewed(session.project->timeline(), migration, review.error()))
            return failure(review.error());
        session.invocation.warn(u"  not reviewed: "_s + review.error().message.translated());
        Result<> fine = mayGoUnreviewed(
            session.profile, migration, review.error(), allowed.contains(QLatin1StringView(UnreviewedCode)));
        if (!fine)
            session.invocation.warn(u"  to run it all the same: --allow "_s + QLatin1StringView(UnreviewedCode));
        return fine;
    }
    const QList<Finding> standing = review->standing(migration, allowed);
    for (const Message &line : review->back.point ? review->back.lines() : QList<Message>())
        session.invocation.warn(u"  "_s + line.translated());
    if (standing.isEmpty())
        return mustFitRowsOf(session, migration, *review);
    for (const Finding &finding : standing)
        session.tell(finding);
    return failure({.code = Error::Code::Refused,
        .message = {"CommandLine",
            QT_TRANSLATE_NOOP("CommandLine",
                "Migration %1 was not run: allow what it finds with --allow %2, if that is what you want."),
            {migration.version, QString::fromLatin1(standing.first().code)}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// Those themselves, and for the way up all before them.
static Result<> mayRunPython(
    const Timeline &timeline, const QList<MigrationFile> &migrations, Ledger::Direction direction)
{
    if (direction == Ledger::Direction::Up && !migrations.isEmpty())
        return mustAllowPython(timeline, migrations.last().isRepeatable ? QString() : migrations.last().version);
    for (const MigrationFile &one : migrations) {
        if (Result<> allowed = mustAllowPython(one, timeline.python); !allowed)
            return allowed;
    }
    return {};
}

Result<> mayRunCommands(MigrateSession &session, const QList<MigrationFile> &migrations, Ledger::Direction direction)
{
    const bool isAllowed = session.invocation.parser.values(u"allow"_s).contains(QLatin1StringView(CommandCode));
    const Result<RunHooks> hooks = runHooks(session.project->config().other);
    if (!hooks)
        return failure(hooks.error());
    MigrationWays ways;
    for (const MigrationFile &one : migrations)
        ways += {one, direction};
    if (Result<> allowed = mustAllowCommands(*hooks, ways, isAllowed); !allowed) {
        session.invocation.warn(u"  to run it all the same: --allow "_s + QLatin1StringView(CommandCode));
        return allowed;
    }
    const Result<> python = mayRunPython(session.project->timeline(), migrations, direction);
    if (!python)
        session.invocation.warn(u"  to run it all the same: --allow "_s + QLatin1StringView(PythonCode));
    return python;
}

Result<> lookAround(MigrateSession &session, const MigrationFile &migration, const WaitsRules &rules, bool isOnlyTold)
{
    const auto tell = [&](const Message &what) { session.invocation.warn(u"  "_s + what.translated()); };
    LookRules look{rules, session.invocation.parser.values(u"allow"_s), tell};
    if (isOnlyTold)
        look.allowed += QStringList{QLatin1StringView(WaitsCode), QLatin1StringView(SpaceCode)};
    const InterruptWatch watch(session.invocation, session.connection->interrupter());
    QString code;
    const Result<> free =
        mustRunFreely(*session.connection, session.profile, *session.engine, migration, look, code, session.invocation);
    if (!code.isEmpty())
        session.invocation.warn(u"  to run it all the same: --allow "_s + code);
    return free;
}

void tellOfReplicas(MigrateSession &session, const WaitsRules &rules)
{
    const auto tell = [&](const Message &what) { session.invocation.warn(u"  "_s + what.translated()); };
    tellReplicas(*session.engine, session.profile, rules, tell, session.invocation);
}

Result<> holdLock(MigrateSession &session, RunRules &rules)
{
    if (rules.guard)
        return {};
    Result<std::shared_ptr<MigrationGuard>> guard =
        lockMigrations(session.profile, *session.engine, session.invocation, rules);
    if (!guard)
        return failure(guard.error());
    rules.guard = std::move(*guard);
    return {};
}

/// Whether another run has applied it between the look at what is pending and the lock.
static Result<bool> appliedMeanwhile(MigrateSession &session, const MigrationFile &migration)
{
    Result<QList<MigrationStatus>> states =
        migrationStatus(*session.connection, *session.engine, session.project->timeline());
    if (!states)
        return failure(states.error());
    return std::any_of(states->begin(), states->end(), [&](const MigrationStatus &one) {
        return one.version == migration.version && one.state == MigrationState::Applied;
    });
}

/// What is done once, before the first of them; true: another run was faster.
static Result<bool> begin(
    MigrateSession &session, const QList<MigrationFile> &pending, RunRules &rules, const WaitsRules &crowd)
{
    if (Result<> locked = holdLock(session, rules); !locked)
        return failure(locked.error());
    Result<bool> isDone =
        pending.first().isRepeatable ? Result<bool>(false) : appliedMeanwhile(session, pending.first());
    if (!isDone || *isDone)
        return isDone;
    if (Result<> same = mustBePendingStill(*session.connection, *session.engine, session.project->timeline(),
            session.invocation.value(u"to"_s), pending);
        !same)
        return failure(same.error());
    if (Result<> fine =
            mustBeAsExpected(*session.connection, session.profile, *session.engine, pending, rules, session.invocation);
        !fine) {
        if (fine.error().code == Error::Code::Refused) // nobody could tell; what has drifted is a conflict
            session.invocation.warn(u"  to run it all the same: --allow "_s + QLatin1StringView(DriftCode));
        return failure(fine.error());
    }
    rules.beside.reset(); // what follows stands on what this run has made itself
    Result<std::optional<BackupRecord>> backup = provideBackup(session, backupWishOf(session), pending);
    if (!backup)
        return failure(backup.error());
    rules.backup = std::move(*backup);
    tellOfReplicas(session, crowd);
    return false;
}

Result<> mustHaveBeenTried(MigrateSession &session, const QList<MigrationFile> &pending)
{
    SourceContext context = session.invocation.sources(u"BEFORE"_s);
    context.projectFolder = session.project->folder();
    Result<> tried =
        mustBeTriedBefore(pending, session.profile, session.project->config(), session.project->timeline(), context);
    if (tried)
        return {};
    const QString reason = session.invocation.value(u"note"_s).trimmed();
    const bool isAllowed = session.invocation.parser.values(u"allow"_s).contains(QLatin1StringView(UntriedCode));
    if (isAllowed && !reason.isEmpty())
        return keepAllowed(*session.connection, *session.engine, pending, tried.error(), reason);
    session.invocation.warn(
        u"  to run it all the same: --allow %1 --note REASON"_s.arg(QLatin1StringView(UntriedCode)));
    return tried;
}

tl::unexpected<Error> stopped(MigrateSession &session, const Error &error, const RunRules &rules)
{
    if (!tellDiagnosis(session, error) && rules.backup)
        session.invocation.warn(u"  "_s + rules.backup->wayBack().translated());
    return failure(error);
}

tl::unexpected<Error> stoppedOnWay(MigrateSession &session, const Error &error, const RunRules &rules)
{
    using Code = Error::Code;
    const bool isRefused = error.code == Code::Refused || error.code == Code::Conflict || error.code == Code::Usage
        || error.code == Code::File;
    return isRefused ? held(session, error, rules) : stopped(session, error, rules);
}

tl::unexpected<Error> held(MigrateSession &session, const Error &error, const RunRules &rules)
{
    if (rules.backup)
        session.invocation.warn(u"  "_s + rules.backup->wayBack().translated());
    return failure(error);
}

/// Runs what runs behind the last migration; asked anew, under the lock, what that is.
static Result<> runBehind(MigrateSession &session, const RunRules &rules, const WaitsRules &crowd)
{
    const Timeline &timeline = session.project->timeline();
    const Result<QList<MigrationFile>> due =
        pendingRepeatables(*session.connection, *session.engine, timeline, session.invocation.value(u"to"_s), {});
    if (!due)
        return failure(due.error());
    for (const MigrationFile &one : *due) {
        if (Result<> free = lookAround(session, one, crowd); !free)
            return free;
        if (Result<> done = runRepeatable(
                *session.connection, session.profile, *session.engine, timeline, one, session.invocation, rules);
            !done)
            return done;
        session.invocation.clearProgress();
        session.invocation.out << "ran " << one.version << '\n';
        session.invocation.out.flush();
    }
    return {};
}

/// Applies them in turn; true: another run was faster, and what is left is to be seen anew.
static Result<bool> applyInTurn(MigrateSession &session, const QList<MigrationFile> &pending)
{
    Result<RunRules> rules = rulesOf(session);
    if (!rules)
        return failure(rules.error());
    const Result<WaitsRules> crowd = crowdRulesOf(session.invocation);
    if (!crowd)
        return failure(crowd.error());
    if (Result<> tried = mustHaveBeenTried(session, pending); !tried)
        return failure(tried.error());
    Replay replay(*session.engine, session.beside(), session.invocation);
    replay.keepBeside(session.project->timeline(), pending);
    rules->replay = &replay;
    for (const MigrationFile &migration : pending) {
        if (Result<> fine = migration.isRepeatable ? Result<>() : mayRun(session, migration, replay); !fine)
            return held(session, fine.error(), *rules);
        Result<bool> isDone = rules->guard ? Result<bool>(false) : begin(session, pending, *rules, *crowd);
        if (!isDone || *isDone)
            return isDone;
        const InterruptWatch watch(session.invocation, session.connection->interrupter(), InterruptWatch::Cancels::One);
        if (migration.isRepeatable) { // as all behind it
            const Result<> ran = runBehind(session, *rules, *crowd);
            return ran ? Result<bool>(false) : stopped(session, ran.error(), *rules);
        }
        if (Result<> free = lookAround(session, migration, *crowd); !free)
            return held(session, free.error(), *rules);
        if (Result<> done = applyMigration(
                *session.connection, session.profile, *session.engine, migration, session.invocation, *rules);
            !done)
            return stopped(session, done.error(), *rules);
        session.invocation.clearProgress();
        session.invocation.out << "applied " << migration.version << ' ' << migration.title << '\n';
        session.invocation.out.flush();
    }
    return false;
}

/// What the first one would find in the rows that stand, and whether it would be run all the same; those behind it meet
/// what it leaves, and are told of when it is their turn.
static Result<> tellRows(MigrateSession &session, const MigrationFile &migration, Replay &replay)
{
    const Result<MigrationReview> review = reviewMigration(
        session.project->timeline(), migration, *session.engine, session.beside(), false, session.invocation, &replay);
    if (!review) // which has been told
        return review.error().code == Error::Code::Cancelled ? Result<>(failure(review.error())) : Result<>();
    const Result<> fits = mustFitRowsOf(session, migration, *review);
    if (fits || fits.error().code != Error::Code::Refused)
        return fits;
    session.invocation.warn(u"  "_s + fits.error().message.translated());
    return {};
}

/// The script of what is pending; who would keep it waiting now is only told.
static ExitStatus dryRun(MigrateSession &session, const QList<MigrationFile> &pending)
{
    if (const Result<RunRules> rules = basicRulesOf(session); !rules) // what the run would not read either
        return session.invocation.fail(rules.error());
    Result<WaitsRules> crowd = crowdRulesOf(session.invocation);
    if (!crowd)
        return session.invocation.fail(crowd.error());
    crowd->isAllowed = true;
    if (!pending.isEmpty())
        tellOfReplicas(session, *crowd);
    QHash<QString, qint64> made;
    Replay replay(*session.engine, session.beside(), session.invocation);
    for (const MigrationFile &migration : pending) {
        if (Result<> told = lookAround(session, migration, *crowd, true); !told)
            return session.invocation.fail(told.error());
        if (!migration.isRepeatable)
            tellOutlook(session, migration, replay, made);
        if (const Result<> told = &migration == &pending.first() && !migration.isRepeatable
                ? tellRows(session, migration, replay)
                : Result<>();
            !told)
            return session.invocation.fail(told.error());
    }
    if (const Result<> told = tellBackup(session, pending); !told)
        return session.invocation.fail(told.error());
    return printMigrationScript(session, pending, false);
}

Result<QList<MigrationFile>> allPending(MigrateSession &session)
{
    const Timeline &timeline = session.project->timeline();
    const QString to = session.invocation.value(u"to"_s);
    Result<QList<MigrationFile>> pending = pendingMigrations(*session.connection, *session.engine, timeline, to);
    const auto behind =
        pending ? pendingRepeatables(*session.connection, *session.engine, timeline, to, *pending) : pending;
    if (!behind)
        return behind;
    *pending += *behind;
    return pending;
}

/// What is pending, and may run as far as the words that were said go.
static Result<QList<MigrationFile>> readyToRun(MigrateSession &session)
{
    Result<QList<MigrationFile>> pending = allPending(session);
    if (!pending || pending->isEmpty() || session.invocation.has(u"dry-run"_s))
        return pending;
    if (Result<> meant = session.mustSayYes(
            QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to apply %2 migrations to it."),
            QString::number(pending->size()));
        !meant)
        return failure(meant.error());
    if (Result<> named = mustNameBackup(session, backupWishOf(session)); !named)
        return failure(named.error());
    if (Result<> fine = mayRunCommands(session, *pending, Ledger::Direction::Up); !fine)
        return failure(fine.error());
    const Result<RunRules> rules = basicRulesOf(session);
    if (!rules)
        return failure(rules.error());
    Result<> fine = mustBeApproved(*pending, *session.engine, *rules);
    if (fine)
        fine = mustKnowTimes(*pending, *rules, *session.connection, *session.engine);
    return fine ? pending : failure(fine.error());
}

/// Stands until the time that was asked for, if that is still to come; the connection would be idle meanwhile, and is
/// made anew.
static Result<> standUntilStart(MigrateSession &session)
{
    const Result<RunRules> rules = basicRulesOf(session);
    if (!rules)
        return failure(rules.error());
    if (!rules->window.startAt.isValid() || rules->window.startAt <= QDateTime::currentDateTime())
        return {};
    session.connection.reset();
    const Result<> begun = waitForStart(rules->window, session.invocation);
    return begun ? session.connect() : begun;
}

ExitStatus migrateUp(MigrateSession &session)
{
    Result<QList<MigrationFile>> pending = readyToRun(session);
    if (pending && session.invocation.has(u"dry-run"_s))
        return dryRun(session, *pending);
    if (pending && session.invocation.has(u"start-at"_s)) { // what is refused is refused now, and not at night
        const Result<> begun = standUntilStart(session);
        pending = begun ? readyToRun(session) : failure(begun.error());
    }
    if (!pending)
        return session.invocation.fail(pending.error());
    const Result<std::optional<WatchSnapshot>> before = lookBefore(session, *pending);
    if (!before)
        return session.invocation.fail(before.error());
    const Result<bool> overtaken = applyInTurn(session, *pending);
    if (!overtaken)
        return session.invocation.fail(overtaken.error());
    if (*overtaken)
        return migrateUp(session);
    if (pending->isEmpty())
        session.invocation.out << "Nothing is pending.\n";
    return *before ? lookBack(session) : ExitStatus::Done;
}

} // namespace relata
