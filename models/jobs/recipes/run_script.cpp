#include "models/jobs/recipes/run_script.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/statement_limit.h"
#include "models/sql/normal_text.h"

#include <QThread>

#include <algorithm>
#include <random>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Error numbered(Error error, int position, qsizetype count, const QString &sql, const SqlFlavour &flavour)
{
    QString why = error.message.source();
    if (why.endsWith(u'.')) // it stands inside of a sentence
        why.chop(1);
    error.message = {"RunScript",
        QT_TRANSLATE_NOOP("RunScript", "Statement %1 of %2 failed: %3. The statement was: %4"),
        {QString::number(position + 1), QString::number(count), why, collapsed(sql, flavour).left(200)}};
    return error;
}

bool beginsWith(const RunnerStatement &statement, QLatin1StringView word)
{
    const QStringList words = statement.sql.left(60).simplified().split(u' ');
    return statement.mode == TransactionMode::Outside && words.size() > 1
        && words.first().compare(word, Qt::CaseInsensitive) == 0
        && words.at(1).startsWith("TABLE"_L1, Qt::CaseInsensitive);
}

/// Of MySQL's and MariaDB's session, outside of transactions: nothing but those tables can be read or written then.
bool locksTables(const RunnerStatement &statement) { return beginsWith(statement, "LOCK"_L1); }
bool freesTables(const RunnerStatement &statement) { return beginsWith(statement, "UNLOCK"_L1); }

class Runner {
public:
    Runner(Connection &connection, const Engine &engine, const QList<RunnerStatement> &statements,
        const ScriptHooks &hooks, JobContext &context)
        : m_connection(connection)
        , m_engine(engine)
        , m_watch(engine.runner ? engine.runner->watch() : nullptr)
        , m_statements(statements)
        , m_hooks(hooks)
        , m_context(context)
        , m_fresh(engine.runner ? engine.runner->freshSettings(connection.server()) : QStringList())
    { }

