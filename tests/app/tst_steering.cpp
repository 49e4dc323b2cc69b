#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 60'000;

/// A statement that takes as many seconds as stand in the table pace: on a scratch database, where no row is, none.
QString slow(const QByteArray &server)
{
    if (server.isEmpty())
        return u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < (SELECT "
               u"coalesce(max(seconds), "
               "0) * 3000000 FROM pace)) SELECT count(*) FROM n"_s;
    return server.startsWith("postgresql") ? u"SELECT pg_sleep(seconds) FROM pace"_s
                                           : u"SELECT SLEEP(seconds) FROM pace"_s;
}

/// A project whose second migration is these statements; the first is applied.
class Course {
public:
    Course(const EngineRegistry &engines, const QByteArray &server, const QString &second, int seconds)
        : place(engines, server, {u"CREATE TABLE pace (seconds INTEGER);"_s, second}, {}, false)
    {
        QuietContext context;
        Session session;
        if (!session.open(place.profile(), engines) || !place.apply(session, 1, context, RunRules()))
            place.error += u"the first migration cannot be applied"_s;
        place.error += session.run(u"INSERT INTO pace VALUES (%1)"_s.arg(seconds));
    }

    RunnerPlace place;
};

/// The run that the program tells of for the second migration; empty: none.
QJsonObject runOf(const RunnerPlace &place)
{
    const Answer answer = runProgram(place.words({u"status"_s, u"--format"_s, u"json"_s}));
    const QJsonObject first = QJsonDocument::fromJson(answer.out.toUtf8()).array().at(1).toObject();
    return first.value("run"_L1).toObject();
}

} // namespace

/// A run is seen, paused, let on and cancelled by other processes.
class SteeringTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void isSeenAndCancelled_data() { eachRunnerServer(); }
    void isSeenAndCancelled();
    void isPausedAndGoesOn_data() { eachRunnerServer(); }
    void isPausedAndGoesOn();
    void tellsHowFar_data();
    void tellsHowFar();
    void keepsItsPace_data() { eachRunnerServer(); }
    void keepsItsPace();
    void orphansAreWaitedFor_data();
    void orphansAreWaitedFor();
    void nothingToSteer();
    void expectationsAndApprovals_data() { eachRunnerServer(); }
    void expectationsAndApprovals();

private:
    EngineRegistry m_engines;
};

void SteeringTest::isSeenAndCancelled()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Course course(m_engines, server,
        u"CREATE TABLE early (id INTEGER);\n"_s + slow(server) + u";\nCREATE TABLE late (id INTEGER);"_s, 600);
    const RunnerPlace &place = course.place;
    QCOMPARE(place.error, QString());
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(runOf(place).value("position"_L1).toInt(-1), 1, Wait);
    const QJsonObject run = runOf(place);
    QCOMPARE(run.value("statements"_L1).toInt(), 3);
    QCOMPARE(run.value("process"_L1).toString(), QString::number(program.processId()));
    const Answer status = runProgram(place.words({u"status"_s}));
    QVERIFY2(status.out.contains("statement 2 of 3"_L1), qPrintable(status.out));
    const Answer asked = runProgram(place.words({u"cancel"_s}));
    QVERIFY2(asked.status == 0, qPrintable(asked.err));
    QVERIFY(program.waitForFinished(Wait));
    QVERIFY2(program.exitCode() == 130, program.readAllStandardError());
    QVERIFY(runOf(place).isEmpty());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(!session.run(u"SELECT * FROM late"_s).isEmpty());
    QVERIFY(place.state(session, 2) == MigrationState::Partial);
}

void SteeringTest::isPausedAndGoesOn()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Course course(m_engines, server, slow(server) + u";\nCREATE TABLE late (id INTEGER);"_s, 12);
    const RunnerPlace &place = course.place;
    QCOMPARE(place.error, QString());
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(!runOf(place).isEmpty(), Wait);
    QCOMPARE(runProgram(place.words({u"pause"_s})).status, 0);
    QTRY_COMPARE_WITH_TIMEOUT(runOf(place).value("note"_L1).toString(), u"paused"_s, Wait);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(!session.run(u"SELECT * FROM late"_s).isEmpty());
    QCOMPARE(program.state(), QProcess::Running);
    QCOMPARE(runProgram(place.words({u"continue"_s})).status, 0);
    QVERIFY(program.waitForFinished(Wait));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError());
    QCOMPARE(session.run(u"SELECT * FROM late"_s), QString());
}

