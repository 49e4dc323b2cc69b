#include "models/jobs/recipes/run_python.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/python_port.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/python_process.h"
#include "models/jobs/recipes/session_end.h"
#include "models/sql/normal_text.h"
#include "models/sql/statement_splitter.h"
#include "models/timeline/timeline.h"

#include <QDir>
#include <QJsonArray>
#include <QStandardPaths>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Result<QString> interpreterOf(const PythonTerms &terms)
{
    const QString named = terms.interpreter.isEmpty() ? u"python3"_s : terms.interpreter;
    const QString path = named.contains(u'/') ? QDir(terms.folder).absoluteFilePath(named) : named;
    QString found = QStandardPaths::findExecutable(path);
    if (!found.isEmpty())
        return found;
    return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                "There is no %1 on this computer: install python3, or name one in relata.json as "
                                "\"python\"."),
        {named});
}

QJsonArray driversOf(const PythonConnection &connection)
{
    QJsonArray result;
    for (const PythonDriver &one : connection.drivers)
        result += QJsonObject{{u"module"_s, one.module}, {u"package"_s, one.package}, {u"arguments"_s, one.arguments}};
    return result;
}

QJsonArray demandsOf(const PythonConnection &connection)
{
    QJsonArray result;
    for (const PythonConnection::Demand &one : connection.demands)
        result += QJsonObject{{u"query"_s, one.query}, {u"complaint"_s, one.complaint}};
    return result;
}

QJsonObject jobOf(const PythonScript &script, const PythonConnection &connection, const Engine &engine)
{
    const MigrationFile &migration = script.migration;
    const bool isWhole = runsAsOne(migration, engine);
    QStringList closing = script.closing;
    if (!closing.isEmpty())
        closing = connection.ownRights + closing;
    return {{u"file"_s, migration.fileName}, {u"text"_s, migration.python}, {u"line"_s, migration.upLine},
        {u"function"_s, directionWord(script.direction)}, {u"drivers"_s, driversOf(connection)},
        {u"demands"_s, demandsOf(connection)},
        {u"settings"_s, QJsonArray::fromStringList(connection.settings + script.settings)},
        {u"session"_s, connection.session}, {u"kill"_s, connection.kill}, {u"transaction"_s, isWhole},
        {u"autocommit"_s, migration.withoutTransaction()}, {u"asks"_s, bool(script.judges)},
        {u"closing"_s, QJsonArray::fromStringList(closing)}};
}

/// One script, from its start to the end of its session.
class Running {
public:
    Running(const PythonScript &script, Connection &connection, const Engine &engine, JobContext &context)
        : m_script(script)
        , m_connection(connection)
        , m_engine(engine)
        , m_context(context)
    { }

