#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/timeline/run_table.h"
#include "tests/app/program.h"
#include "tests/app/python_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <atomic>
#include <csignal>
#include <thread>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 60'000;

class Stoppable : public JobContext {
public:
    void report(const Progress &) override { }
    bool stopRequested() const override { return stops; }
    std::atomic<bool> stops = false;
};

/// The names that were filled in, or what went wrong.
QString namesIn(const Session &session)
{
    const auto rows = fetch(*session.connection, u"SELECT full_name FROM person ORDER BY id"_s);
    return rows && rows->count == 2 ? rows->text(0, 0) + u", "_s + rows->text(1, 0) : u"none"_s;
}

bool isThere(const Session &session, const QString &table)
{
    return session.run(u"SELECT * FROM "_s + table).isEmpty();
}

/// Makes a table, says in a file who it is, and then takes long; only the second time: the first is on a scratch
/// database, where what up runs is looked at before.
QString sleeping()
{
    return u"import os, time\n\n\ndef up(cursor):\n"
           "    cursor.execute(\"CREATE TABLE late (id INTEGER)\")\n"
           "    with open('{mark}', 'a') as mark:\n        mark.write(str(os.getpid()) + '\\n')\n"
           "    if len(open('{mark}').readlines()) == 2:\n"
           "        time.sleep(600)\n\n\ndef down(cursor):\n    cursor.execute(\"DROP TABLE late\")\n"_s;
}

qint64 markedProcess(const PythonPlace &place)
{
    return readFile(place.mark()).value_or(QByteArray()).split('\n').value(1).toLongLong();
}

const QString Word = u"geheim-4711"_s;

QStringList droppingUser(bool isPostgresql)
{
    return isPostgresql ? QStringList{u"DROP ROLE python_secret"_s}
                        : QStringList{u"DROP USER python_secret@'%'"_s, u"DROP USER python_secret@localhost"_s};
}

/// One with that password, who may do all.
QStringList makingUser(bool isPostgresql)
{
    if (isPostgresql)
        return {u"CREATE ROLE python_secret LOGIN SUPERUSER PASSWORD '"_s + Word + u'\''};
    return {u"CREATE USER python_secret@'%' IDENTIFIED BY '"_s + Word + u'\'',
        u"CREATE USER python_secret@localhost IDENTIFIED BY '"_s + Word + u'\'',
        u"GRANT ALL ON *.* TO python_secret@'%'"_s, u"GRANT ALL ON *.* TO python_secret@localhost"_s};
}

} // namespace

/// Migrations that are programs in Python, run by a Python and drivers that are installed.
class PythonMigrationsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void goesUpAndDown_data() { eachRunnerServer(); }
    void goesUpAndDown();
    void showsWhereItFails_data() { eachRunnerServer(); }
    void showsWhereItFails();
    void survivesAKill_data() { eachRunnerServer(); }
    void survivesAKill();
    void endsWhatItStarted_data();
    void endsWhatItStarted();
    void isCancelledAtTheServer_data();
    void isCancelledAtTheServer();
    void keepsSecrets_data();
    void keepsSecrets();
    void refusesWhatCannotRun_data();
    void refusesWhatCannotRun();
    void namesMissingDrivers();
    void keepsItsTransaction_data();
    void keepsItsTransaction();
    void isNoSql();
    void waitsForLocks();
    void runsNoProgramOfADatabase();

private:
    EngineRegistry m_engines;
};

void PythonMigrationsTest::initTestCase()
{
    registerEngines(m_engines);
    RELATA_REQUIRE_PROGRAM(TestPython);
}

