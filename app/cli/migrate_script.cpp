#include "app/cli/migrate_session.h"
#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_script.h"
#include "models/timeline/ledger_script.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

/// Those above `from` and up to `to`, in the order in which they run.
static Result<QList<MigrationFile>> between(MigrateSession &session, const QString &from, const QString &to)
{
    const Timeline &timeline = session.project->timeline();
    for (const QString &version : {from, to}) {
        if (!version.isEmpty() && version.toLongLong() != 0 && !timeline.find(version))
            return failure({.code = Error::Code::Usage,
                .message = {"CommandLine", QT_TRANSLATE_NOOP("CommandLine", "The project has no migration %1."),
                    {version}},
                .detail = {},
                .sqlState = {},
                .position = {}});
    }
    const bool isDown = session.invocation.has(u"down"_s);
    const qint64 top = timeline.migrations.isEmpty() ? 0 : timeline.migrations.last().version.toLongLong();
    const qint64 low = (isDown ? to : from).toLongLong();
    const QString &end = isDown ? from : to;
    const qint64 high = end.isEmpty() ? top : end.toLongLong();
    QList<MigrationFile> result;
    for (const MigrationFile &one : timeline.migrations) {
        if (one.version.toLongLong() > low && one.version.toLongLong() <= high)
            result += one;
    }
    if (isDown)
        std::reverse(result.begin(), result.end());
    return result;
}

/// All that run behind the last migration, unless the script ends before it.
static QList<MigrationFile> behind(MigrateSession &session, const QString &to)
{
    const Timeline &timeline = session.project->timeline();
    const bool isShort = !to.isEmpty() && !timeline.migrations.isEmpty()
        && to.toLongLong() < timeline.migrations.last().version.toLongLong();
    return isShort || session.invocation.has(u"down"_s) ? QList<MigrationFile>() : timeline.repeatables;
}

/// What the database is to be brought over by: what it has not, or has.
static Result<QList<MigrationFile>> forTarget(MigrateSession &session, const QString &to)
{
    const Timeline &timeline = session.project->timeline();
    return session.invocation.has(u"down"_s) ? appliedMigrations(*session.connection, *session.engine, timeline, to)
                                             : allPending(session);
}

static const MigrationFile *before(const Timeline &timeline, const QList<MigrationFile> &migrations)
{
    const MigrationFile *result = nullptr;
    for (const MigrationFile &one : timeline.migrations) {
        if (!migrations.isEmpty()
            && (migrations.first().isRepeatable || one.version.toLongLong() < migrations.first().version.toLongLong()))
            result = &one;
    }
    return result;
}

ExitStatus printMigrationScript(MigrateSession &session, const QList<MigrationFile> &migrations, bool isDown)
{
    Invocation &invocation = session.invocation;
    ScriptOptions options;
    options.direction = isDown ? Ledger::Direction::Down : Ledger::Direction::Up;
    options.isShown = invocation.has(u"dry-run"_s);
    options.idempotent = invocation.has(u"idempotent"_s);
    if (const MigrationFile *last = before(session.project->timeline(), migrations); last && !isDown)
        options.after = *last;
    const ServerInfo &server = session.planned;
    if (session.connection && setsSession(migrations, *session.engine, server)) {
        const Result<QString> place = ledgerPlace(*session.connection, *session.engine);
        if (!place)
            return invocation.fail(place.error());
        options.place = *place;
    }
    const Result<QString> script = migrationScript(migrations, *session.engine, server, options);
    if (!script)
        return invocation.fail(script.error());
    if (const Message remark = unverifiedRemark(*session.engine, server); !remark.isEmpty())
        invocation.out << "-- " << remark.source() << '\n';
    invocation.out << *script;
    return ExitStatus::Done;
}

ExitStatus migrateScript(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    const bool isDown = invocation.has(u"down"_s);
    const QString from = invocation.value(u"from"_s), to = invocation.value(u"to"_s);
    if (isDown && to.isEmpty() && !from.isEmpty())
        return invocation.usage(u"script --down takes --to, the version that stays; 0 is before the first."_s);
    const bool isOffline = !invocation.has(u"target"_s);
    if (Result<> ready = isOffline ? session.chooseEngine() : session.connect(); !ready)
        return invocation.fail(ready.error());
    // Of a database without --from, what is pending there; otherwise what the versions say.
    const bool isByVersion = isOffline || !from.isEmpty() || invocation.has(u"idempotent"_s);
    Result<QList<MigrationFile>> migrations = isByVersion ? between(session, from, to) : forTarget(session, to);
    if (!migrations)
        return invocation.fail(migrations.error());
    if (isByVersion)
        *migrations += behind(session, to);
    if (migrations->isEmpty()) {
        invocation.out << "-- Nothing is to be run.\n";
        return ExitStatus::Done;
    }
    return printMigrationScript(session, *migrations, isDown);
}

} // namespace relata
