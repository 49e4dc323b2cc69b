#include "models/jobs/recipes/run_script.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/sql/normal_text.h"
#include "models/sql/statement_splitter.h"

namespace relata {
using namespace Qt::StringLiterals;

/// What nobody knows runs alone.
static TransactionMode modeOf(const QString &sql, const Engine &engine, const ServerInfo &server)
{
    return engine.analyst ? engine.analyst->facts(sql, server).transaction : engine.runner->modeOf(sql, server);
}

QList<RunnerStatement> scriptStatements(
    const QStringList &statements, const Engine &engine, const ServerInfo &server, bool joined)
{
    QList<RunnerStatement> result;
    for (const QString &sql : statements) {
        const bool transactions = joined && engine.runner && engine.runner->transactionalDdl();
        const TransactionMode mode = transactions ? modeOf(sql, engine, server) : TransactionMode::Outside;
        result += {sql, mode, engine.runner && engine.runner->mustAnswerNothing(sql)};
    }
    return result;
}

QList<RunnerStatement> scriptStatements(const QString &sql, const Engine &engine, const ServerInfo &server, bool joined)
{
    QStringList texts;
    for (const SqlStatementRange &range : splitStatements(sql, *engine.flavour)) {
        if (range.kind == SqlStatementRange::Kind::Statement)
            texts += range.in(sql).toString();
    }
    return scriptStatements(texts, engine, server, joined);
}

QList<StatementFacts> scriptFacts(const QString &sql, const Engine &engine, const ServerInfo &server)
{
    QList<StatementFacts> result;
    for (const SqlStatementRange &range : splitStatements(sql, *engine.flavour)) {
        if (range.kind != SqlStatementRange::Kind::Statement || !engine.analyst)
            continue;
        StatementFacts facts = engine.analyst->facts(range.in(sql), server);
        facts.begin = range.begin;
        facts.end = range.end;
        result += facts;
    }
    return result;
}

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

class Runner {
public:
    Runner(Connection &connection, const Engine &engine, const QList<RunnerStatement> &statements,
        const ScriptHooks &hooks, JobContext &context)
        : m_connection(connection)
        , m_engine(engine)
        , m_statements(statements)
        , m_hooks(hooks)
        , m_context(context)
        , m_fresh(engine.runner ? engine.runner->freshSettings(connection.server()) : QStringList())
    { }

    Result<> run(int first)
    {
        if (Result<> done = setSession(0, first); !done)
            return stop(first, done.error());
        for (int i = first; i < m_statements.size(); ++i) {
            if (m_context.stopRequested())
                return stop(i,
                    {.code = Error::Code::Cancelled,
                        .message = {"RunScript", QT_TRANSLATE_NOOP("RunScript", "Cancelled."), {}},
                        .detail = {},
                        .sqlState = {},
                        .position = {}});
            const RunnerStatement &statement = m_statements.at(i);
            const bool joined = statement.mode != TransactionMode::Outside;
            if (m_open && (!joined || statement.mode == TransactionMode::Alone)) {
                if (Result<> done = end(u"COMMIT"_s); !done)
                    return stop(i, done.error());
            }
            if (joined && !m_open) {
                if (Result<> done = end(u"BEGIN"_s); !done)
                    return stop(i, done.error());
                m_open = true;
            }
            m_context.report({i, m_statements.size(),
                {"RunScript", QT_TRANSLATE_NOOP("RunScript", "Statement %1 of %2"),
                    {QString::number(i + 1), QString::number(m_statements.size())}}});
            if (Result<> done = one(i); !done)
                return stop(i, done.error());
        }
        if (m_open || m_connection.transaction() == TransactionState::Open) { // the script's own counts as meant
            if (Result<> done = end(u"COMMIT"_s); !done)
                return stop(int(m_statements.size()) - 1, done.error());
        }
        return freshen();
    }

private:
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

    Result<> freshen()
    {
        if (!m_isSet && m_setting.isEmpty())
            return {};
        for (const QString &setting : m_fresh) {
            if (Result<> done = run(setting); !done)
                return done;
        }
        return {};
    }

    Result<> end(const QString &word)
    {
        if (word == "COMMIT"_L1)
            m_open = false;
        return run(word);
    }

    Result<> one(int i)
    {
        if (m_hooks.before) {
            if (Result<> done = m_hooks.before(i); !done)
                return done;
        }
        const RunnerStatement &statement = m_statements.at(i);
        if (Result<> done = settle(statement.sql); !done)
            return done;
        const Result<bool> isDone = m_hooks.instead ? m_hooks.instead(i) : Result<bool>(false);
        if (!isDone)
            return failure(isDone.error());
        if (*isDone)
            return m_hooks.after ? m_hooks.after(i) : Result<>();
        Result<Rows> rows = fetch(m_connection, statement.sql);
        if (!rows)
            return failure(numbered(rows.error(), i, m_statements.size(), statement.sql, *m_engine.flavour));
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
        return m_hooks.after ? m_hooks.after(i) : Result<>();
    }

    Result<> stop(int i, const Error &error)
    {
        if (m_connection.isAlive() && m_connection.transaction() != TransactionState::None)
            (void)perform(m_connection, u"ROLLBACK"_s);
        m_open = false;
        if (m_connection.isAlive())
            (void)(m_fresh.isEmpty() ? setSession(i, int(m_statements.size())) : freshen());
        if (m_hooks.failed)
            m_hooks.failed(i, error);
        return failure(error);
    }

    Connection &m_connection;
    const Engine &m_engine;
    const QList<RunnerStatement> &m_statements;
    const ScriptHooks &m_hooks;
    JobContext &m_context;
    const QStringList m_fresh; ///< empty: settings are taken back by the script itself
    QString m_setting; ///< of the engine's own, as it stands
    bool m_isSet = false; ///< the script has set the session
    bool m_isAuthors = false; ///< and what the engine would set, too
    bool m_open = false;
};

} // namespace

Result<> runScript(Connection &connection, const Engine &engine, const QList<RunnerStatement> &statements, int first,
    const ScriptHooks &hooks, JobContext &context)
{
    return Runner(connection, engine, statements, hooks, context).run(first);
}

} // namespace relata
