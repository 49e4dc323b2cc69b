#include "models/engine/connection.h"
#include "models/engine/connection_book.h"
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
#include "models/project/tried_before.h"

#include <QPointer>

// The part of MigrationDesk that takes back, and leads on what stopped.
namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

MigrationDesk::Looks MigrationDesk::looksBehind(const QStringList &allowed)
{
    return {.withPython = allowed.contains(QLatin1StringView(PythonCode))};
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

/// How far taking back has come, and what stopped it: written by the job, and read once that is over.
struct MigrationDesk::BackCourse {
    /// Where migrations are taken back, and on which terms.
    struct Ground {
        Connection &connection;
        const Engine &engine;
        const Applying &how;
        RunRules &rules;
    };

    QStringList left; ///< the last applied first
    QStringList codes; ///< that would let it go on
    QList<MissingValue> missing;

    Result<> run(const BackWish &wish, const Ground &ground, JobContext &context);

private:
    Result<> mayBegin(const QList<MigrationFile> &migrations, const QMap<QString, QString> &fills, const Ground &ground,
        JobContext &context);
    Result<> mayBackUp(
        const MigrationFile &first, const QMap<QString, QString> &fills, const Ground &ground, JobContext &context);
    Result<> inTurn(const QList<MigrationFile> &migrations, const QMap<QString, QString> &fills, const Ground &ground,
        Replay &replay, JobContext &context);
};

/// What it would be refused for is asked before a backup that may take hours.
Result<> MigrationDesk::BackCourse::mayBackUp(
    const MigrationFile &first, const QMap<QString, QString> &fills, const Ground &ground, JobContext &context)
{
    const auto &[connection, engine, how, rules] = ground;
    if (how.backup.way != BackupWish::Way::Take)
        return {};
    Result<DownPrecautions> known = precautionsFor(how.timeline, first, engine, how.beside, context, rules.replay);
    if (!known)
        return failure(known.error());
    known->fills = fills;
    const Result<> fine = mayTakePrecautions(connection, engine, first, *known, rules, context);
    missing = known->missing;
    return fine;
}

/// Before the first of them: somebody's word for each, a look at what they stand on, and the backup.
Result<> MigrationDesk::BackCourse::mayBegin(const QList<MigrationFile> &migrations,
    const QMap<QString, QString> &fills, const Ground &ground, JobContext &context)
{
    const auto &[connection, engine, how, rules] = ground;
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
    if (Result<> fine = mayBackUp(migrations.first(), fills, ground, context); !fine)
        return fine;
    Result<std::optional<BackupRecord>> backup =
        provideBackup(how.backup, ways, connection, how.target, engine, how.beside, context);
    if (!backup)
        return failure(backup.error());
    rules.backup = std::move(*backup);
    tellReplicas(how, engine, context);
    return {};
}

/// Under the lock, if those are still the last ones.
Result<> MigrationDesk::BackCourse::run(const BackWish &wish, const Ground &ground, JobContext &context)
{
    const auto &[connection, engine, how, rules] = ground;
    Result<std::shared_ptr<MigrationGuard>> guard = lockMigrations(how.target, engine, context);
    if (!guard)
        return failure(guard.error());
    rules.guard = std::move(*guard);
    const Result<QList<MigrationFile>> migrations = confirmedLast(connection, engine, how.timeline, wish.versions);
    if (!migrations)
        return failure(migrations.error());
    Replay replay(engine, how.beside, context);
    replay.keepBeside(how.timeline, *migrations);
    rules.replay = &replay;
    const Result<> fine = mayBegin(*migrations, wish.fills, ground, context);
    return fine ? inTurn(*migrations, wish.fills, ground, replay, context) : fine;
}

/// Each with a look at who is in its way before.
Result<> MigrationDesk::BackCourse::inTurn(const QList<MigrationFile> &migrations, const QMap<QString, QString> &fills,
    const Ground &ground, Replay &replay, JobContext &context)
{
    const auto &[connection, engine, how, rules] = ground;
    for (const MigrationFile &one : migrations) {
        if (Result<> free = freeOfWaits(how, turned(one), codes, connection, engine, context); !free)
            return free;
        Result<DownPrecautions> known = precautionsFor(how.timeline, one, engine, how.beside, context, &replay);
        if (!known)
            return failure(known.error());
        known->fills = fills;
        const Result<> gone = revertMigration(connection, how.target, engine, one, context, rules, &*known);
        missing = known->missing;
        if (!gone)
            return gone;
        left.removeOne(one.version);
    }
    return {};
}

void MigrationDesk::takeBack(const BackWish &wish)
{
    const QStringList &allowed = wish.allowed;
    const auto again = [this, wish](const QStringList &codes) {
        takeBack({wish.versions, codes, wish.fills, wish.backup});
    };
    for (const QString &version : wish.versions) {
        const MigrationFile *migration = m_project.timeline().find(version);
        if (!migration || !mayRunHere(*migration, allowed, again))
            return;
    }
    if (!m_profile)
        return;
    const Result<Applying> how = applying({.allowed = allowed, .backup = wish.backup}, *m_profile);
    if (!how || !how->drift)
        return emit failed(how ? how->drift.error() : how.error());
    if (const Result<> named = mustNameBackup(how->backup, *m_profile); !named)
        return emit failed(named.error());
    const auto course = std::make_shared<BackCourse>();
    course->left = wish.versions;
    RunRules given = backRules(allowed);
    given.beside = beside();
    given.drift = *how->drift;
    given.allowsDrift = given.allowsUnknown = allowed.contains(QLatin1StringView(DriftCode));
    given.allowsRows = allowed.contains(QLatin1StringView(DataCode));
    given.allowedBy = [course, allowed](const QString &code) { course->codes = allowed + QStringList{code}; };
    const QString all = wish.versions.join(u", "_s);
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Roll back %1"), {all}),
        [course, how = *how, engines = &m_engines, given, wish](Connection &connection, JobContext &context) {
            RunRules rules = given;
            rules.timeline = &how.timeline;
            return course->run(wish, {connection, *engines->find(connection.server().engine), how, rules}, context);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 rolled back"), {all}), looksBehind(allowed),
        [this, course, wish](const Error &error) { return offerRest(*course, wish, error); });
}

/// What is left is gone on with once somebody allows it, or has given the values that are missing.
bool MigrationDesk::offerRest(const BackCourse &course, const BackWish &wish, const Error &error)
{
    const auto rest = std::make_shared<BackWish>(wish);
    rest->versions = course.left;
    const auto go = whileHere([this, rest] { takeBack(*rest); });
    if (!course.missing.isEmpty()) {
        QStringList done = wish.versions;
        done.removeIf([&](const QString &one) { return course.left.contains(one); });
        emit valuesAsked({course.left.first(), done, course.missing}, [rest, go](const QMap<QString, QString> &values) {
            rest->fills.insert(values);
            go();
        });
        return true;
    }
    if (course.codes.isEmpty())
        return false;
    rest->allowed = course.codes;
    emit wayRefused(error, go);
    return true;
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
    const ApplyWish wish{.allowed = allowed};
    const QList<ConnectionProfile> before = connectionsBefore(m_project.config(), *m_profile);
    if (!m_secrets || before.isEmpty())
        return resume(*migration, wish);
    ConnectionBook::addAllSecrets(*m_secrets, before,
        [self = QPointer(this), number = m_number, file = *migration, wish](const QList<ConnectionProfile> &known) {
            ApplyWish all = wish;
            all.before = known;
            if (self && self->m_number == number)
                self->resume(file, all);
        });
}

void MigrationDesk::resume(const MigrationFile &migration, const ApplyWish &wish)
{
    const Result<Applying> how = applying(wish, *m_profile);
    if (!how)
        return emit failed(how.error());
    const auto codes = std::make_shared<QStringList>();
    const Resuming what{*how, migration};
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Resume %1"), {migration.version}),
        [codes, what, engines = &m_engines](Connection &connection, JobContext &context) {
            return resumeStoppedMigration(
                what, *codes, connection, *engines->find(connection.server().engine), context);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 resumed"), {migration.version}),
        looksBehind(wish.allowed), offering(codes, [this, version = migration.version](const QStringList &more) {
            resumeStopped(version, more);
        }));
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
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 rolled back"), {migration->version}),
        {.atRefusals = false, .withPython = python}, offering(codes, again));
}

} // namespace relata