/// Only where it is allowed; what it prints is heard.
void PythonMigrationsTest::goesUpAndDown()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const PythonPlace place(m_engines, server, fillNames());
    QCOMPARE(place.error, QString());
    const Answer plan = runProgram(place.words({u"plan"_s}));
    QVERIFY2(plan.out.contains("statements are not known before"_L1), qPrintable(plan.out));
    QVERIFY(plan.out.contains("def up(cursor):"_L1));
    const Answer refused = runProgram(place.words({u"up"_s}));
    QVERIFY2(refused.status == 4 && refused.err.contains("--allow PYTHON"_L1), qPrintable(refused.err));
    QVERIFY(refused.out.isEmpty());
    const Answer up = runProgram(place.allowed({u"up"_s}));
    QVERIFY2(up.status == 0, qPrintable(up.err));
    QVERIFY2(up.err.contains("filled all"_L1) && up.err.contains("UPDATE person SET full_name"_L1), qPrintable(up.err));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(namesIn(session), u"Ada Lovelace, Alan Turing"_s);
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
    const auto kept = fetch(*session.connection,
        u"SELECT s.state, s.sql_text, m.body, m.applied_by FROM _relata_statements s JOIN _relata_migrations m ON m.id "
        u"= "
        "s.migration_id WHERE m.id = '5b002'"_s);
    QCOMPARE(kept->count, 1);
    QCOMPARE(kept->text(0, 0), u"done"_s);
    QCOMPARE(kept->text(0, 1), place.migration(2).python);
    QCOMPARE(kept->text(0, 2), QString::fromUtf8(writeMigration(place.migration(2))));
    QCOMPARE(kept->text(0, 3), runnerName());
    const Answer down = runProgram(place.allowed({u"down"_s}));
    QVERIFY2(down.status == 0, qPrintable(down.err));
    QCOMPARE(namesIn(session), u"none"_s);
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
}

/// With the place in the file. Where all stands or falls together nothing is left; elsewhere that it is not known what
/// is left is told, and somebody has to say.
void PythonMigrationsTest::showsWhereItFails()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PythonPlace place(m_engines, server,
        u"def up(cursor):\n    cursor.execute(\"CREATE TABLE late (id INTEGER)\")\n"
        "    cursor.execute(\"INSERT INTO nowhere VALUES (1)\")\n"_s);
    QCOMPARE(place.error, QString());
    const Answer tried = runProgram(place.allowed({u"up"_s})); // on a scratch database before it begins
    QVERIFY2(tried.status == 3, qPrintable(tried.err));
    QVERIFY2(tried.err.contains("does not run on an empty database"_L1), qPrintable(tried.err));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value()
        || place.state(session, 1) == MigrationState::Applied);
    const Result<> done = place.apply(session, 2, quiet, place.rules());
    QVERIFY(!done.has_value());
    const QString words = done.error().text();
    QVERIFY2(words.contains("002_fill.py:5"_L1) && words.contains("nowhere"_L1), qPrintable(words));
    QVERIFY2(words.contains("line 5, in up"_L1), qPrintable(words));
    const bool isWhole = place.isPostgresql() || place.isSqlite();
    QCOMPARE(isThere(session, u"late"_s), !isWhole);
    QVERIFY(place.state(session, 2) == (isWhole ? MigrationState::Failed : MigrationState::Partial));
    place.write(u"def up(cursor):\n    cursor.execute(\"CREATE TABLE later (id INTEGER)\")\n"_s);
    const Answer resumed = runProgram(place.allowed({u"resume"_s}));
    QVERIFY2(resumed.status == (isWhole ? 0 : 4), qPrintable(resumed.err));
    if (!isWhole) {
        QVERIFY2(resumed.err.contains("--assume done"_L1), qPrintable(resumed.err));
        const Answer assumed = runProgram(place.allowed({u"resume"_s, u"--assume"_s, u"not-done"_s}));
        QVERIFY2(assumed.status == 0, qPrintable(assumed.err));
    }
    QVERIFY(isThere(session, u"later"_s));
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
}

