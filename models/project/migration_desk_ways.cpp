#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_gates.h"
#include "models/jobs/recipes/run_python.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"

// The part of MigrationDesk that takes back, and leads on what stopped.
namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

/// Of the one that is taken back, or of the one that stopped, whichever way it was going.
bool MigrationDesk::mayRunCommands(const MigrationFile &migration, bool isAllowed, const std::function<void()> &again)
{
    const Result<RunHooks> hooks = runHooks(m_project.config().other);
    if (!hooks) {
        emit failed(hooks.error());
        return false;
    }
    Result<> allowed = mustAllowHooks(*hooks, isAllowed);
    if (allowed)
        allowed = mustAllowCommands(migration, Ledger::Direction::Down, isAllowed);
    if (allowed && migration.version == stopped())
        allowed = mustAllowCommands(migration, Ledger::Direction::Up, isAllowed);
    if (allowed)
        allowed = mustAllowPython(migration, timeline(isAllowed).python);
    if (!allowed)
        emit commandsAsked(allowed.error(), again);
    return allowed.has_value();
}

/// What a person allows who lets a way run what it runs on this computer.
static QStringList whatRunsHere() { return {QLatin1StringView(CommandCode), QLatin1StringView(PythonCode)}; }

/// The last one that is applied, if that is the one that was confirmed.
static Result<MigrationFile> confirmedLast(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &version)
{
    const Result<QList<MigrationFile>> applied = appliedMigrations(connection, engine, timeline, {});
    if (!applied)
        return failure(applied.error());
    if (applied->size() == 1 && applied->first().version == version)
        return applied->first();
    return failure({.code = Error::Code::Conflict,
        .message = said(QT_TRANSLATE_NOOP("MigrationDesk",
                            "Nothing was rolled back: migration %1 is not the last one applied any more."),
            {version}),
        .detail = {},
        .sqlState = {},
        .position = {}});
}

void MigrationDesk::rollBack(const QString &version, bool commands)
{
    const MigrationFile *last = m_project.timeline().find(version);
    if (last && !mayRunCommands(*last, commands, [this, version] { rollBack(version, true); }))
        return;
    const QStringList allowed = commands ? whatRunsHere() : QStringList();
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Roll back %1"), {version}),
        [timeline = timeline(commands), target = m_profile.value_or(ConnectionProfile()), profile = beside(),
            engines = &m_engines, given = rules(allowed),
            version](Connection &connection, JobContext &context) -> Result<> {
            const Engine &engine = *engines->find(connection.server().engine);
            Result<std::shared_ptr<MigrationGuard>> guard = lockMigrations(target, engine, context);
            if (!guard)
                return failure(guard.error());
            RunRules rules = given;
            rules.guard = std::move(*guard);
            const Result<MigrationFile> migration = confirmedLast(connection, engine, timeline, version);
            if (!migration)
                return failure(migration.error());
            Result<DownPrecautions> known = precautionsFor(timeline, *migration, engine, profile, context);
            if (!known)
                return failure(known.error());
            return revertMigration(connection, target, engine, *migration, context, rules, &*known);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 rolled back"), {version}));
}

void MigrationDesk::resumeStopped(const QString &version, bool commands)
{
    const MigrationFile *migration = m_project.timeline().find(version);
    if (!migration || !m_profile
        || !mayRunCommands(*migration, commands, [this, version] { resumeStopped(version, true); }))
        return;
    const QStringList allowed = commands ? whatRunsHere() : QStringList();
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Resume %1"), {migration->version}),
        [timeline = timeline(commands), file = *migration, target = *m_profile, place = beside(), engines = &m_engines,
            given = rules(allowed)](Connection &connection, JobContext &context) {
            RunRules rules = given;
            rules.timeline = &timeline;
            rules.beside = place;
            return resumeMigration(
                connection, target, *engines->find(connection.server().engine), file, context, rules);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 resumed"), {migration->version}));
}

void MigrationDesk::rollBackStopped(const QString &version)
{
    const MigrationFile *migration = m_project.timeline().find(version);
    if (!migration || !m_profile)
        return;
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Take back what %1 did"), {migration->version}),
        [timeline = m_project.timeline(), file = *migration, target = *m_profile, place = beside(),
            engines = &m_engines, rules = rules()](Connection &connection, JobContext &context) {
            return rollBackPartial(
                connection, target, place, *engines->find(connection.server().engine), timeline, file, context, rules);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 rolled back"), {migration->version}), false);
}

} // namespace relata
