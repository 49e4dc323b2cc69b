#include "app/cli/migrate_session.h"
#include "app/cli/run_options.h"
#include "models/jobs/recipes/migrate.h"

namespace relata {
using namespace Qt::StringLiterals;

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
        if (Result<> meant = mustSayYes(session,
                QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to go on with migration %2 on it."),
                migration->version);
            !meant)
            return session.invocation.fail(meant.error());
        const Result<RunRules> rules = rulesOf(session);
        if (!rules)
            return session.invocation.fail(rules.error());
        if (Result<> done = resumeMigration(
                *session.connection, session.profile, *session.engine, *migration, session.invocation, *rules);
            !done)
            return session.invocation.fail(done.error());
        session.invocation.clearProgress();
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
    const Result<RunRules> rules = basicRulesOf(session);
    if (!rules)
        return session.invocation.fail(rules.error());
    for (const MigrationStatus &status : *states) {
        const MigrationFile *migration = session.project->timeline().find(status.version);
        if (!migration || (status.state != MigrationState::Partial && status.state != MigrationState::Failed))
            continue;
        if (Result<> meant = mustSayYes(session,
                QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to roll migration %2 back on it."),
                migration->version);
            !meant)
            return session.invocation.fail(meant.error());
        if (Result<> done = rollBackPartial(*session.connection, session.profile, session.beside(), *session.engine,
                session.project->timeline(), *migration, session.invocation, *rules);
            !done)
            return session.invocation.fail(done.error());
        session.invocation.clearProgress();
        session.invocation.out << "rolled back " << migration->version << ' ' << migration->title << '\n';
        return ExitStatus::Done;
    }
    session.invocation.out << "No migration stopped half-way.\n";
    return ExitStatus::Done;
}

} // namespace relata
