#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_gates.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/run_python.h"
#include "models/project/apply_pending.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"

// The part of MigrationDesk that takes back, and leads on what stopped.
namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

MigrationDesk::Looks MigrationDesk::looksBehind(const QStringList &allowed)
{
    return allowed.contains(QLatin1StringView(PythonCode)) ? Looks::WithPython : Looks::Yes;
}

/// Whether all that runs on this computer may: commands around the one that is taken back, or that stopped, whichever
/// way it was going, and programs that are replayed up to it. Each refusal asks for no more than it tells of.
bool MigrationDesk::mayRunHere(
    const MigrationFile &migration, const QStringList &allowed, const std::function<void(const QStringList &)> &again)
{
    const Result<RunHooks> hooks = runHooks(m_project.config().other);
    if (!hooks) {
        emit failed(hooks.error());
        return false;
    }
    MigrationWays ways{{migration, Ledger::Direction::Down}};
    if (migration.version == stopped())
        ways += {migration, Ledger::Direction::Up};
    const auto mayGo = [&](const Result<> &fine, const char *code) {
        if (!fine)
            ask(fine.error(), [again, codes = allowed + QStringList{QString::fromLatin1(code)}] { again(codes); });
        return fine.has_value();
    };
    const auto has = [&](const char *code) { return allowed.contains(QLatin1StringView(code)); };
    return mayGo(mustAllowCommands(*hooks, ways, has(CommandCode)), CommandCode)
        && mayGo(mustAllowPython(timeline(has(PythonCode)), migration.version), PythonCode);
}