/// Relata is killed: its Python ends, too. Then it is exact, or told, whether it was done.
void PythonMigrationsTest::survivesAKill()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const PythonPlace place(m_engines, server, sleeping());
    QCOMPARE(place.error, QString());
    QProcess program;
    program.start(programPath(), place.allowed({u"up"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(markedProcess(place) > 0, Wait);
    program.kill();
    QVERIFY(program.waitForFinished(Wait));
    QTRY_VERIFY_WITH_TIMEOUT(::kill(pid_t(markedProcess(place)), 0) != 0, Wait);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    const bool isWhole = place.isPostgresql() || place.isSqlite();
    QVERIFY(place.state(session, 2) == (isWhole ? MigrationState::Pending : MigrationState::Partial));
    QTRY_COMPARE_WITH_TIMEOUT(isThere(session, u"late"_s), !isWhole, Wait);
    const auto again = [&](const QStringList &words) {
        Answer answer;
        const auto runs = [&] { // once the server has seen that nobody is there any more
            answer = runProgram(place.allowed(words));
            return !answer.err.contains("still works on the server"_L1);
        };
        return QTest::qWaitFor(runs, Wait) ? answer : Answer{-1, {}, answer.err};
    };
    if (!isWhole) {
        const Answer refused = again({u"resume"_s});
        QVERIFY2(refused.status == 4 && refused.err.contains("--assume done"_L1), qPrintable(refused.err));
    }
    const Answer done = isWhole ? again({u"up"_s}) : again({u"resume"_s, u"--assume"_s, u"done"_s});
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QVERIFY(isThere(session, u"late"_s));
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
}

void PythonMigrationsTest::endsWhatItStarted_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<bool>("isStopped");
    QTest::newRow("stopped") << u"time.sleep(600)"_s << true;
    QTest::newRow("failed") << u"raise ValueError('no')"_s << false;
    QTest::newRow("killed") << u"os.kill(os.getpid(), 9)"_s << false;
}

/// What a program has started goes with it, though it heeds no request, and though the program has gone before.
void PythonMigrationsTest::endsWhatItStarted()
{
    QFETCH(const QString, ending);
    QFETCH(const bool, isStopped);
    const PythonPlace place(m_engines, {},
        u"import os, subprocess, time\n\n\ndef up(cursor):\n"
        "    open('{mark}', 'a').write('here\\n')\n"
        "    subprocess.Popen(['sh', '-c', 'trap \"\" INT TERM; echo $$ >> {mark}; exec sleep 600'])\n"
        "    while len(open('{mark}').readlines()) < 2:\n        pass\n    %1\n"_s.arg(ending));
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    Stoppable context;
    QVERIFY(place.apply(session, 1, context, place.rules()).has_value());
    RunRules rules = place.rules();
    rules.beside.reset(); // it runs once
    Result<> done;
    std::thread run([&] { done = place.apply(session, 2, context, rules); });
    const bool began = QTest::qWaitFor([&] { return markedProcess(place) > 0; }, Wait);
    context.stops = isStopped;
    run.join();
    QVERIFY(began && !done.has_value());
    QTRY_VERIFY_WITH_TIMEOUT(::kill(pid_t(markedProcess(place)), 0) != 0, Wait);
}

void PythonMigrationsTest::isCancelledAtTheServer_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("slow");
    QTest::addColumn<QString>("sessions");
    const QString list = u"SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(600)%'"_s;
    QTest::newRow("postgresql15")
        << QByteArray("postgresql15") << u"SELECT pg_sleep(600)"_s
        << u"SELECT pid FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND state = 'active' AND datname = current_database()"_s;
    QTest::newRow("mariadb") << QByteArray("mariadb") << u"SELECT SLEEP(600)"_s << list;
    QTest::newRow("mysql56") << QByteArray("mysql56") << u"SELECT SLEEP(600)"_s << list;
}

void PythonMigrationsTest::isCancelledAtTheServer()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, slow);
    QFETCH(const QString, sessions);
    RELATA_REQUIRE_SERVER(server);
    const PythonPlace place(m_engines, server, u"def up(cursor):\n    cursor.execute(\"%1\")\n"_s.arg(slow));
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    Stoppable context;
    QVERIFY(place.apply(session, 1, context, place.rules()).has_value());
    Result<> done;
    std::thread run([&] { done = place.apply(session, 2, context, place.rules()); });
    const auto working = [&] { return fetch(*other.connection, sessions).value_or(Rows()).count; };
    const bool began = QTest::qWaitFor([&] { return working() == 1; }, Wait);
    context.stops = true;
    run.join();
    QVERIFY(began);
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().code == Error::Code::Cancelled, qPrintable(done.error().text()));
    QCOMPARE(working(), 0);
}

void PythonMigrationsTest::keepsSecrets_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb"})
        QTest::newRow(server) << QByteArray(server);
}

