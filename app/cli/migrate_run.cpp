#include "app/cli/migrate_kept.h"
#include "app/cli/migrate_session.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/review.h"

namespace relata {
using namespace Qt::StringLiterals;

/// Refuses what loses data, and has not been allowed by name.
static Result<> mayRun(MigrateSession &session, const MigrationFile &migration)
{
    Result<MigrationReview> review = reviewMigration(
        session.project->timeline(), migration, *session.engine, session.beside(), false, session.invocation);
    if (!review) {
        if (review.error().code == Error::Code::Sql || review.error().code == Error::Code::Cancelled)
            return failure(review.error());
        session.invocation.warn(u"  not reviewed: "_s + review.error().message.translated());
        return {};
    }
    const QList<Finding> standing = review->standing(migration, session.invocation.parser.values(u"allow"_s));
    if (standing.isEmpty())
        return {};
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

/// Refuses where the database is not what its migrations lead to in what is to be touched; warns of the rest.
static Result<> lookForDrift(MigrateSession &session, const QList<MigrationFile> &pending)
{
    const Result<DriftRules> rules = driftRules(session.project->config().other);
    if (!rules)
        return failure(rules.error());
    const Result<DriftCheck> check = checkDrift(*session.connection, session.profile, session.beside(), *session.engine,
        session.project->timeline(), pending, *rules, session.invocation);
    if (!check) {
        if (check.error().code == Error::Code::Cancelled || check.error().code == Error::Code::ConnectionLost)
            return failure(check.error());
        session.invocation.warn(u"  drift was not looked for: "_s + check.error().message.translated());
        return {};
    }
    for (const DriftItem &item : check->elsewhere)
        session.invocation.warn(u"  drift: "_s + item.text());
    if (session.invocation.parser.values(u"allow"_s).contains("DRIFT"_L1)) {
        for (const DriftCheck::Touched &one : check->touched)
            session.invocation.warn(u"  drift: "_s + one.item.text());
        return {};
    }
    return refuseTouched(*check);
}

ExitStatus migrateUp(MigrateSession &session)
{
    Result<QList<MigrationFile>> pending = pendingMigrations(
        *session.connection, *session.engine, session.project->timeline(), session.invocation.value(u"to"_s));
    if (!pending)
        return session.invocation.fail(pending.error());
    if (session.invocation.has(u"dry-run"_s))
        return printMigrationScript(session, *pending, false);
    if (session.profile.environment.startsWith("prod"_L1) && !session.invocation.has(u"yes"_s) && !pending->isEmpty())
        return session.invocation.fail({.code = Error::Code::Refused,
            .message = {"CommandLine",
                QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to apply %2 migrations to it."),
                {session.profile.displayName(), QString::number(pending->size())}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    if (Result<> fine = lookForDrift(session, *pending); !fine)
        return session.invocation.fail(fine.error());
    for (const MigrationFile &migration : *pending) {
        if (Result<> fine = mayRun(session, migration); !fine)
            return session.invocation.fail(fine.error());
        if (Result<> done = applyMigration(*session.connection, *session.engine, migration, session.invocation);
            !done) {
            tellDiagnosis(session, done.error());
            return session.invocation.fail(done.error());
        }
        session.invocation.out << "applied " << migration.version << ' ' << migration.title << '\n';
    }
    if (pending->isEmpty())
        session.invocation.out << "Nothing is pending.\n";
    return ExitStatus::Done;
}

/// Counts first what rows written since would lose, and keeps it.
static Result<> takeBack(MigrateSession &session, const MigrationFile &migration)
{
    DownPrecautions precautions;
    if (Result<> fine = takeDownOptions(session.invocation, precautions); !fine)
        return fine;
    Result<DownPrecautions> known =
        precautionsFor(session.project->timeline(), migration, *session.engine, session.beside(), session.invocation);
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
        return revertMigration(*session.connection, *session.engine, migration, session.invocation);
    known->fills = precautions.fills;
    known->discard = precautions.discard;
    const Result<> done = revertMigration(*session.connection, *session.engine, migration, session.invocation, &*known);
    for (const Message &said : known->said)
        session.invocation.warn(said.translated());
    return done;
}

ExitStatus migrateDown(MigrateSession &session)
{
    Result<QList<MigrationFile>> applied = appliedMigrations(
        *session.connection, *session.engine, session.project->timeline(), session.invocation.value(u"to"_s));
    if (!applied)
        return session.invocation.fail(applied.error());
    if (session.invocation.has(u"dry-run"_s))
        return printMigrationScript(session, *applied, true);
    for (const MigrationFile &migration : *applied) {
        if (Result<> done = takeBack(session, migration); !done)
            return session.invocation.fail(done.error());
        session.invocation.out << "took back " << migration.version << ' ' << migration.title << '\n';
    }
    if (applied->isEmpty())
        session.invocation.out << "Nothing is applied.\n";
    return ExitStatus::Done;
}

ExitStatus migrateResume(MigrateSession &session)
{
    Result<QList<MigrationStatus>> states =
        migrationStatus(*session.connection, *session.engine, session.project->timeline());
    if (!states)
        return session.invocation.fail(states.error());
    for (const MigrationStatus &status : *states) {
        const MigrationFile *migration = session.project->timeline().find(status.version);
        if (!migration || (status.state != MigrationState::Partial && status.state != MigrationState::Failed))
            continue;
        if (Result<> done = resumeMigration(*session.connection, *session.engine, *migration, session.invocation);
            !done)
            return session.invocation.fail(done.error());
        session.invocation.out << "resumed " << migration->version << ' ' << migration->title << '\n';
        return ExitStatus::Done;
    }
    session.invocation.out << "No migration stopped half-way.\n";
    return ExitStatus::Done;
}

ExitStatus migrateRollBack(MigrateSession &session)
{
    Result<QList<MigrationStatus>> states =
        migrationStatus(*session.connection, *session.engine, session.project->timeline());
    if (!states)
        return session.invocation.fail(states.error());
    for (const MigrationStatus &status : *states) {
        const MigrationFile *migration = session.project->timeline().find(status.version);
        if (!migration || (status.state != MigrationState::Partial && status.state != MigrationState::Failed))
            continue;
        if (Result<> done = rollBackPartial(*session.connection, session.profile, session.beside(), *session.engine,
                session.project->timeline(), *migration, session.invocation);
            !done)
            return session.invocation.fail(done.error());
        session.invocation.out << "rolled back " << migration->version << ' ' << migration->title << '\n';
        return ExitStatus::Done;
    }
    session.invocation.out << "No migration stopped half-way.\n";
    return ExitStatus::Done;
}

} // namespace relata