/// The last ones that are applied, if those are the ones that were confirmed.
static Result<QList<MigrationFile>> confirmedLast(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QStringList &versions)
{
    QString stays = u"0"_s;
    for (const MigrationFile &one : timeline.migrations) {
        if (one.version.toLongLong() < versions.last().toLongLong())
            stays = one.version;
    }
    Result<QList<MigrationFile>> applied = appliedMigrations(connection, engine, timeline, stays);
    if (!applied)
        return applied;
    QStringList found;
    for (const MigrationFile &one : *applied)
        found += one.version;
    if (found == versions)
        return applied;
    return failure({.code = Error::Code::Conflict,
        .message = said(QT_TRANSLATE_NOOP("MigrationDesk",
                            "Nothing was rolled back: what was applied last is not migration %1 any more."),
            {versions.join(u", "_s)}),
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// Before the first of them: somebody's word for each, and a look at what they stand on.
static Result<> mayGoBack(const QList<MigrationFile> &migrations, const Applying &how, Connection &connection,
    const Engine &engine, RunRules &rules, JobContext &context)
{
    QList<MigrationFile> ways;
    for (const MigrationFile &one : migrations) {
        if (Result<> fine = mustBeApproved(one, engine, rules, true); !fine)
            return fine;
        ways += turned(one);
    }
    if (Result<> fine = mustBeAsExpected(connection, how.target, engine, ways, rules, context); !fine) {
        if (rules.allowedBy)
            rules.allowedBy(QString::fromLatin1(DriftCode));
        return fine;
    }
    rules.beside.reset(); // what follows stands on what this run has made itself
    Result<std::optional<BackupRecord>> backup =
        provideBackup(how.backup, ways, connection, how.target, engine, how.beside, context);
    if (!backup)
        return failure(backup.error());
    rules.backup = std::move(*backup);
    tellReplicas(how, engine, context);
    return {};
}

/// In turn, each with a look at who is in its way before.
static Result<> takeBack(const QList<MigrationFile> &migrations, const Applying &how, QStringList &codes,
    Connection &connection, const Engine &engine, RunRules &rules, JobContext &context)
{
    if (Result<> fine = mayGoBack(migrations, how, connection, engine, rules, context); !fine)
        return fine;
    Replay replay(engine, how.beside, context);
    keepForDown(replay, *rules.timeline, migrations);
    for (const MigrationFile &one : migrations) {
        if (Result<> free = freeOfWaits(how, turned(one), codes, connection, engine, context); !free)
            return free;
        Result<DownPrecautions> known = precautionsFor(*rules.timeline, one, engine, how.beside, context, &replay);
        if (!known)
            return failure(known.error());
        if (Result<> gone = revertMigration(connection, how.target, engine, one, context, rules, &*known); !gone)
            return gone;
    }
    return {};
}

/// Under the lock, if those are still the last ones.
static Result<> takeBackConfirmed(const QStringList &versions, const Applying &how, const RunRules &given,
    QStringList &codes, Connection &connection, const Engine &engine, JobContext &context)
{
    Result<std::shared_ptr<MigrationGuard>> guard = lockMigrations(how.target, engine, context);
    if (!guard)
        return failure(guard.error());
    RunRules rules = given;
    rules.guard = std::move(*guard);
    rules.timeline = &how.timeline;
    const Result<QList<MigrationFile>> migrations = confirmedLast(connection, engine, how.timeline, versions);
    return migrations ? takeBack(*migrations, how, codes, connection, engine, rules, context)
                      : failure(migrations.error());
}

void MigrationDesk::rollBackAll(const QStringList &versions, const QStringList &allowed, const BackupWish &backup)
{
    const auto again = [this, versions, backup](const QStringList &codes) { rollBackAll(versions, codes, backup); };
    for (const QString &version : versions) {
        const MigrationFile *migration = m_project.timeline().find(version);
        if (!migration || !mayRunHere(*migration, allowed, again))
            return;
    }
    if (!m_profile)
        return;
    const QString all = versions.join(u", "_s);
    const Result<Applying> how = applying({.allowed = allowed, .backup = backup}, *m_profile);
    if (!how || !how->drift)
        return emit failed(how ? how->drift.error() : how.error());
    if (const Result<> named = mustNameBackup(how->backup, *m_profile); !named)
        return emit failed(named.error());
    const auto codes = std::make_shared<QStringList>();
    RunRules given = backRules(allowed);
    given.beside = beside();
    given.drift = *how->drift;
    given.allowsDrift = given.allowsUnknown = allowed.contains(QLatin1StringView(DriftCode));
    given.allowsRows = allowed.contains(QLatin1StringView(DataCode));
    given.allowedBy = [codes, allowed](const QString &code) { *codes = allowed + QStringList{code}; };
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Roll back %1"), {all}),
        [codes, how = *how, engines = &m_engines, given, versions](Connection &connection, JobContext &context) {
            return takeBackConfirmed(
                versions, how, given, *codes, connection, *engines->find(connection.server().engine), context);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 rolled back"), {all}), looksBehind(allowed),
        offering(codes, again));
}

RunRules MigrationDesk::backRules(const QStringList &allowed)
{
    RunRules result = rules(m_profile.value_or(ConnectionProfile()), allowed);
    result.requiresApproval = m_profile && mustBeApproved(m_project.config(), *m_profile);
    if (result.requiresApproval)
        result.approvals = readApprovals(m_project.approvalsFolder()).value_or(QList<Approval>());
    return result;
}

/// Offers what stopped to be led out all the same, once codes have been told that would let it.
std::function<bool(const Error &)> MigrationDesk::offering(
    const std::shared_ptr<QStringList> &codes, const std::function<void(const QStringList &)> &again)
{
    return [this, codes, again](const Error &error) {
        if (codes->isEmpty())
            return false;
        emit wayRefused(error, whileHere([codes, again] { again(*codes); }));
        return true;
    };
}

void MigrationDesk::resumeStopped(const QString &version, const QStringList &allowed)
{
    const MigrationFile *migration = m_project.timeline().find(version);
    const auto again = [this, version](const QStringList &codes) { resumeStopped(version, codes); };
    if (!migration || !m_profile || !mayRunHere(*migration, allowed, again))
        return;
    const Result<Applying> how = applying({.allowed = allowed}, *m_profile);
    if (!how)
        return emit failed(how.error());
    const auto codes = std::make_shared<QStringList>();
    const Resuming what{*how, *migration};
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Resume %1"), {migration->version}),
        [codes, what, engines = &m_engines](Connection &connection, JobContext &context) {
            return resumeStoppedMigration(
                what, *codes, connection, *engines->find(connection.server().engine), context);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 resumed"), {migration->version}), looksBehind(allowed),
        offering(codes, again));
}

/// What rolls back what stopped, looked at under the lock: who is in its way, and the backup that is taken before.
static Result<> mayRollBack(const Applying &how, const MigrationFile &way, QStringList &codes, RunRules &rules,
    Connection &connection, const Engine &engine, JobContext &context)
{
    tellReplicas(how, engine, context);
    if (Result<> free = freeOfWaits(how, way, codes, connection, engine, context); !free)
        return free;
    BackupWish wish = how.backup;
    wish.isRequired = wish.isRequired && !backupOf(connection, engine, way.id);
    Result<std::optional<BackupRecord>> backup =
        provideBackup(wish, {way}, connection, how.target, engine, how.beside, context);
    if (!backup)
        return failure(backup.error());
    rules.backup = std::move(*backup);
    return {};
}

void MigrationDesk::rollBackStopped(const QString &version, const QStringList &allowed, const BackupWish &backup)
{
    const MigrationFile *migration = m_project.timeline().find(version);
    const bool python = allowed.contains(QLatin1StringView(PythonCode));
    const auto again = [this, version, backup](const QStringList &codes) { rollBackStopped(version, codes, backup); };
    if (!migration || !m_profile || !mayRunPython(version, python, [again, allowed] {
            again(allowed + QStringList{QString::fromLatin1(PythonCode)});
        }))
        return;
    const Result<Applying> how = applying({.allowed = allowed, .backup = backup}, *m_profile);
    if (!how)
        return emit failed(how.error());
    const auto codes = std::make_shared<QStringList>();
    RunRules given = backRules(allowed);
    given.leavesData = allowed.contains(QLatin1StringView(DataCode));
    given.reason = u"allowed in the window"_s;
    given.allowedBy = [codes, allowed](const QString &code) { *codes = allowed + QStringList{code}; };
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Take back what %1 did"), {migration->version}),
        [codes, how = *how, file = *migration, engines = &m_engines, given](
            Connection &connection, JobContext &context) {
            const Engine &engine = *engines->find(connection.server().engine);
            RunRules rules = given;
            rules.timeline = &how.timeline;
            rules.looks = [&](const MigrationFile &way) {
                return mayRollBack(how, way, *codes, rules, connection, engine, context);
            };
            return rollBackPartial(connection, how.target, how.beside, engine, how.timeline, file, context, rules);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 rolled back"), {migration->version}), Looks::No,
        offering(codes, again));
}

} // namespace relata