void SteeringTest::tellsHowFar_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("told");
    // a row of the index takes as long as pace says; without rows none is asked
    const QString index = u"CREATE FUNCTION slowly(n integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN "
                          "PERFORM pg_sleep(0.01); RETURN n; END $$;\n"
                          "CREATE INDEX long_one ON filled (slowly(n));"_s;
    QTest::newRow("postgresql15") << QByteArray("postgresql15") << index << u"building index: scanning table"_s;
    QTest::newRow("postgresql18") << QByteArray("postgresql18") << index << u"building index: scanning table"_s;
    QTest::newRow("mariadb") << QByteArray("mariadb") << slow("mariadb") + u';' << u"User sleep"_s;
    QTest::newRow("mysql56") << QByteArray("mysql56") << slow("mysql56") + u';' << u"User sleep"_s;
}

/// What the server shows of a statement that takes long is seen from outside while it runs.
void SteeringTest::tellsHowFar()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, statement);
    QFETCH(const QString, told);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE pace (seconds INTEGER);\nCREATE TABLE filled (n INTEGER);"_s, statement}, {}, false);
    QCOMPARE(place.error, QString());
    QuietContext context;
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(place.apply(session, 1, context, RunRules()));
    QCOMPARE(session.run(u"INSERT INTO pace VALUES (600)"_s), QString());
    if (place.isPostgresql())
        QCOMPARE(session.run(u"INSERT INTO filled SELECT generate_series(1, 60000)"_s), QString());
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(runOf(place).value("note"_L1).toString().startsWith(told), Wait);
    QCOMPARE(runProgram(place.words({u"cancel"_s})).status, 0);
    QVERIFY(program.waitForFinished(Wait));
    QCOMPARE(program.exitCode(), 130);
}

/// The pace that somebody asks for outlives a pause, and is taken back by another.
void SteeringTest::keepsItsPace()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Course course(m_engines, server, slow(server) + u";\nCREATE TABLE late (id INTEGER);"_s, 600);
    const RunnerPlace &place = course.place;
    QCOMPARE(place.error, QString());
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(!runOf(place).isEmpty(), Wait);
    const auto request = [&] { return runOf(place).value("request"_L1).toString(); };
    QCOMPARE(runProgram(place.words({u"pace"_s, u"25"_s})).status, 0);
    QCOMPARE(request(), u"pace 25"_s);
    QCOMPARE(runProgram(place.words({u"pause"_s})).status, 0);
    QCOMPARE(request(), u"pause pace 25"_s);
    QCOMPARE(runProgram(place.words({u"continue"_s})).status, 0);
    QCOMPARE(request(), u"pace 25"_s);
    QVERIFY(runProgram(place.words({u"status"_s})).out.contains("work 25 % of the time"_L1));
    for (const QString &nonsense : {u"0"_s, u"101"_s, u"fast"_s, QString()}) {
        const Answer refused = runProgram(place.words({u"pace"_s, nonsense}));
        QVERIFY2(refused.status == 2 && refused.err.contains("pace 1 to 100"_L1), qPrintable(refused.err));
    }
    QCOMPARE(runProgram(place.words({u"pace"_s, u"100"_s})).status, 0);
    QCOMPARE(request(), QString());
    QCOMPARE(runProgram(place.words({u"cancel"_s})).status, 0);
    QVERIFY(program.waitForFinished(Wait));
}

void SteeringTest::orphansAreWaitedFor_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "postgresql18"}) // MariaDB sees while it sleeps that nobody listens
        QTest::newRow(server) << QByteArray(server);
}