    Result<> run(int first)
    {
        m_at = first;
        if (Result<> done = setSession(0, first); !done)
            return stop(done.error());
        for (int begin = first, end = first; begin < m_statements.size(); begin = end) {
            end = transactionEnd(m_statements, begin);
            if (Result<> passed = gates(begin); !passed)
                return stop(passed.error());
            if (Result<> done = group(begin, end, begin == first && m_hooks.resumes); !done)
                return stop(done.error());
        }
        if (m_connection.transaction() == TransactionState::Open) { // the script's own counts as meant
            if (Result<> done = run(u"COMMIT"_s); !done)
                return stop(done.error());
        }
        return freshen();
    }

private:
    /// What has to happen outside of the database does while no lock of a transaction is held.
    Result<> gates(int i)
    {
        m_at = i;
        if (!m_hooks.gates || m_statements.at(i).gates.isEmpty())
            return {};
        if (m_connection.transaction() != TransactionState::None)
            return failure({.code = Error::Code::Refused,
                .message = {"RunScript",
                    QT_TRANSLATE_NOOP("RunScript",
                        "Before statement %1 there is a step outside of the database, which would hold up the "
                        "transaction that the script has begun: end it before."),
                    {QString::number(i + 1)}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        const Result<> fine = mayGoOn(i, true);
        return fine ? m_hooks.gates(i) : fine;
    }

    /// Tries a group until nobody is in its way. `cleans`: an earlier run may have left something of it behind.
    Result<> group(int begin, int end, bool cleans)
    {
        const bool holds = end > begin + 1 && locksTables(m_statements.at(begin));
        const bool joined = !holds && m_statements.at(begin).mode != TransactionMode::Outside;
        const bool isInside = m_connection.transaction() != TransactionState::None; // of a transaction of the script's
        for (int attempt = 1;; ++attempt) {
            if (!joined && (cleans || attempt > 1)) {
                if (Result<> done = takeLeftovers(begin); !done)
                    return done;
            }
            Result<> done = joined ? inTransaction(begin, end)
                : holds            ? underLocks(begin, end)
                                   : step(begin, !isInside);
            const bool isPatient = m_statements.at(begin).isInParts(); // batch by batch
            if (done || attempt >= m_hooks.patience.tries || isPatient || !isPassing(done.error()) || isInside
                || !m_isWhole || !m_connection.isAlive())
                return done;
            if (m_connection.transaction() != TransactionState::None) {
                if (const Result<> back = run(u"ROLLBACK"_s); !back)
                    return failure(done.error());
            }
            m_limits.reset(); // set inside, they went with the transaction
            if (Result<> waited = waitFor(attempt); !waited)
                return waited;
        }
    }

    Result<> inTransaction(int begin, int end)
    {
        m_at = begin;
        m_isWhole = true;
        if (Result<> fine = mayGoOn(begin, true); !fine)
            return fine;
        if (Result<> done = limit(begin); !done)
            return done;
        if (Result<> done = run(u"BEGIN"_s); !done)
            return done;
        for (int i = begin; i < end; ++i) {
            if (Result<> done = step(i, false); !done)
                return done;
        }
        if (m_hooks.commits) {
            if (Result<> done = m_hooks.commits(end - 1); !done)
                return done;
        }
        const Result<> done = run(u"COMMIT"_s);
        if (done && m_hooks.committed)
            m_hooks.committed();
        return done;
    }

    /// From the statement that takes locks of tables to the one that lets go of them: what is told of each would need
    /// other tables, and is told behind. Nothing is tried again once the locks are there.
    Result<> underLocks(int begin, int end)
    {
        if (Result<> ready = enter(begin, true); !ready)
            return ready;
        if (Result<> done = tellBefore(begin); !done)
            return done;
        for (int i = begin; i < end; ++i) {
            const bool isLast = i == end - 1; // which only lets go of them
            Result<> done = i > begin && !isLast ? enter(i, false) : Result<>();
            if (done)
                done = itself(i);
            if (done) {
                m_isSettled = m_isSettled && (i == begin || m_statements.at(i).mode != TransactionMode::Outside);
                continue;
            }
            m_isWhole = i == begin;
            if (i > begin && m_connection.isAlive())
                (void)run(m_statements.at(end - 1).sql);
            return done;
        }
        return tellAll(begin, end);
    }

    /// All or none: until then it stands written that they have begun.
    Result<> tellAll(int begin, int end)
    {
        Result<> done = run(u"BEGIN"_s);
        for (int i = begin; done && i < end; ++i) {
            m_at = i;
            done = i > begin ? tellBefore(i) : Result<>();
            if (done)
                done = tellAfter(i);
        }
        if (done)
            done = run(u"COMMIT"_s);
        m_isSettled = done.has_value();
        return done;
    }

    Result<> enter(int i, bool mayWait)
    {
        m_at = i;
        if (mayWait)
            m_isWhole = true;
        if (Result<> fine = mayGoOn(i, mayWait); !fine)
            return fine;
        m_context.report({i, m_statements.size(),
            {"RunScript", QT_TRANSLATE_NOOP("RunScript", "Statement %1 of %2"),
                {QString::number(i + 1), QString::number(m_statements.size())}}});
        return {};
    }

    Result<> step(int i, bool mayWait)
    {
        if (Result<> ready = enter(i, mayWait); !ready)
            return ready;
        const bool ends = endsTransaction(m_statements.at(i).sql, *m_engine.flavour);
        const Result<> done = one(i);
        m_isWhole = m_isWhole && !(done && ends);
        return done;
    }

    Result<> mayGoOn(int i, bool mayWait)
    {
        if (m_context.stopRequested())
            return failure(cancelledError());
        return m_hooks.mayGoOn ? m_hooks.mayGoOn(i, mayWait) : Result<>();
    }

    /// What a try that failed has left would be in the way of the next one.
    Result<> takeLeftovers(int i)
    {
        if (!m_watch)
            return {};
        const Result<QStringList> left = m_watch->leftovers(m_connection, m_statements.at(i).sql);
        if (!left)
            return failure(left.error());
        if (Result<> done = left->isEmpty() ? Result<>() : limit(i); !done) // it waits for as long as the statement
            return done;
        for (const QString &sql : *left) {
            if (Result<> done = run(sql); !done)
                return done;
        }
        return {};
    }

    Result<> waitFor(int attempt)
    {
        const WaitRules &patience = m_hooks.patience;
        const qint64 time = pauseBehind(attempt, patience).count();
        const QStringList blockers = m_hooks.blockers ? m_hooks.blockers() : QStringList();
        const QStringList numbers{QString::number(m_at + 1), QString::number(m_statements.size()),
            QString::number(attempt + 1), QString::number(patience.tries)};
        m_context.report({m_at, m_statements.size(),
            blockers.isEmpty() ? Message{"RunScript",
                QT_TRANSLATE_NOOP("RunScript", "Statement %1 of %2: waiting for a lock, try %3 of %4"), numbers}
                               : Message{"RunScript",
                                   QT_TRANSLATE_NOOP("RunScript",
                                       "Statement %1 of %2: waiting for a lock, try %3 of %4; in the way: %5"),
                                   numbers + QStringList{blockers.join(u"; "_s)}}});
        if (m_hooks.waits)
            m_hooks.waits(m_at, attempt + 1);
        for (qint64 slept = 0; slept < time; slept += 50) {
            if (Result<> fine = mayGoOn(m_at, false); !fine)
                return fine;
            QThread::msleep((unsigned long)(std::min<qint64>(50, time - slept)));
        }
        return {};
    }

    /// What only sets the session, among the statements from `begin` up to `end`: it is not in the database.
    Result<> setSession(int begin, int end)
    {
        for (int i = begin; i < end && m_engine.runner; ++i) {
            if (!m_engine.runner->setsSession(m_statements.at(i).sql))
                continue;
            if (Result<> done = settle(m_statements.at(i).sql); !done)
                return done;
            if (Result<> done = run(m_statements.at(i).sql); !done)
                return done;
        }
        return {};
    }

    Result<> run(const QString &sql)
    {
        Result<ResultSummary> done = perform(m_connection, sql);
        return done ? Result<>() : Result<>(failure(done.error()));
    }

    /// The engine's own setting for this statement, as long as the author has set no other.
    Result<> settle(const QString &sql)
    {
        if (!m_engine.runner)
            return {};
        m_isSet = m_isSet || m_engine.runner->setsSession(sql);
        const QString setting = m_isAuthors ? QString() : m_engine.runner->settingFor(sql, m_connection.server());
        m_isAuthors = m_isAuthors || m_engine.runner->overridesSetting(sql);
        if (setting.isEmpty() || setting == m_setting)
            return {};
        m_setting = setting;
        return run(setting);
    }

    std::chrono::milliseconds limitOf(const RunnerStatement &statement) const
    {
        return m_hooks.patience.statement.value_or(statement.limit);
    }

    /// The time-outs for this statement, as long as the author has set no others.
    Result<> limit(int i)
    {
        const RunnerStatement &statement = m_statements.at(i);
        if (m_hooks.patience.lock.count() <= 0 || m_isAuthorsLimit || !m_engine.runner)
            return {};
        if (m_watch && m_watch->setsTimeouts(statement.sql)) {
            m_isAuthorsLimit = true;
            return {};
        }
        const bool waits = !m_hooks.patience.isLockForAll && m_watch && m_watch->waitsPatiently(statement.sql);
        const std::pair wanted(waits ? std::chrono::milliseconds(0) : m_hooks.patience.lock, limitOf(statement));
        m_isLimited = true;
        if (m_limits == wanted)
            return {};
        for (const QString &setting : m_engine.runner->timeouts(wanted.first, wanted.second)) {
            if (Result<> done = run(setting); !done)
                return done;
        }
        m_limits = wanted;
        return {};
    }

    Result<> freshen()
    {
        if (!m_isSet && m_setting.isEmpty() && !m_isLimited)
            return {};
        for (const QString &setting : m_fresh) {
            if (Result<> done = run(setting); !done)
                return done;
        }
        return {};
    }

    Result<> tellBefore(int i) { return m_hooks.before ? m_hooks.before(i) : Result<>(); }
    Result<> tellAfter(int i) { return m_hooks.after ? m_hooks.after(i) : Result<>(); }

    Result<> one(int i)
    {
        Result<> done = tellBefore(i);
        if (done)
            done = itself(i);
        return done ? tellAfter(i) : done;
    }

    Result<> itself(int i)
    {
        const RunnerStatement &statement = m_statements.at(i);
        if (Result<> done = settle(statement.sql); !done)
            return done;
        if (Result<> done = limit(i); !done)
            return done;
        const Result<bool> isDone = m_hooks.instead ? m_hooks.instead(i) : Result<bool>(false);
        if (!isDone)
            return failure(numbered(isDone.error(), i, m_statements.size(), statement.sql, *m_engine.flavour));
        if (*isDone)
            return {};
        Result<Rows> rows = answerOf(statement);
        if (!rows)
            return failure(numbered(rows.error(), i, m_statements.size(), statement.sql, *m_engine.flavour));
        if (m_engine.runner && m_engine.runner->setsSession(statement.sql))
            m_limits.reset();
        if (statement.mustAnswerNothing && !rows->isEmpty()) {
            Error error{.code = Error::Code::Sql,
                .message = {"RunScript",
                    QT_TRANSLATE_NOOP(
                        "RunScript", "the check found %1 rows that break a foreign key, the first in table %2"),
                    {QString::number(rows->count), rows->text(0, 0)}},
                .detail = {},
                .sqlState = {},
                .position = {}};
            return failure(numbered(std::move(error), i, m_statements.size(), statement.sql, *m_engine.flavour));
        }
        return {};
    }

    /// Ended by us where the server ends no statement that takes too long.
    Result<Rows> answerOf(const RunnerStatement &statement)
    {
        const bool isOurs = m_hooks.patience.lock.count() > 0 && !m_isAuthorsLimit && m_watch
            && !m_watch->endsLongStatements(m_connection.server());
        StatementLimit limit(m_connection, isOurs ? limitOf(statement) : std::chrono::milliseconds(0));
        Result<Rows> rows = fetch(m_connection, statement.sql);
        return rows || !limit.isPassed() ? std::move(rows) : failure(limit.error(rows.error()));
    }

    Result<> stop(const Error &error)
    {
        if (m_connection.isAlive() && m_connection.transaction() != TransactionState::None)
            (void)perform(m_connection, u"ROLLBACK"_s);
        if (m_connection.isAlive())
            (void)(m_fresh.isEmpty() ? setSession(m_at, int(m_statements.size())) : freshen());
        if (m_hooks.failed)
            m_hooks.failed(m_at, error, m_isSettled);
        return failure(error);
    }

    Connection &m_connection;
    const Engine &m_engine;
    const RunWatchPort *m_watch;
    const QList<RunnerStatement> &m_statements;
    const ScriptHooks &m_hooks;
    JobContext &m_context;
    const QStringList m_fresh; ///< empty: settings are taken back by the script itself
    QString m_setting; ///< of the engine's own, as it stands
    std::optional<std::pair<std::chrono::milliseconds, std::chrono::milliseconds>> m_limits; ///< as they stand
    int m_at = 0; ///< the statement that runs
    bool m_isSet = false; ///< the script has set the session
    bool m_isAuthors = false; ///< and what the engine would set, too
    bool m_isAuthorsLimit = false; ///< and the time-outs
    bool m_isLimited = false; ///< we have set time-outs
    bool m_isWhole = true; ///< nothing of the group was committed by the script itself
    bool m_isSettled = true; ///< but for groups under locks of tables that have not come to their end
};

} // namespace

int transactionEnd(const QList<RunnerStatement> &statements, int begin)
{
    int end = begin + 1;
    if (locksTables(statements.at(begin))) {
        const auto from = statements.begin() + end;
        const auto free = std::find_if(from, statements.end(), freesTables);
        const bool isOne = free != statements.end() && std::none_of(from, free, [](const RunnerStatement &one) {
            return locksTables(one) || one.isInParts() || !one.gates.isEmpty();
        });
        return isOne ? int(free - statements.begin()) + 1 : end;
    }
    while (statements.at(begin).mode == TransactionMode::Joined && end < statements.size()
        && statements.at(end).mode == TransactionMode::Joined && statements.at(end).gates.isEmpty())
        ++end;
    return end;
}

bool isPassing(const Error &error)
{
    return error.code == Error::Code::LockTimeout || error.sqlState == "40P01"_L1 || error.sqlState == "40001"_L1;
}

std::chrono::milliseconds pauseBehind(int attempt, const WaitRules &patience)
{
    static thread_local std::minstd_rand random(std::random_device{}());
    const qint64 longest =
        std::min<qint64>(patience.longestPause.count(), patience.firstPause.count() << std::min(attempt - 1, 20));
    return std::chrono::milliseconds(longest / 2 + qint64(random()) % (longest / 2 + 1));
}

bool endsTransaction(const QString &sql, const SqlFlavour &flavour)
{
    const QString word = leadingWord(sql, flavour);
    return word == "COMMIT"_L1 || word == "END"_L1 || word == "ROLLBACK"_L1 || word == "ABORT"_L1 || word == "BEGIN"_L1
        || word == "START"_L1 || word == "PREPARE"_L1;
}

Result<> runScript(Connection &connection, const Engine &engine, const QList<RunnerStatement> &statements, int first,
    const ScriptHooks &hooks, JobContext &context)
{
    return Runner(connection, engine, statements, hooks, context).run(first);
}

} // namespace relata
