#include "app/cli/migrate_kept.h"
#include "app/cli/migrate_session.h"
#include "app/cli/run_options.h"
#include "models/engine/engine.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/migrate.h"

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

ExitStatus migrateResume(MigrateSession &session)
{
    const char *refusal =
        QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to go on with migration %2 on it.");
    return leadOut(session, "resumed", refusal, [&](const MigrationFile &migration) -> Result<> {
        Result<RunRules> rules = rulesOf(session);
        const Result<WaitsRules> crowd = crowdRulesOf(session.invocation);
        DownPrecautions wanted;
        const Result<> fine = takeDownOptions(session.invocation, wanted);
        if (!rules || !crowd || !fine)
            return failure(!rules ? rules.error() : !crowd ? crowd.error() : fine.error());
        rules->discardsData = wanted.discard;
        rules->allowsRows = session.invocation.parser.values(u"allow"_s).contains(QLatin1StringView(DataCode));
        rules->looks = [&](const MigrationFile &rest) { return lookAround(session, rest, *crowd); };
        return resumeMigration(
            *session.connection, session.profile, *session.engine, migration, session.invocation, *rules);
    });
}

ExitStatus migrateRollBack(MigrateSession &session)
{
    const char *refusal =
        QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to roll migration %2 back on it.");
    return leadOut(session, "rolled back", refusal, [&](const MigrationFile &migration) -> Result<> {
        Result<RunRules> rules = basicRulesOf(session);
        DownPrecautions wanted;
        if (const Result<> fine = takeDownOptions(session.invocation, wanted); !rules || !fine)
            return failure(rules ? fine.error() : rules.error());
        rules->leavesData = session.invocation.parser.values(u"allow"_s).contains(QLatin1StringView(DataCode));
        rules->discardsData = wanted.discard;
        rules->reason = session.invocation.value(u"note"_s).trimmed();
        return rollBackPartial(*session.connection, session.profile, session.beside(), *session.engine,
            session.project->timeline(), migration, session.invocation, *rules);
    });
}

} // namespace relata
