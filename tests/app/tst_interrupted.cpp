#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/diagnose.h"
#include "models/jobs/recipes/replay.h"
#include "tests/app/program.h"
#include "tests/app/report_stopper.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QProcess>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// What counts as far as hardly anybody waits for.
QString endless(const QByteArray &server)
{
    if (server.startsWith("m"))
        return u"DO SLEEP(100000);"_s;
    return server.isEmpty() ? u"CREATE TABLE far AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c "
                              "WHERE x < 100000000000) SELECT count(*) FROM c;"_s
                            : u"SELECT pg_sleep(100000);"_s;
}

/// The same for as long as a row says so, and at once where there is none, as on scratch.
QString paced(const QByteArray &server)
{
    if (server.startsWith("m"))
        return u"DO (SELECT SLEEP(seconds) FROM pace);"_s;
    return server.isEmpty()
        ? u"CREATE TABLE far AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < "
          "(SELECT COALESCE(MAX(seconds), 0) * 1000000 FROM pace)) SELECT count(*) FROM c;"_s
        : u"SELECT pg_sleep(seconds) FROM pace;"_s;
}

} // namespace

/// Stopped by a person, in the middle: at once, and told for what it is.
class InterruptedTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void scratchWorkEnds_data() { eachRunnerServer(); }
    void scratchWorkEnds();
    void signalEndsTheStatement_data() { eachRunnerServer(); }
    void signalEndsTheStatement();
    void isNoComplaint_data() { eachRunnerServer(); }
    void isNoComplaint();
    void lockedOnesStayAsTheyWere_data();
    void lockedOnesStayAsTheyWere();

private:
    EngineRegistry m_engines;
};

/// A statement that a replay runs is ended on the server as one is that a person runs.
void InterruptedTest::scratchWorkEnds()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, {endless(server)}, {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    ReportStopper stopper(1, u"Statement"_s); // it begins
    const Result<Schema> seen = Replay(*session.engine, place.profile(), stopper).whole(place.timeline);
    QVERIFY(!seen);
    QVERIFY2(seen.error().code == Error::Code::Cancelled, qPrintable(seen.error().text()));
}

/// Ctrl+C ends what the server does for a migration, and what is written down behind it is written.
void InterruptedTest::signalEndsTheStatement()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE pace (seconds INTEGER);"_s, u"CREATE TABLE one (id INTEGER);\n"_s + paced(server)}, {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()));
    QCOMPARE(session.run(u"INSERT INTO pace VALUES (100000)"_s), QString());
    QProcess program;
    program.start(programPath(), place.words({u"up"_s}));
    const auto ended = qScopeGuard([&] {
        program.kill();
        program.waitForFinished();
    });
    QTRY_VERIFY_WITH_TIMEOUT(perform(*session.connection, u"SELECT 1 FROM one"_s), 60'000); // the endless one is next
    QThread::msleep(300);
    ::kill(pid_t(program.processId()), SIGINT);
    QVERIFY2(program.waitForFinished(30'000), program.readAllStandardError());
    QCOMPARE(program.exitCode(), 130);
    const MigrationState state = place.state(session, 2);
    QVERIFY(state == MigrationState::Partial || state == MigrationState::Failed);
}

/// Nobody complained of a run that was cancelled, and the first way out is to go on.
void InterruptedTest::isNoComplaint()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE one (id INTEGER);\nCREATE TABLE two (id INTEGER);\nCREATE TABLE three (id INTEGER);"_s}, {},
        false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    ReportStopper stopper(1, u"Statement"_s);
    const Result<> stopped = place.apply(session, 1, stopper, place.rules());
    QVERIFY(!stopped && stopped.error().code == Error::Code::Cancelled);
    QVERIFY(place.state(session, 1) != MigrationState::Applied);
    QuietContext quiet;
    const auto found = diagnose(
        *session.connection, place.profile(), place.profile(), *session.engine, place.timeline, std::nullopt, quiet);
    QVERIFY2(found, found ? "" : qPrintable(found.error().text()));
    QVERIFY(*found);
    QCOMPARE(QByteArray(causeWord((*found)->cause)), QByteArray("interrupted"));
    QVERIFY((*found)->ways.first().deed == Diagnosis::WayOut::Deed::Resume);
}

void InterruptedTest::lockedOnesStayAsTheyWere_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

/// Under locks of tables it is not written down which statements have run: none of them may be another when it goes on.
void InterruptedTest::lockedOnesStayAsTheyWere()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    RunnerPlace place(m_engines, server,
        {u"CREATE TABLE one (id INTEGER);"_s,
            u"LOCK TABLES one WRITE;\nALTER TABLE one ADD COLUMN a INTEGER;\nALTER TABLE one ADD COLUMN b INTEGER;\n"
            "UNLOCK TABLES;"_s},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()));
    ReportStopper between(1, u"Statement 2 of 4"_s); // behind the first ALTER
    const Result<> stopped = place.apply(session, 2, between, place.rules());
    QVERIFY(!stopped);
    QVERIFY2(stopped.error().code == Error::Code::Cancelled, qPrintable(stopped.error().text()));
    const QString was = place.timeline.migrations.last().up;
    place.timeline.migrations.last().up.replace(u"COLUMN a"_s, u"COLUMN c"_s);
    const auto resume = [&] {
        return resumeMigration(
            *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules());
    };
    const Result<> another = resume();
    QVERIFY(!another);
    QVERIFY2(another.error().text().contains("may have run, and the file says something else"_L1),
        qPrintable(another.error().text()));
    place.timeline.migrations.last().up = was;
    const Result<> asItWas = resume(); // neither as before the locks nor as behind them: a person has to say
    QVERIFY2(asItWas || asItWas.error().text().contains("is not known"_L1),
        asItWas ? "" : qPrintable(asItWas.error().text()));
}

RELATA_TEST(InterruptedTest)
#include "tst_interrupted.moc"