/// The program is killed; its statement goes on working on the server, and nobody runs beside it.
void SteeringTest::orphansAreWaitedFor()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const Course course(m_engines, server, slow(server) + u";\nCREATE TABLE late (id INTEGER);"_s, 600);
    const RunnerPlace &place = course.place;
    QCOMPARE(place.error, QString());
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(!runOf(place).isEmpty(), Wait);
    program.kill();
    QVERIFY(program.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(runOf(place).value("killed"_L1).toBool(), Wait);
    const Answer refused = runProgram(place.words({u"resume"_s}));
    QVERIFY2(refused.status == 4 && refused.err.contains("still works on the server"_L1), qPrintable(refused.err));
    QCOMPARE(runProgram(place.words({u"cancel"_s})).status, 0);
    const Answer done = runProgram(place.words({u"resume"_s, u"--assume"_s, u"done"_s}));
    QVERIFY2(done.status == 0, qPrintable(done.err));
}

void SteeringTest::nothingToSteer()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE a (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    const Answer answer = runProgram(place.words({u"cancel"_s}));
    QVERIFY2(answer.status == 4 && answer.err.contains("No migration is running"_L1), qPrintable(answer.err));
}

namespace {

/// A project whose default connection is production and asks for approvals.
class Production {
public:
    Production(const EngineRegistry &engines, const QByteArray &server)
        : place(engines, server,
            {u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);"_s,
                u"ALTER TABLE book ADD COLUMN pages INTEGER;"_s},
            {})
        , second(place.projectFolder() + u"/migrations/002_step.sql"_s)
    {
        ProjectConfig config;
        config.name = u"runner"_s;
        config.engine = place.profile().engine;
        ConnectionProfile live = place.profile(), bench = place.profile();
        live.name = u"live"_s;
        live.environment = u"prod"_s;
        bench.name = u"bench"_s;
        config.connections = {live, bench};
        config.defaultConnection = live.name;
        config.scratchConnection = bench.name;
        config.other.insert(u"requireApproval"_s, true);
        QVERIFY(writeFile(place.projectFolder() + u"/relata.json"_s, writeProjectConfig(config)));
        QVERIFY(session.open(place.profile(), engines));
    }

    Answer migrate(const QStringList &action) const
    {
        return runProgram(
            QStringList{u"migrate"_s} + action + QStringList{u"--project"_s, place.projectFolder(), u"--yes"_s});
    }
    /// Runs all that is pending, which must be refused with these words.
    void verifyRefused(const char *words) const
    {
        const Answer answer = migrate({u"up"_s});
        QVERIFY2(answer.status == 4 && answer.err.contains(QLatin1StringView(words)), qPrintable(answer.err));
    }

    RunnerPlace place;
    QString second;
    Session session;
};

} // namespace

/// Drift in what a migration touches refuses it, other drift is told; production may ask for an approval of just this.
void SteeringTest::expectationsAndApprovals()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Production production(m_engines, server);
    QCOMPARE(production.place.error, QString());
    production.verifyRefused("not approved");
    QCOMPARE(production.migrate({u"approve"_s, u"001"_s}).status, 2); // by nobody
    QCOMPARE(production.migrate({u"approve"_s, u"001"_s, u"--by"_s, u"Ada"_s}).status, 0);
    QCOMPARE(production.migrate({u"approve"_s, u"002"_s, u"--by"_s, u"Ada"_s}).status, 0);
    const Answer first = production.migrate({u"up"_s, u"--to"_s, u"001"_s});
    QVERIFY2(first.status == 0, qPrintable(first.err));

    const QByteArray text = *readFile(production.second);
    QVERIFY(writeFile(production.second, QByteArray(text).replace("pages INTEGER", "pages INTEGER DEFAULT 7")));
    production.verifyRefused("changed after it was approved");
    QVERIFY(writeFile(production.second, QByteArray(text).replace("ALTER TABLE", "/* a remark */\n  ALTER   TABLE")));

    const Session &session = production.session;
    QCOMPARE(session.run(u"ALTER TABLE book ADD COLUMN by_hand INTEGER"_s), QString());
    production.verifyRefused("not what its migrations lead to in what migration 002 touches");
    QCOMPARE(session.run(u"ALTER TABLE book DROP COLUMN by_hand; CREATE TABLE elsewhere (id INTEGER)"_s), QString());
    const Answer up = production.migrate({u"up"_s});
    QVERIFY2(up.status == 0 && up.err.contains("elsewhere"_L1), qPrintable(up.err));
    QCOMPARE(session.run(u"SELECT pages FROM book"_s), QString());
}

RELATA_TEST(SteeringTest)
#include "tst_steering.moc"