    PythonEnd run(const ConnectionProfile &target, const PythonTerms &terms)
    {
        m_end.result = start(target, terms);
        if (!m_end.result)
            return m_end;
        bool goesOn = true;
        while (goesOn) {
            goesOn = m_process.listen([this](const QJsonObject &event) { hear(event); }, m_script.heard);
            if (m_stop || !goesOn)
                continue;
            if (Result<> fine = mayGoOn(); !fine)
                stop(fine.error());
        }
        const bool isDone = m_isDone && !m_isRefused; // it may have been before it heard that it is to stop
        if (!isDone)
            m_process.end(); // what it has started and left behind
        const Result<> gone = endSession();
        m_end.result = !gone ? gone : isDone ? Result<>() : failure(m_stop ? *m_stop : whyNot());
        return m_end;
    }

private:
    Result<> start(const ConnectionProfile &target, const PythonTerms &terms)
    {
        if (Result<> allowed = mustAllowPython(m_script.migration, terms); !allowed)
            return allowed;
        if (!m_engine.python)
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate", "Relata runs no migrations in Python on %1 yet."),
                {QString::fromLatin1(m_engine.name)}, Error::Code::Unsupported);
        const Result<PythonConnection> connection = m_engine.python->connection(target, m_connection.server());
        if (!connection)
            return failure(connection.error());
        const Result<QString> interpreter = interpreterOf(terms);
        if (!interpreter)
            return failure(interpreter.error());
        return m_process.start(*interpreter, terms.folder, jobOf(m_script, *connection, m_engine));
    }

    Result<> mayGoOn() const
    {
        if (m_context.stopRequested())
            return failure(cancelledError());
        return m_script.mayGoOn ? m_script.mayGoOn() : Result<>();
    }

    void hear(const QJsonObject &event)
    {
        const QString name = event.value("event"_L1).toString();
        if (name == "ready"_L1)
            begin(event.value("session"_L1).toString());
        else if (name == "asks"_L1)
            judge(event.value("sql"_L1).toString());
        else if (name == "unseen"_L1)
            refuse(unseen(event.value("what"_L1).toString()));
        else if (name == "statement"_L1)
            tellStatement(event);
        else if (name == "notice"_L1 && m_script.heard)
            m_script.heard(event.value("text"_L1).toString());
        else if (name == "done"_L1)
            m_isDone = true;
        else if (name == "failed"_L1)
            m_failure = event;
        m_end.isTorn = m_failure.value("kind"_L1).toString() == "torn"_L1;
    }

    void begin(const QString &session)
    {
        m_session = session;
        Result<> fine = mayGoOn();
        if (fine && m_script.begins)
            fine = m_script.begins(session);
        if (!fine)
            return stop(fine.error());
        m_end.hasBegun = true;
        m_process.say("go");
    }

    void judge(const QString &sql)
    {
        if (m_stop)
            return;
        Result<> fine = m_script.judges(sql);
        for (const SqlStatementRange &one : splitStatements(sql, *m_engine.flavour)) // drivers send several at once
            fine = fine ? m_script.judges(one.in(sql).toString()) : fine;
        if (fine)
            m_process.say("yes");
        else
            refuse(fine.error());
    }

    void refuse(const Error &why)
    {
        m_isRefused = true;
        stop(why);
    }

    Error unseen(const QString &what) const
    {
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "Migration %1 was stopped on a copy: its program uses %2, and what that runs "
                                    "cannot be looked at before."),
            {m_script.migration.version, what})
            .value();
    }

    void tellStatement(const QJsonObject &event)
    {
        const QString sql = collapsed(event.value("sql"_L1).toString(), *m_engine.flavour).left(200);
        const int rows = event.value("rows"_L1).toInt(-1);
        m_context.report({m_statements, 0,
            {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Migration %1, statement %2: %3"),
                {m_script.migration.version, QString::number(++m_statements), sql}}});
        if (m_script.heard)
            m_script.heard(rows < 0 ? sql : sql + u" (%1 rows)"_s.arg(rows));
    }

    void stop(const Error &error)
    {
        m_stop = error;
        m_process.end();
    }

    Result<> endSession()
    {
        const Result<bool> gone = outlastSession(m_connection, m_engine, m_session);
        if (!gone)
            return failure(gone.error());
        if (*gone)
            return {};
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "The session of migration %1, number %2, still works on the server: wait "
                                    "for its end, then look at the migration's status."),
            {m_script.migration.version, m_session.section(u'/', 0, 0)}, Error::Code::Conflict);
    }

    Error whyNot() const
    {
        if (m_failure.isEmpty())
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate", "The Python of migration %1 ended %2 before it had told how it went."),
                {m_script.migration.version, m_process.ending()}, Error::Code::Internal)
                .value();
        const QString kind = m_failure.value("kind"_L1).toString(), words = m_failure.value("message"_L1).toString();
        const int line = m_failure.value("line"_L1).toInt();
        const QString place = m_script.migration.fileName + (line > 0 ? u':' + QString::number(line) : QString());
        if (kind == "missing"_L1)
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                        "Python has no driver for %1 that Relata knows. One of these brings one: %2"),
                {QString::fromLatin1(m_engine.name), words})
                .value();
        if (kind == "syntax"_L1)
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate", "%1 is not Python: %2"), {place, words}).value();
        if (kind == "function"_L1)
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate", "Migration %1 has no function %2(cursor)."),
                {m_script.migration.version, words})
                .value();
        if (kind == "connect"_L1 || kind == "driver"_L1)
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate", "Python's driver does not come to the database: %1"), {words})
                .value();
        return failed(place, words);
    }

    Error failed(const QString &place, const QString &words) const
    {
        const QString state = m_failure.value("state"_L1).toString();
        const bool isEnd = m_end.isTorn || m_failure.value("kind"_L1).toString() == "ended"_L1;
        return {.code = state == "55P03"_L1 ? Error::Code::LockTimeout : Error::Code::Sql,
            .message = {"Migrate",
                isEnd ? QT_TRANSLATE_NOOP("Migrate",
                    "Migration %1 failed at %2: it has ended its transaction, which is Relata's to end. Say \"# "
                    "relata:transaction none\" where it is to commit by itself.")
                      : QT_TRANSLATE_NOOP("Migrate", "Migration %1 failed at %2: %3"),
                {m_script.migration.version, place, words}},
            .detail = m_failure.value("trace"_L1).toString(),
            .sqlState = state,
            .position = {}};
    }

    const PythonScript &m_script;
    Connection &m_connection;
    const Engine &m_engine;
    JobContext &m_context;
    PythonProcess m_process;
    PythonEnd m_end;
    QString m_session;
    QJsonObject m_failure;
    std::optional<Error> m_stop;
    int m_statements = 0;
    bool m_isDone = false, m_isRefused = false;
};

} // namespace

Result<> mustAllowPython(const MigrationFile &migration, const PythonTerms &terms)
{
    if (!migration.isPython() || terms.isAllowed)
        return {};
    return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                "Migration %1 is a program in Python, which runs on this computer and has not been "
                                "allowed: %2"),
        {migration.version, migration.fileName});
}

Result<> mustAllowPython(const Timeline &timeline, const QString &version)
{
    Result<> fine;
    QStringList files;
    for (const MigrationFile &one : timeline.migrations) {
        if (!version.isEmpty() && one.version.toLongLong() > version.toLongLong())
            break;
        if (fine)
            fine = mustAllowPython(one, timeline.python);
        if (one.isPython())
            files += one.fileName;
    }
    if (fine || files.size() < 2)
        return fine;
    Error error = fine.error();
    error.detail = files.join(u'\n');
    return failure(error);
}

bool runsAsOne(const MigrationFile &migration, const Engine &engine)
{
    return engine.runner && engine.runner->transactionalDdl() && !migration.withoutTransaction();
}

PythonEnd runPython(const PythonScript &script, Connection &connection, const ConnectionProfile &target,
    const Engine &engine, const PythonTerms &terms, JobContext &context)
{
    return Running(script, connection, engine, context).run(target, terms);
}

} // namespace relata