/// No process's command line or environment holds the password, while Python runs.
void PythonMigrationsTest::keepsSecrets()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const PythonPlace place(m_engines, server,
        u"import glob\n\n\ndef up(cursor):\n    word = ('geheim' + '-4711').encode()\n"
        "    for name in glob.glob('/proc/[0-9]*/cmdline') + glob.glob('/proc/[0-9]*/environ'):\n"
        "        try:\n            seen = open(name, 'rb').read()\n        except OSError:\n            continue\n"
        "        assert word not in seen, name\n    print('looked')\n    cursor.execute('SELECT 1')\n"_s);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    for (const QString &sql : makingUser(place.isPostgresql()))
        QCOMPARE(session.run(sql), QString());
    ConnectionProfile profile = place.profile();
    profile.user = u"python_secret"_s;
    profile.password = Secret(Word);
    RunRules rules = place.rules();
    rules.beside.reset();
    QStringList heard;
    rules.heard = [&](const QString &line) { heard += line; };
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, rules).has_value());
    const Result<> done =
        applyMigration(*session.connection, profile, *session.engine, place.migration(2), quiet, rules);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QVERIFY2(heard.contains(u"looked"_s), qPrintable(heard.join(u'\n')));
    QVERIFY(!heard.join(u'\n').contains(Word));
    for (const QString &sql : droppingUser(place.isPostgresql()))
        QCOMPARE(session.run(sql), QString());
}

void PythonMigrationsTest::refusesWhatCannotRun_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("says");
    QTest::newRow("no Python") << u"def up(cursor):\n    return (\n"_s << u"002_fill.py:4 is not Python"_s;
    QTest::newRow("no up") << u"if False:\n  pass\n'''\ndef up(cursor):\n'''\n"_s << u"has no function up(cursor)"_s;
    QTest::newRow("no module") << u"import nosuchmodule\n\n\ndef up(cursor):\n    pass\n"_s << u"nosuchmodule"_s;
    QTest::newRow("the project's module") << u"import helper\n\n\ndef up(cursor):\n    pass\n"_s << u"helper"_s;
}

/// Before anything began: the ledger knows nothing of it.
void PythonMigrationsTest::refusesWhatCannotRun()
{
    QFETCH(const QString, program);
    QFETCH(const QString, says);
    const PythonPlace place(m_engines, {}, program);
    QCOMPARE(place.error, QString());
    QVERIFY(writeFile(place.projectFolder() + u"/helper.py"_s, "x = 1\n").has_value());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    const Result<> done = place.apply(session, 2, quiet, place.rules());
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains(says), qPrintable(done.error().text()));
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
}

void PythonMigrationsTest::namesMissingDrivers()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PythonPlace bare(m_engines, "postgresql15", fillNames(), {}, u"./bare"_s);
    QCOMPARE(bare.error, QString());
    const QString path = bare.projectFolder() + u"/bare"_s;
    const Answer none = runProgram(bare.allowed({u"up"_s}));
    QVERIFY2(none.status == 4 && none.err.contains("There is no ./bare on this computer"_L1), qPrintable(none.err));
    QVERIFY(writeFile(path, QByteArray("#!/bin/sh\nexec ") + TestPython + " -S -E \"$@\"\n").has_value());
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ExeOwner));
    const Answer up = runProgram(bare.allowed({u"up"_s}));
    QVERIFY2(up.status == 4, qPrintable(up.err));
    QVERIFY2(
        up.err.contains("no driver for PostgreSQL"_L1) && up.err.contains("python3-psycopg2"_L1), qPrintable(up.err));
}

void PythonMigrationsTest::keepsItsTransaction_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("ending");
    for (const char *server : {"", "postgresql15"}) {
        const QByteArray name(*server ? server : "sqlite");
        QTest::newRow(QByteArray(name + " commit").constData())
            << QByteArray(server) << u"cursor.connection.commit()"_s;
        QTest::newRow(QByteArray(name + " other cursor").constData())
            << QByteArray(server) << u"cursor.connection.cursor().execute('commit')"_s;
        QTest::newRow(QByteArray(name + " statement").constData())
            << QByteArray(server) << u"cursor.execute(' /* now */ commit')"_s;
        QTest::newRow(QByteArray(name + " unseen").constData())
            << QByteArray(server) << u"type(cursor).__mro__[1].execute(cursor, 'ROLLBACK')"_s;
    }
}

