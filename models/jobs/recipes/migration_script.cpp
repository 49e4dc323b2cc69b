#include "models/jobs/recipes/migration_script.h"

#include "models/engine/engine.h"
#include "models/engine/run_watch_port.h"
#include "models/engine/script_port.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/run_rules.h"
#include "models/timeline/ledger_script.h"
#include "models/timeline/repeatable.h"
#include "models/timeline/repeatable_script.h"

#include <algorithm>
#include <functional>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> refused(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::Unsupported,
        .message = {"MigrationScript", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// How long statements of a script wait for locks, until the author says so by a statement.
class Limits {
public:
    Limits(const Engine &engine, const WaitRules &patience)
        : m_runner(*engine.runner)
        , m_patience(patience)
    { }

    QStringList before(const QString &sql)
    {
        const RunWatchPort *watch = m_runner.watch();
        m_isAuthors = m_isAuthors || (watch && watch->setsTimeouts(sql));
        const bool waits = !m_patience.isLockForAll && watch && watch->waitsPatiently(sql);
        const auto wanted = waits ? std::chrono::milliseconds(0) : m_patience.lock;
        if (m_isAuthors || m_lock == wanted)
            return {};
        m_lock = wanted;
        return m_runner.timeouts(wanted, m_patience.statement.value_or(std::chrono::milliseconds(0)));
    }

private:
    const RunnerPort &m_runner;
    const WaitRules m_patience;
    std::optional<std::chrono::milliseconds> m_lock; ///< as it stands
    bool m_isAuthors = false;
};

class ScriptMaker {
public:
    ScriptMaker(const Engine &engine, const ServerInfo &server, const ScriptOptions &options)
        : m_engine(engine)
        , m_server(server)
        , m_options(options)
        , m_port(*scriptPort(engine))
        , m_ledger(engine, options.place)
        , m_repeatables(engine, options.place)
    { }

    Result<QString> run(const QList<MigrationFile> &migrations)
    {
        m_text = u"-- Made by Relata, to be run by the client of "_s + QLatin1StringView(m_engine.name) + u".\n"_s
            + m_port.opening() + joined(m_ledger.tables());
        if (!migrations.isEmpty() && migrations.last().isRepeatable)
            m_text += ended(m_repeatables.table());
        if (m_options.after)
            m_text += ended(m_port.stopWhere(m_ledger.noEntryOf(*m_options.after),
                u"Migration %1 is not applied here"_s.arg(m_options.after->version)));
        if (!isUp())
            m_text += ended(m_port.stopWhere(m_ledger.laterThan(migrations.first()),
                u"A migration behind %1 is applied here"_s.arg(migrations.first().version)));
        for (const MigrationFile &migration : migrations) {
            if (Result<> done = migration.isRepeatable ? addRepeatable(migration) : add(migration); !done)
                return failure(done.error());
        }
        return m_text + u'\n' + m_port.closing();
    }

private:
    bool isUp() const { return m_options.direction == Ledger::Direction::Up; }

    QString ended(const QString &sql) const { return clientStatement(sql, m_engine); }
    QString joined(const QStringList &statements) const
    {
        QString result;
        for (const QString &sql : statements)
            result += ended(sql);
        return result;
    }

    /// Stops where the ledger does not allow the run.
    QString guard(const MigrationFile &migration) const
    {
        const QString stopped = m_ledger.entryOf(migration, u"state <> 'applied'"_s);
        QString result;
        if (m_options.idempotent)
            result = ended(m_port.stopWhere(stopped, u"Migration %1 stopped half-way here"_s.arg(migration.version)));
        else if (isUp())
            result = ended(m_port.stopWhere(m_ledger.entryOf(migration),
                u"Migration %1 is applied or begun here already"_s.arg(migration.version)));
        else
            result = ended(m_port.stopWhere(
                         m_ledger.noEntryOf(migration), u"Migration %1 is not applied here"_s.arg(migration.version)))
                + ended(m_port.stopWhere(stopped, u"Migration %1 stopped half-way here"_s.arg(migration.version)));
        return result;
    }

    Result<> add(const MigrationFile &migration)
    {
        if (!isUp() && !migration.hasDown())
            return refused(QT_TRANSLATE_NOOP("MigrationScript", "Migration %1 has no way down."), {migration.version});
        if (migration.isPython() && !m_options.isShown)
            return refused(QT_TRANSLATE_NOOP("MigrationScript",
                               "Migration %1 is a program in Python, which no client of a database runs: make the "
                               "scripts of what is before and behind it, and run it with relata migrate up."),
                {migration.version});
        m_text += u"\n-- Migration "_s + migration.version + u": "_s + migration.title
            + (isUp() ? u"\n"_s : u", taken back\n"_s);
        if (migration.isPython()) {
            m_text += u"-- A program in Python: its statements are not known before it runs.\n--   "_s
                + migration.python.trimmed().replace(u'\n', u"\n--   "_s) + u'\n';
            return {};
        }
        m_text += guard(migration);
        const QStringList statements = statementsOf(migration);
        if (!m_options.idempotent) {
            m_text += joined(statements);
            return {};
        }
        const QString done =
            isUp() ? m_ledger.entryOf(migration, u"state = 'applied'"_s) : m_ledger.noEntryOf(migration);
        Result<QString> text = m_port.unless(done, statements, m_server);
        if (!text)
            return failure(text.error());
        m_text += *text;
        return {};
    }

    /// Behind the migrations. One whose statements the engine runs under no condition runs each time: it may.
    Result<> addRepeatable(const MigrationFile &repeatable)
    {
        if (const auto objects = repeatedObjects(repeatable, *m_engine.flavour); !objects)
            return failure(objects.error());
        m_text += u"\n-- Repeatable "_s + repeatable.version + u'\n';
        const QList<RunnerStatement> statements =
            scriptStatements(repeatable.up, m_engine, m_server, !repeatable.withoutTransaction());
        const bool isWhole = m_engine.runner->transactionalDdl()
            && std::all_of(statements.begin(), statements.end(),
                [](const RunnerStatement &one) { return one.mode == TransactionMode::Joined; });
        QStringList all = m_repeatables.begin(repeatable, isWhole);
        const Journal journal{.started = [](int) { return QStringList(); },
            .done =
                [&](int i, bool) {
                    return isWhole && i == statements.size() - 1 ? QStringList(m_repeatables.finish(repeatable))
                                                                 : QStringList();
                }};
        addStatements(repeatable, statements, journal, all);
        if (!isWhole)
            all += m_repeatables.finish(repeatable);
        const Result<QString> text = m_options.idempotent
            ? m_port.unless(m_repeatables.isCurrent(repeatable), all, m_server)
            : Result<QString>(joined(all));
        if (!text && text.error().code != Error::Code::Refused)
            return failure(text.error());
        m_text += text ? *text : joined(all);
        return {};
    }

    /// All that one run sends, in order.
    QStringList statementsOf(const MigrationFile &migration)
    {
        const QList<RunnerStatement> statements = scriptStatements(
            isUp() ? migration.up : migration.down, m_engine, m_server, !migration.withoutTransaction());
        QStringList result;
        if (isUp()) {
            for (const QString &check : migration.all(u"check"))
                result += m_port.stopWhere(check, u"A check before migration %1 found rows"_s.arg(migration.version));
        }
        result += m_ledger.begin(migration, m_options.direction, int(statements.size()));
        addStatements(migration, statements, journalOf(migration, statements), result);
        if (isUp()) {
            for (const QString &check : migration.all(u"verify"))
                result +=
                    m_port.stopWhere(check, u"The verification of migration %1 found rows"_s.arg(migration.version));
        }
        return result + m_ledger.finish(migration, m_options.direction);
    }

    /// What is written down of a statement that begins outside of transactions, and of one that is done.
    struct Journal {
        std::function<QStringList(int)> started;
        std::function<QStringList(int, bool isJoined)> done;
    };

    Journal journalOf(const MigrationFile &migration, const QList<RunnerStatement> &statements)
    {
        return {.started =
                    [&](int i) {
                        return m_ledger.statementStarted(migration, m_options.direction, i, statements.at(i).sql);
                    },
            .done =
                [&](int i, bool isJoined) {
                    return m_ledger.statementDone(migration, m_options.direction, i, statements.at(i).sql, isJoined);
                }};
    }

    void addStatements(const MigrationFile &migration, const QList<RunnerStatement> &statements, const Journal &journal,
        QStringList &result)
    {
        bool open = false, isAuthors = false;
        int heldFrom = 0, heldTo = 0; // under locks of tables, which keep the ledger's rows waiting
        QString setting;
        Limits limits(m_engine, *patienceOf(migration, RunRules().waits)); // which was looked at before
        result += limits.before({});
        for (int i = 0; i < statements.size(); ++i) {
            const RunnerStatement &statement = statements.at(i);
            const bool isHeld = i < heldTo;
            if (!isHeld) {
                heldFrom = i;
                heldTo = statement.mode == TransactionMode::Outside ? transactionEnd(statements, i) : i + 1;
            }
            const bool isJoined = statement.mode != TransactionMode::Outside;
            if (open && (!isJoined || statement.mode == TransactionMode::Alone)) {
                result += u"COMMIT"_s;
                open = false;
            }
            if (isJoined && !open)
                result += u"BEGIN"_s;
            open = isJoined;
            if (!isJoined && !isHeld)
                result += journal.started(i);
            result += limits.before(statement.sql);
            const QString next = isAuthors ? QString() : m_engine.runner->settingFor(statement.sql, m_server);
            isAuthors = isAuthors || m_engine.runner->overridesSetting(statement.sql);
            if (!next.isEmpty() && next != setting)
                result += setting = next;
            result += statement.mustAnswerNothing ? m_port.stopWhere(m_port.rowsOf(statement.sql),
                          u"Migration %1 leaves rows that break a foreign key"_s.arg(migration.version))
                                                  : written(statement);
            if (i + 1 == heldTo)
                result += toldBehind(journal, heldFrom, i, isJoined);
        }
        if (open)
            result += u"COMMIT"_s;
        result += m_engine.runner->freshSettings(m_server);
    }

    /// What is written down behind those that are held together up to this one.
    static QStringList toldBehind(const Journal &journal, int first, int last, bool isJoined)
    {
        QStringList result;
        for (int i = first; i <= last; ++i)
            result += (i > first ? journal.started(i) : QStringList()) + journal.done(i, isJoined);
        return result;
    }

    /// Other programs run at once what Relata runs in batches, or behind something else; the comments say so still.
    static QString written(const RunnerStatement &statement)
    {
        QString comments;
        for (const RunGate &gate : statement.gates)
            comments +=
                (gate.kind == RunGate::Kind::Manual ? u"-- relata:manual "_s : u"-- relata:run "_s) + gate.text + u'\n';
        if (statement.backfill)
            comments += QString(u"-- relata:backfill "_s + *statement.backfill).trimmed() + u'\n';
        if (statement.copy)
            comments += QString(u"-- relata:copy "_s + *statement.copy).trimmed() + u'\n';
        return comments + statement.sql;
    }

    const Engine &m_engine;
    const ServerInfo &m_server;
    const ScriptOptions &m_options;
    const ScriptPort &m_port;
    LedgerScript m_ledger;
    RepeatableScript m_repeatables;
    QString m_text;
};

} // namespace

bool setsSession(const QList<MigrationFile> &migrations, const Engine &engine, const ServerInfo &server)
{
    for (const MigrationFile &migration : migrations) {
        for (const RunnerStatement &one : scriptStatements(migration.up + u'\n' + migration.down, engine, server)) {
            if (engine.runner->setsSession(one.sql))
                return true;
        }
    }
    return false;
}

Result<QString> migrationScript(const QList<MigrationFile> &migrations, const Engine &engine, const ServerInfo &server,
    const ScriptOptions &options)
{
    if (!scriptPort(engine))
        return refused(QT_TRANSLATE_NOOP("MigrationScript", "Scripts for %1 cannot be made yet."),
            {QString::fromLatin1(engine.name)});
    if (server.version == 0 && !engine.runner->freshSettings(server).isEmpty())
        return refused(QT_TRANSLATE_NOOP("MigrationScript",
                           "What a script for %1 sets depends on the server: name the database with --target."),
            {QString::fromLatin1(engine.name)});
    for (const MigrationFile &migration : migrations) {
        if (const Result<WaitRules> patience = patienceOf(migration, RunRules().waits); !patience)
            return failure(patience.error());
    }
    return ScriptMaker(engine, server, options).run(migrations);
}

} // namespace relata
