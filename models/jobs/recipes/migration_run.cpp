#include "models/jobs/recipes/migration_run.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/kept_losses.h"
#include "models/jobs/recipes/letting_go.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/statement_times.h"
#include "models/sql/normal_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

tl::unexpected<Error> migrationRefused(const char *text, const QStringList &arguments, Error::Code code)
{
    return failure(
        {.code = code, .message = {"Migrate", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

Result<WaitRules> patienceOf(const MigrationFile &migration, const WaitRules &rules)
{
    WaitRules result = rules;
    for (const QString &argument : migration.all(u"timeout")) {
        const QStringList words = argument.split(u' ', Qt::SkipEmptyParts);
        bool isFine = !words.isEmpty() && words.size() % 2 == 0;
        for (qsizetype i = 0; i + 1 < words.size() && isFine; i += 2) {
            const auto time = timeOf(words.at(i + 1));
            isFine = time && (words.at(i) == "statement"_L1 || (words.at(i) == "lock"_L1 && time->count() > 0));
            const bool isLock = words.at(i) == "lock"_L1;
            if (isFine && isLock)
                result.lock = *time;
            else if (isFine)
                result.statement = *time;
            result.isLockForAll = result.isLockForAll || isLock;
        }
        if (!isFine)
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "Migration %1 names time-outs that cannot be read: %2. They are written as \"lock 5s statement "
                    "10min\", with none for a statement without one."),
                {migration.version, argument}, Error::Code::Usage);
    }
    return result;
}

Result<std::shared_ptr<MigrationGuard>> guardOf(
    const RunRules &rules, const Engine &engine, const ConnectionProfile &target, JobContext &context)
{
    return rules.guard ? Result<std::shared_ptr<MigrationGuard>>(rules.guard)
                       : lockMigrations(target, engine, context, rules);
}

Result<std::shared_ptr<MigrationGuard>> lockMigrations(
    const ConnectionProfile &target, const Engine &engine, JobContext &context, const RunRules &rules)
{
    auto guard = std::make_shared<MigrationGuard>(engine, target);
    if (Result<> taken = guard->take(context, rules.patience); !taken)
        return failure(taken.error());
    return guard;
}

Result<> mustBeEmpty(Connection &connection, const QStringList &queries, const char *complaint)
{
    for (const QString &query : queries) {
        Result<Rows> rows = fetch(connection, query);
        if (!rows)
            return failure(rows.error());
        if (!rows->isEmpty())
            return migrationRefused(complaint, {QString::number(rows->count), query});
    }
    return {};
}

MigrationRun::MigrationRun(Connection &connection, const Engine &engine, const MigrationFile &migration,
    MigrationGuard &guard, const RunRules &rules, JobContext &context)
    : m_connection(connection)
    , m_engine(engine)
    , m_migration(migration)
    , m_guard(guard)
    , m_rules(rules)
    , m_context(context)
    , m_patience(rules.waits)
{ }

MigrationRun::~MigrationRun()
{
    if (m_connection.isAlive())
        (void)m_connection.reset();
}

Result<> MigrationRun::begin(const QString &direction, int statements)
{
    Result<WaitRules> patience = patienceOf(m_migration, m_rules.waits);
    if (!patience)
        return failure(patience.error());
    m_patience = *patience;
    m_count = statements;
    RunRecord record;
    record.version = m_migration.version;
    record.direction = direction;
    record.statements = statements;
    m_guard.onSight(m_rules.inSight);
    return m_guard.begin(record, m_connection, m_context, m_rules.patience);
}

/// Data that a statement writes can stand or fall with its row in the ledger, even where DDL commits by itself.
bool MigrationRun::keepsDataWithJournal(const QList<RunnerStatement> &statements) const
{
    static const QRegularExpression otherStorage(
        u"\\bENGINE\\s*=?\\s*(?!InnoDB\\b)\\w"_s, QRegularExpression::CaseInsensitiveOption);
    static const QStringList steering{u"BEGIN"_s, u"START"_s, u"COMMIT"_s, u"END"_s, u"ROLLBACK"_s, u"ABORT"_s,
        u"SAVEPOINT"_s, u"RELEASE"_s, u"LOCK"_s, u"UNLOCK"_s, u"XA"_s, u"PREPARE"_s};
    for (int i = 0, end = 0; i < statements.size(); i = end) {
        end = transactionEnd(statements, i);
        if (end > i + 1 && statements.at(i).mode == TransactionMode::Outside)
            continue; // locks of tables that are let go of again
        const RunnerStatement &one = statements.at(i);
        const QString word = leadingWord(one.sql, *m_engine.flavour);
        if (steering.contains(word) || (word == "SET"_L1 && one.sql.contains("autocommit"_L1, Qt::CaseInsensitive))
            || one.sql.contains(otherStorage))
            return false;
    }
    return m_engine.runner->watch()->keepsTransactions(m_connection).value_or(false);
}

QList<RunnerStatement> MigrationRun::statements(Ledger::Direction direction)
{
    static const QStringList data{u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s, u"MERGE"_s, u"WITH"_s};
    if (m_migration.isPython()) {
        RunnerStatement script{.sql = m_migration.python, .mode = TransactionMode::Outside};
        if (direction == Ledger::Direction::Up)
            script.gates = m_migration.gates();
        return {script};
    }
    const QString &section = direction == Ledger::Direction::Up ? m_migration.up : m_migration.down;
    QList<RunnerStatement> result =
        scriptStatements(section, m_engine, m_connection.server(), !m_migration.withoutTransaction());
    mergeBackfills(result);
    if (direction == Ledger::Direction::Up && !result.isEmpty())
        result.first().gates = m_migration.gates() + result.first().gates;
    const auto isLoose = [&](const RunnerStatement &one) {
        return !one.isInParts() && one.mode == TransactionMode::Outside
            && data.contains(leadingWord(one.sql, *m_engine.flavour))
            && m_engine.runner->modeOf(one.sql, m_connection.server()) == TransactionMode::Joined;
    };
    if (std::none_of(result.begin(), result.end(), isLoose) || !keepsDataWithJournal(result))
        return result;
    for (RunnerStatement &one : result) {
        if (isLoose(one))
            one.mode = TransactionMode::Alone;
    }
    return result;
}

ScriptHooks MigrationRun::steering()
{
    ScriptHooks hooks;
    hooks.patience = m_patience;
    hooks.mayGoOn = [this](int i, bool mayWait) {
        if (Result<> fine = m_guard.check(m_context, mayWait); !fine)
            return fine;
        m_guard.tell(i, {});
        return mayWait && m_deadline ? m_deadline->mayBegin(i) : Result<>();
    };
    hooks.blockers = [this] { return m_guard.takeBlockers(); };
    hooks.waits = [this](int i, int attempt) {
        m_guard.tell(i, u"waiting for a lock, try %1 of %2"_s.arg(attempt).arg(m_patience.tries));
    };
    return hooks;
}

Result<> MigrationRun::leadBack(const QList<RunnerStatement> &statements, const DownPrecautions &known, bool *hasKept)
{
    if (!m_engine.keeper || m_rules.discardsData)
        return runScript(m_connection, m_engine, statements, 0, steering(), m_context);
    KeptLosses losses(m_connection, m_guard.target(), m_engine, m_migration, known);
    if (Result<> done = losses.plan(statements, 0); !done)
        return done;
    const auto plainly = [](const std::function<Result<>()> &work) { return work(); };
    const Result<> done =
        runScript(m_connection, m_engine, statements, 0, losses.around(steering(), plainly), m_context);
    const QList<Message> kept = losses.said();
    for (const Message &said : kept) {
        if (m_rules.warn)
            m_rules.warn(said);
    }
    if (hasKept)
        *hasKept = !kept.isEmpty();
    return done;
}

Result<> MigrationRun::asOneself(const std::function<Result<>()> &work)
{
    return m_setsSession ? m_engine.runner->withOwnRights(m_connection, work) : work();
}

/// Writes each statement's rows of the ledger.
ScriptHooks MigrationRun::journal(Ledger &ledger, Ledger::Direction direction, const QList<RunnerStatement> &statements)
{
    ScriptHooks hooks = steering();
    const auto checksum = migrationChecksum(m_migration, m_engine);
    const auto isOutside = [&statements](int i) { return statements.at(i).mode == TransactionMode::Outside; };
    hooks.before = [this, &ledger, &statements, direction, isOutside, checksum](int i) {
        m_transaction.clear(); // a COMMIT that failed has been answered
        if (i == 0 && m_isWhole)
            return asOneself([&] { return ledger.begin(m_migration, direction, m_count, checksum); });
        if (!isOutside(i))
            return Result<>();
        return asOneself([&] { return ledger.statementStarted(m_migration, direction, i, statements.at(i).sql); });
    };
    hooks.gates = [this, &statements, direction](
                      int i) { return asOneself([&] { return passGates(direction, statements, i); }); };
    hooks.instead = [this, &statements, direction](int i) {
        if (Result<> fine = mustLetGoBehind(m_connection, m_engine, statements.at(i).sql); !fine)
            return Result<bool>(failure(fine.error()));
        return statements.at(i).copy ? copyChange(direction, statements, i) : backfill(direction, statements, i);
    };
    hooks.after = [this, &ledger, &statements, direction, isOutside](int i) {
        const Result<> said =
            asOneself([&] { return ledger.statementDone(m_migration, direction, i, statements.at(i).sql); });
        m_isUnsaid = !said && isOutside(i);
        return said;
    };
    hooks.commits = [this, &ledger, direction](int last) { return beforeCommit(ledger, direction, last); };
    hooks.committed = [this] { m_transaction.clear(); };
    hooks.failed = [this, &ledger, direction, checksum](int, const Error &error, bool isSettled) {
        if (!m_connection.isAlive() || error.code == Error::Code::ConnectionLost || m_isUnsaid)
            return;
        if (m_isWhole) // its rows went with the transaction
            (void)ledger.begin(m_migration, direction, m_count, checksum);
        (void)ledger.failed(m_migration, direction, error, isSettled);
    };
    return hooks;
}

/// Says in the ledger what the transaction finishes, and notes what the server is asked for where the answer to its
/// COMMIT never comes.
Result<> MigrationRun::beforeCommit(Ledger &ledger, Ledger::Direction direction, int last)
{
    const Result<> done = m_isWhole && last == m_count - 1
        ? asOneself([&] { return ledger.finish(m_migration, direction); })
        : Result<>();
    if (!done)
        return done;
    m_transaction =
        m_knowsTransactions ? m_engine.runner->watch()->transactionKey(m_connection).value_or(QString()) : QString();
    m_committing = last + 1;
    return {};
}

/// What the ledger itself asks of the database waits no longer than a statement does.
Result<> MigrationRun::boundWaits()
{
    for (const QString &setting : m_engine.runner->timeouts(m_patience.lock, std::chrono::seconds(0))) {
        if (Result<ResultSummary> done = perform(m_connection, setting); !done)
            return failure(done.error());
    }
    return {};
}

Result<> MigrationRun::bound(Ledger::Direction direction, const QList<RunnerStatement> &statements)
{
    const Result<> done = boundWaits();
    return done ? setDeadline(direction, statements, 0) : done;
}

Result<> MigrationRun::verified(Ledger &ledger, Ledger::Direction direction)
{
    if (direction == Ledger::Direction::Down)
        return {};
    const Result<> done = mustBeEmpty(m_connection, m_migration.all(u"verify"),
        QT_TRANSLATE_NOOP("Migrate", "The migration ran, but its verification found %1 rows: %2"));
    if (!done)
        (void)ledger.failed(m_migration, direction, done.error());
    return done;
}

/// By when the run has to be at its end; refused at once where its first statement does not fit.
Result<> MigrationRun::setDeadline(Ledger::Direction direction, const QList<RunnerStatement> &statements, int first)
{
    const bool isSet = m_rules.window.finishBy.isValid();
    const TimesAsked asked{m_rules.folder, m_migration.version, direction == Ledger::Direction::Up, &m_connection, {}};
    m_deadline.emplace(m_rules.window, statements, m_migration,
        isSet ? statementTimes(statements, asked, m_engine, m_connection.server()) : QList<StatementTime>(),
        m_rules.allowsUntimed);
    tellTimes(int(statements.size()), first);
    if (Result<> fits = m_deadline->mayBegin(first); !fits)
        return fits;
    const Result<> known = m_deadline->mustKnowFrom(first);
    if (!known && m_rules.allowedBy)
        m_rules.allowedBy(QLatin1StringView(UntimedCode));
    return known;
}

/// What a time to finish by stands on, where it was not measured.
void MigrationRun::tellTimes(int count, int first) const
{
    const int guessed = m_deadline->guessedFrom(first), unknown = m_deadline->unknownFrom(first);
    const QStringList of{QString::number(count - first), m_migration.version};
    if (guessed > 0 && m_rules.warn)
        m_rules.warn({"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "%1 of the %2 statements of migration %3 were not rehearsed: their times are guessed, and count %4 "
                "times."),
            QStringList{QString::number(guessed)} + of + QStringList{QString::number(GuessFactor)}});
    if (unknown > 0 && m_rules.warn)
        m_rules.warn({"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "Nobody knows how long %1 of the %2 statements of migration %3 take: they were not rehearsed."),
            QStringList{QString::number(unknown)} + of});
}

/// Whether everything, from the first row in the ledger to the last, stands or falls together.
bool MigrationRun::isOneTransaction(Ledger::Direction direction, const QList<RunnerStatement> &statements) const
{
    const bool isVerified = direction == Ledger::Direction::Up && !m_migration.all(u"verify").isEmpty();
    return !statements.isEmpty() && m_engine.runner->transactionalDdl() && !isVerified
        && std::all_of(statements.begin(), statements.end(), [&](const RunnerStatement &one) {
               return one.mode == TransactionMode::Joined && !endsTransaction(one.sql, *m_engine.flavour)
                   && (one.gates.isEmpty() || &one == &statements.first());
           });
}

Result<> MigrationRun::sectionItself(Ledger::Direction direction, int first, bool resumes)
{
    const bool isUp = direction == Ledger::Direction::Up;
    const QList<RunnerStatement> all = statements(direction);
    if (Result<> done = begin(isUp ? u"up"_s : u"down"_s, int(all.size())); !done)
        return done;
    Ledger ledger(m_connection, m_engine);
    if (Result<> done = ledger.locate(); !done)
        return done;
    m_place = ledger.place();
    if (Result<> done = boundWaits(); !done)
        return done;
    m_setsSession = std::any_of(
        all.begin(), all.end(), [&](const RunnerStatement &one) { return m_engine.runner->setsSession(one.sql); });
    if (Result<> done = readyGates(direction, all, first == 0 && !resumes); !done)
        return done;
    if (Result<> fits = setDeadline(direction, all, first); !fits)
        return fits;
    m_isWhole = first == 0 && isOneTransaction(direction, all);
    const RunWatchPort *watch = m_engine.runner->watch();
    m_knowsTransactions = watch && watch->transactionKey(m_connection).has_value();
    if (Result<> done = readyParts(direction, all, first == 0 && !resumes); !done)
        return done;
    if (first == 0 && !m_isWhole) {
        if (Result<> done = ledger.begin(m_migration, direction, m_count, migrationChecksum(m_migration, m_engine));
            !done)
            return done;
    }
    ScriptHooks hooks = journal(ledger, direction, all);
    if (m_losses)
        hooks = m_losses->around(hooks, [this](const auto &work) { return asOneself(work); });
    hooks.resumes = resumes;
    if (Result<> done = runScript(m_connection, m_engine, all, first, hooks, m_context); !done)
        return done;
    return m_isWhole ? Result<>() : finish(ledger, direction, all);
}

/// What is not one transaction is at its end once the ledger says so.
Result<> MigrationRun::finish(Ledger &ledger, Ledger::Direction direction, const QList<RunnerStatement> &statements)
{
    if (Result<> done = verified(ledger, direction); !done)
        return done;
    const Result<> finished = ledger.finish(m_migration, direction);
    if (finished)
        forgetParts(direction, statements);
    return finished;
}

} // namespace relata
