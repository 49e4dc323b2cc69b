#include "app/cli/migrate_kept.h"
#include "app/cli/migrate_session.h"
#include "app/cli/run_options.h"
#include "models/engine/engine.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/down_precautions.h"
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

/// Once for all of them: the lock, whether they are still the last ones, and what they stand on.
static Result<> beginDown(MigrateSession &session, const QList<MigrationFile> &shown, RunRules &rules)
{
    if (shown.isEmpty())
        return {};
    if (Result<> locked = holdLock(session, rules); !locked)
        return locked;
    if (Result<> same = mustBeAppliedStill(*session.connection, *session.engine, session.project->timeline(),
            session.invocation.value(u"to"_s), shown);
        !same)
        return same;
    QList<MigrationFile> ways;
    for (const MigrationFile &one : shown)
        ways += turned(one);
    Result<> fine =
        mustBeAsExpected(*session.connection, session.profile, *session.engine, ways, rules, session.invocation);
    rules.beside.reset(); // what follows stands on what this run has made itself
    return fine;
}

ExitStatus migrateDown(MigrateSession &session)
{
    Result<QList<MigrationFile>> applied = appliedMigrations(
        *session.connection, *session.engine, session.project->timeline(), session.invocation.value(u"to"_s));
    if (!applied)
        return session.invocation.fail(applied.error());
    if (session.invocation.has(u"dry-run"_s))
        return printMigrationScript(session, *applied, true);
    Result<> meant = applied->isEmpty()
        ? Result<>()
        : session.mustSayYes(
            QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to take %2 migrations back from it."),
            QString::number(applied->size()));
    if (!meant)
        return session.invocation.fail(meant.error());
    Result<RunRules> rules = rulesOf(session);
    if (!rules)
        return session.invocation.fail(rules.error());
    rules->allowsRows = session.invocation.parser.values(u"allow"_s).contains(QLatin1StringView(DataCode));
    if (Result<> fine = mayGoBack(session, *applied, *rules); !fine)
        return session.invocation.fail(fine.error());
    if (Result<> fine = beginDown(session, *applied, *rules); !fine)
        return session.invocation.fail(fine.error());
    Replay replay(*session.engine, session.beside(), session.invocation);
    keepForDown(replay, session.project->timeline(), *applied);
    for (const MigrationFile &migration : *applied) {
        if (Result<> done = takeBack(session, migration, *rules, replay); !done)
            return session.invocation.fail(done.error());
        session.invocation.clearProgress();
        session.invocation.out << "took back " << migration.version << ' ' << migration.title << '\n';
    }
    if (applied->isEmpty())
        session.invocation.out << "Nothing is applied.\n";
    return ExitStatus::Done;
}

} // namespace relata