/// What the ledger says stands and falls with the script only as long as there is one transaction.
void PythonMigrationsTest::keepsItsTransaction()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, ending);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PythonPlace place(m_engines, server,
        u"def up(cursor):\n    cursor.execute(\"CREATE TABLE late (id INTEGER)\")\n    %1\n"_s.arg(ending));
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    const Result<> done = place.apply(session, 2, quiet, place.rules());
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains("it has ended its transaction"_L1), qPrintable(done.error().text()));
    QVERIFY(!isThere(session, u"late"_s));
    if (ending.contains("__mro__"_L1)) { // seen when it was too late to hold it back
        QVERIFY(place.state(session, 2) == MigrationState::Partial);
        return;
    }
    QVERIFY(place.state(session, 2) == MigrationState::Failed);
    place.write(u"def up(cursor):\n    cursor.execute(\"CREATE TABLE late (id INTEGER)\")\n"
                "    cursor.connection.commit()\n    cursor.execute(\"DROP TABLE nowhere\")\n"_s,
        u"# relata:transaction none\n"_s);
    QVERIFY(!resumeMigration(
        *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules())
                 .has_value());
    QVERIFY(isThere(session, u"late"_s));
    QVERIFY(place.state(session, 2) == MigrationState::Partial);
}

/// Where statements are asked for, it says that it has none.
void PythonMigrationsTest::isNoSql()
{
    const PythonPlace place(m_engines, {}, fillNames());
    QCOMPARE(place.error, QString());
    const Answer script = runProgram(place.words({u"script"_s}));
    QVERIFY2(
        script.status != 0 && script.err.contains("which no client of a database runs"_L1), qPrintable(script.err));
    const Answer dry = runProgram(place.words({u"up"_s, u"--dry-run"_s}));
    QVERIFY2(dry.status == 0 && dry.out.contains("--   def up(cursor):"_L1), qPrintable(dry.out + dry.err));
    const Answer squash = runProgram(place.allowed({u"squash"_s, u"001..002"_s, u"both"_s}));
    QVERIFY2(squash.status != 0 && squash.err.contains("is a program in Python"_L1), qPrintable(squash.err));
    const Answer check = runProgram({u"migrate"_s, u"check"_s, u"--project"_s, place.projectFolder()});
    QVERIFY2(check.status == 0 && check.out.contains("MC112"_L1), qPrintable(check.out + check.err));
}

/// Somebody else writes: all of it is tried again, until it is its turn.
void PythonMigrationsTest::waitsForLocks()
{
    const PythonPlace place(m_engines, {}, fillNames());
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    QVERIFY(perform(*other.connection, u"BEGIN IMMEDIATE"_s).has_value());
    RunRules rules = place.rules();
    rules.waits.lock = std::chrono::milliseconds(50);
    rules.waits.tries = 2;
    const Result<> busy = place.apply(session, 2, quiet, rules);
    QVERIFY(!busy.has_value());
    QVERIFY2(busy.error().code == Error::Code::LockTimeout, qPrintable(busy.error().text()));
    QVERIFY(perform(*other.connection, u"ROLLBACK"_s).has_value());
    QVERIFY(resumeMigration(*session.connection, place.profile(), *session.engine, place.migration(2), quiet, rules)
                .has_value()
        || place.apply(session, 2, quiet, rules).has_value());
    QCOMPARE(namesIn(session), u"Ada Lovelace, Alan Turing"_s);
}

/// What a ledger holds is not run on this computer, unless it is what the project holds.
void PythonMigrationsTest::runsNoProgramOfADatabase()
{
    const PythonPlace place(m_engines, {}, fillNames());
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.allowed({u"up"_s})).status, 0);
    const Answer before = runProgram(place.allowed({u"drift"_s}));
    QVERIFY2(before.status == 0, qPrintable(before.err));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(
        session.run(
            u"UPDATE _relata_migrations SET body = body || 'open(\"%1\", \"w\")' || char(10) WHERE id = '5b002'"_s.arg(
                place.mark())),
        QString());
    const Answer drift = runProgram(place.allowed({u"drift"_s}));
    QVERIFY2(QString(drift.out + drift.err).contains("is not the project's"_L1), qPrintable(drift.out + drift.err));
    QVERIFY(!QFile::exists(place.mark()));
}

RELATA_TEST(PythonMigrationsTest)
#include "tst_python_migrations.moc"
