#include "models/project/apply_pending.h"

#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/after_up.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/kept_losses.h"
#include "models/jobs/recipes/look_around.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_gates.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/review.h"
#include "models/jobs/recipes/run_python.h"
#include "models/jobs/recipes/stands_as_seen.h"
#include "models/jobs/recipes/statement_times.h"
#include "models/project/tried_before.h"
#include "models/timeline/ledger.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// What the rows say to it, which is told; `isNext`: what stands is what it would run on.
Result<> fitsRows(Connection &connection, const MigrationFile &migration, const Engine &engine,
    const MigrationReview &review, const Applying &what, bool isNext, JobContext &context)
{
    QList<Message> found;
    const bool isAllowed = what.allowed.contains(QLatin1StringView(DataCode));
    const auto tell = [&](const Message &message) { found += message; };
    Result<> fits = mustFitRows(connection, engine, migration, review.before, review.after, isAllowed, tell, context);
    if (fits && isNext)
        fits = mustLoseNothingUnknown(
            connection, what.target, engine, migration, review.before, review.after, isAllowed, tell);
    if (!found.isEmpty())
        what.tell(found);
    return fits;
}

/// Why a pending migration may not run yet: its findings' codes stand in `codes`.
Result<> reviewed(Connection &connection, const MigrationFile &migration, const Engine &engine, Replay &replay,
    const Applying &what, bool isNext, QStringList &codes, JobContext &context)
{
    const QStringList &allowed = what.allowed;
    Result<MigrationReview> review =
        reviewMigration(what.timeline, migration, engine, what.beside, false, context, &replay);
    if (!review) {
        if (mustBeReviewed(what.timeline, migration, review.error()))
            return failure(review.error());
        what.tell(
            {{"MigrationDesk", QT_TRANSLATE_NOOP("MigrationDesk", "What migration %1 loses could not be found out: %2"),
                {migration.version, review.error().message.source()}}});
        Result<> fine = mayGoUnreviewed(
            what.target, migration, review.error(), allowed.contains(QLatin1StringView(UnreviewedCode)));
        if (!fine)
            codes = allowed + QStringList{QLatin1StringView(UnreviewedCode)};
        return fine;
    }
    QStringList sentences, standing = allowed;
    for (const Finding &finding : review->standing(migration, allowed)) {
        standing += QString::fromLatin1(finding.code);
        sentences += finding.message.translated();
    }
    if (sentences.isEmpty()) {
        const Result<> fits = fitsRows(connection, migration, engine, *review, what, isNext, context);
        if (!fits && fits.error().code == Error::Code::Refused)
            codes = allowed + QStringList{QLatin1StringView(DataCode)};
        return fits;
    }
    codes = standing;
    return failure({.code = Error::Code::Refused,
        .message = {"MigrationDesk", QT_TRANSLATE_NOOP("MigrationDesk", "Migration %1 was not applied: %2"),
            {migration.version, sentences.join(u' ')}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// Keeps what a watch compares with later; where that cannot be seen, nothing is begun.
Result<> lookedAt(const Applying &what, const QList<MigrationFile> &pending, const Engine &engine, JobContext &context)
{
    if (!what.watched)
        return {};
    const Result<WatchSnapshot> seen =
        takeSnapshot(what.target, engine, watchedBy(*what.watched, pending, what.timeline, engine), {}, context);
    return seen ? keepSnapshot(watchFolder(what.rules.folder), *seen) : failure(seen.error());
}

/// One replay is to do for the look at drift, too.
void share(Replay &replay, RunRules &rules, const Applying &what, const QList<MigrationFile> &pending)
{
    replay.keepBeside(what.timeline, pending);
    rules.replay = &replay;
}

/// Before the first of the pending migrations: the lock for all of them, and a look at what they stand on.
Result<> prepared(const Applying &what, QStringList &codes, RunRules &rules, const QList<MigrationFile> &pending,
    Connection &connection, const Engine &engine, JobContext &context)
{
    if (rules.guard)
        return {};
    Result<std::shared_ptr<MigrationGuard>> guard = lockMigrations(what.target, engine, context);
    if (!guard)
        return failure(guard.error());
    if (Result<> same = mustBePendingStill(connection, engine, what.timeline, what.version, pending); !same)
        return same;
    rules.guard = std::move(*guard);
    if (Result<> fine = mustBeAsExpected(connection, what.target, engine, pending, rules, context); !fine) {
        if (fine.error().code == Error::Code::Refused) // nobody could tell; what has drifted is a conflict
            codes = what.allowed + QStringList{QLatin1StringView(DriftCode)};
        return fine;
    }
    rules.beside.reset(); // what follows stands on what this run has made itself
    Result<std::optional<BackupRecord>> backup =
        provideBackup(what.backup, pending, connection, what.target, engine, what.beside, context);
    if (!backup)
        return failure(backup.error());
    rules.backup = std::move(*backup);
    tellReplicas(what, engine, context);
    return lookedAt(what, pending, engine, context);
}

/// Before anything runs: whether all commands may, of the project and of its migrations, and the programs that are
/// replayed to look them over.
Result<> commandsAllowed(const Applying &what, const QList<MigrationFile> &pending, QStringList &codes, RunRules &rules)
{
    Result<RunHooks> hooks = runHooks(what.config.other);
    if (!hooks)
        return failure(hooks.error());
    rules.hooks = std::move(*hooks);
    MigrationWays ways;
    for (const MigrationFile &migration : pending)
        ways += {migration, Ledger::Direction::Up};
    if (Result<> fine = mustAllowCommands(rules.hooks, ways, rules.allowsCommands); !fine) {
        codes = what.allowed + QStringList{QLatin1StringView(CommandCode)};
        return fine;
    }
    const QString last = pending.isEmpty() || pending.last().isRepeatable ? QString() : pending.last().version;
    const Result<> python = pending.isEmpty() ? Result<>() : mustAllowPython(what.timeline, last); // no last: all
    if (!python)
        codes = what.allowed + QStringList{QLatin1StringView(PythonCode)};
    return python;
}

/// Production gets what the environment before it has had; what is allowed all the same is kept where it `runs`.
Result<> triedBefore(const Applying &what, const QList<MigrationFile> &pending, QStringList &codes,
    Connection &connection, const Engine &engine, bool runs)
{
    const auto addPassword = [&what](ConnectionProfile &profile) {
        for (const ConnectionProfile &one : what.before) {
            if (one.url() == profile.url())
                profile.password = one.password;
        }
    };
    const SourceContext context{
        .registry = *what.engines, .projectFolder = what.rules.folder, .scratch = {}, .addPassword = addPassword};
    Result<> tried = mustBeTriedBefore(pending, what.target, what.config, what.timeline, context);
    if (tried)
        return {};
    if (what.allowed.contains(QLatin1StringView(UntriedCode)))
        return !runs ? Result<>()
                     : keepAllowed(connection, engine, pending, tried.error(),
                         what.reason.isEmpty() ? u"allowed in the window"_s : what.reason);
    codes = what.allowed + QStringList{QLatin1StringView(UntriedCode)};
    return tried;
}

} // namespace

Result<> freeOfWaits(const Applying &what, const MigrationFile &migration, QStringList &codes, Connection &connection,
    const Engine &engine, JobContext &context)
{
    QList<Message> found;
    QString code;
    const Result<> free = mustRunFreely(connection, what.target, engine, migration,
        {what.waits, what.allowed, [&](const Message &message) { found += message; }}, code, context);
    if (!found.isEmpty())
        what.tell(found);
    if (code.isEmpty())
        return free;
    codes = what.allowed + QStringList{code};
    Error error = free.error();
    for (const Message &message : std::as_const(found))
        error.detail += (error.detail.isEmpty() ? QString() : u"\n"_s) + message.translated();
    return failure(error);
}

void tellReplicas(const Applying &what, const Engine &engine, JobContext &context)
{
    QList<Message> behind;
    tellReplicas(
        engine, what.target, what.waits, [&](const Message &message) { behind += message; }, context);
    if (!behind.isEmpty())
        what.tell(behind);
}

/// What runs behind the last migration; asked anew, under the lock, what that is.
static Result<> runBehind(const Applying &what, QStringList &codes, RunRules &rules,
    const QList<MigrationFile> &pending, Connection &connection, const Engine &engine, JobContext &context)
{
    if (pending.isEmpty() || !pending.last().isRepeatable)
        return {};
    if (Result<> ready = prepared(what, codes, rules, pending, connection, engine, context); !ready)
        return ready;
    const Result<QList<MigrationFile>> due = pendingRepeatables(connection, engine, what.timeline, what.version, {});
    if (!due)
        return failure(due.error());
    for (const MigrationFile &one : *due) {
        if (Result<> free = freeOfWaits(what, one, codes, connection, engine, context); !free)
            return free;
        if (Result<> done = runRepeatable(connection, what.target, engine, what.timeline, one, context, rules); !done)
            return done;
    }
    return {};
}

/// Migrations, then what runs behind them.
static Result<QList<MigrationFile>> allPending(const Applying &what, Connection &connection, const Engine &engine)
{
    Result<QList<MigrationFile>> pending = pendingMigrations(connection, engine, what.timeline, what.version);
    const auto behind =
        pending ? pendingRepeatables(connection, engine, what.timeline, what.version, *pending) : pending;
    if (!behind)
        return failure(behind.error());
    *pending += *behind;
    return pending;
}

/// What a person agreed to: each with its text.
static QStringList agreement(const QList<MigrationFile> &pending, const Engine &engine)
{
    QStringList result;
    for (const MigrationFile &one : pending)
        result += one.version + u' ' + migrationChecksum(one, engine);
    return result;
}

/// Or all of it; a try before may have stopped part-way.
static bool isRestOf(const QStringList &all, const QStringList &some)
{
    return some.size() <= all.size() && std::equal(some.rbegin(), some.rend(), all.rbegin());
}

static Result<> mustBeAgreed(const Applying &what, const QList<MigrationFile> &pending, const Engine &engine)
{
    const QStringList now = agreement(pending, engine);
    const bool isShown = !what.asked || isRestOf(agreement(*what.asked, engine), now);
    if (isShown && (!what.agreed || *what.agreed == now))
        return {};
    return failure({.code = Error::Code::Conflict,
        .message = {"MigrationDesk",
            QT_TRANSLATE_NOOP(
                "MigrationDesk", "Nothing was applied: what is pending is not what was agreed to any more."),
            {}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

static QMap<QString, QByteArray> textsOf(const Timeline &timeline)
{
    QMap<QString, QByteArray> result;
    for (const MigrationFile &one : timeline.migrations + timeline.repeatables)
        result.insert((one.isRepeatable ? u"repeatable/"_s : QString()) + one.fileName, writeMigration(one));
    return result;
}

/// The first of the files that tell what runs and on which terms that is not on disk as it was read; empty: none.
static Result<QString> changedOnDisk(const Applying &what)
{
    const QString path = what.rules.folder + u"/relata.json"_s;
    const auto readConfig = [&](const QByteArray &content) { return parseProjectConfig(content, path); };
    const Result<ProjectConfig> known = readConfig(writeProjectConfig(what.config));
    const Result<ProjectConfig> config = readFile(path).and_then(readConfig);
    const Result<Timeline> timeline = readTimeline(what.rules.folder + u"/migrations"_s);
    if (!known || !config || !timeline)
        return failure(!known ? known.error() : !config ? config.error() : timeline.error());
    if (writeProjectConfig(*config) != writeProjectConfig(*known))
        return u"relata.json"_s;
    const QMap<QString, QByteArray> before = textsOf(what.timeline), now = textsOf(*timeline);
    for (const QString &name : before.keys() + now.keys()) {
        if (!before.contains(name) || !now.contains(name) || before.value(name) != now.value(name))
            return name;
    }
    return QString();
}

/// Somebody may have changed them meanwhile, and what runs at night nobody looks at.
static Result<> mustStandOnDisk(const Applying &what)
{
    const Result<QString> changed = changedOnDisk(what);
    if (!changed || changed->isEmpty())
        return changed ? Result<>() : failure(changed.error());
    return failure({.code = Error::Code::Conflict,
        .message = {"MigrationDesk",
            QT_TRANSLATE_NOOP("MigrationDesk",
                "Nothing was applied: %1 is not what the window shows any more. Open the project again to see it."),
            {*changed}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

static Result<RunRules> rulesOf(const Applying &what)
{
    if (!what.drift)
        return failure(what.drift.error());
    RunRules rules = what.rules;
    rules.timeline = &what.timeline;
    rules.beside = what.beside;
    rules.drift = *what.drift;
    rules.allowsUnknown = what.allowed.contains(QLatin1StringView(DriftCode));
    rules.requiresApproval = what.approvals.has_value();
    rules.approvals = what.approvals.value_or(QList<Approval>());
    return rules;
}

Result<> resumeStoppedMigration(
    const Resuming &what, QStringList &codes, Connection &connection, const Engine &engine, JobContext &context)
{
    const Applying &how = what.how;
    Result<RunRules> rules = rulesOf(how);
    if (!rules)
        return failure(rules.error());
    const Result<bool> isAnother = goesOnAsAnother(connection, engine, what.migration);
    if (!isAnother)
        return failure(isAnother.error());
    if (Result<> tried = *isAnother ? triedBefore(how, {what.migration}, codes, connection, engine, true) : Result<>();
        !tried)
        return tried;
    rules->allowsRows = how.allowed.contains(QLatin1StringView(DataCode));
    rules->allowsDrift = how.allowed.contains(QLatin1StringView(DriftCode));
    rules->allowedBy = [&](const QString &code) { codes = how.allowed + QStringList{code}; };
    rules->looks = [&](const MigrationFile &rest) {
        tellReplicas(how, engine, context);
        return freeOfWaits(how, rest, codes, connection, engine, context);
    };
    return resumeMigration(connection, how.target, engine, what.migration, context, *rules);
}

Result<QStringList> lookOver(
    const Applying &what, QStringList &codes, Connection &connection, const Engine &engine, JobContext &context)
{
    if (Result<> stands = mustStandOnDisk(what); !stands)
        return failure(stands.error());
    const Result<QList<MigrationFile>> pending = allPending(what, connection, engine);
    if (!pending)
        return failure(pending.error());
    if (Result<> agreed = mustBeAgreed(what, *pending, engine); !agreed)
        return failure(agreed.error());
    Result<RunRules> rules = rulesOf(what);
    if (!rules)
        return failure(rules.error());
    if (Result<> approved = mustBeApproved(*pending, engine, *rules); !approved)
        return failure(approved.error());
    if (Result<> named = mustNameBackup(what.backup, what.target); !named)
        return failure(named.error());
    if (Result<> allowed = commandsAllowed(what, *pending, codes, *rules); !allowed)
        return failure(allowed.error());
    if (Result<> tried = triedBefore(what, *pending, codes, connection, engine, false); !tried)
        return failure(tried.error());
    rules->allowedBy = [&](const QString &code) { codes = what.allowed + QStringList{code}; };
    if (Result<> known = mustKnowTimes(*pending, *rules, connection, engine); !known)
        return failure(known.error());
    Replay replay(engine, what.beside, context);
    for (const MigrationFile &migration : *pending) {
        if (migration.isRepeatable)
            break;
        if (Result<> fine =
                reviewed(connection, migration, engine, replay, what, &migration == &pending->first(), codes, context);
            !fine)
            return failure(fine.error());
    }
    return agreement(*pending, engine);
}

Result<> applyPending(
    const Applying &what, QStringList &codes, Connection &connection, const Engine &engine, JobContext &context)
{
    if (Result<> stands = what.agreed ? mustStandOnDisk(what) : Result<>(); !stands)
        return stands;
    const Result<QList<MigrationFile>> pending = allPending(what, connection, engine);
    if (!pending)
        return failure(pending.error());
    if (Result<> agreed = mustBeAgreed(what, *pending, engine); !agreed)
        return agreed;
    Result<RunRules> rules = rulesOf(what);
    if (!rules)
        return failure(rules.error());
    if (Result<> approved = mustBeApproved(*pending, engine, *rules); !approved)
        return approved;
    if (Result<> named = mustNameBackup(what.backup, what.target); !named)
        return named;
    rules->allowedBy = [&](const QString &code) { codes = what.allowed + QStringList{code}; };
    if (Result<> allowed = commandsAllowed(what, *pending, codes, *rules); !allowed)
        return allowed;
    if (Result<> tried = triedBefore(what, *pending, codes, connection, engine, true); !tried)
        return tried;
    if (Result<> known = mustKnowTimes(*pending, *rules, connection, engine); !known)
        return known;
    Replay replay(engine, what.beside, context);
    share(replay, *rules, what, *pending);
    for (const MigrationFile &migration : *pending) {
        if (migration.isRepeatable)
            break;
        if (Result<> fine = reviewed(connection, migration, engine, replay, what, true, codes, context); !fine)
            return fine;
        if (Result<> ready = prepared(what, codes, *rules, *pending, connection, engine, context); !ready)
            return ready;
        if (Result<> free = freeOfWaits(what, migration, codes, connection, engine, context); !free)
            return free;
        if (Result<> applied = applyMigration(connection, what.target, engine, migration, context, *rules); !applied)
            return applied;
    }
    return runBehind(what, codes, *rules, *pending, connection, engine, context);
}

} // namespace relata
