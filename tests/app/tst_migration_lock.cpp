#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/migration_guard.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QProcess>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QStringList Ups{
    u"CREATE TABLE first_step (id INTEGER NOT NULL PRIMARY KEY);\nINSERT INTO first_step VALUES (1);"_s,
    u"CREATE TABLE second_step (id INTEGER NOT NULL PRIMARY KEY);\nINSERT INTO second_step VALUES (1);"_s};
const QStringList Downs{u"DROP TABLE first_step;"_s, u"DROP TABLE second_step;"_s};

/// The server's number of the session that holds the migration lock.
QString holderSession(const RunnerPlace &place, const Session &session)
{
    const Result<Rows> rows = fetch(*session.connection,
        place.isPostgresql()
            ? u"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND database = (SELECT oid FROM "
              "pg_database WHERE datname = current_database())"_s
            : u"SELECT IS_USED_LOCK(CONCAT('relata.', MD5(DATABASE())))"_s);
    return rows && !rows->isEmpty() ? rows->text(0, 0) : QString();
}

QString killing(const RunnerPlace &place, const QString &session)
{
    return place.isPostgresql() ? u"SELECT pg_terminate_backend(%1)"_s.arg(session) : u"KILL %1"_s.arg(session);
}

} // namespace

/// One run of migrations at a time to a database, and no lock that outlives who took it.
class MigrationLockTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void ofTwoProcessesOneRuns_data() { eachRunnerServer(); }
    void ofTwoProcessesOneRuns();
    void saysWhoHoldsIt_data() { eachRunnerServer(); }
    void saysWhoHoldsIt();
    void goesWithItsProcess_data() { eachRunnerServer(); }
    void goesWithItsProcess();
    void lostInTheMiddleStopsTheRun_data();
    void lostInTheMiddleStopsTheRun();

private:
    EngineRegistry m_engines;
};

void MigrationLockTest::ofTwoProcessesOneRuns()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    for (Rounds rounds(Campaign::Crash, 2, 5); rounds.next();) {
        const RunnerPlace place(m_engines, server, Ups, Downs);
        QCOMPARE(place.error, QString());
        QProcess programs[2];
        for (QProcess &program : programs)
            program.start(programPath(), place.words({u"up"_s}));
        int applied = 0;
        for (QProcess &program : programs) {
            QVERIFY(program.waitForFinished(120'000));
            const QString out = QString::fromUtf8(program.readAllStandardOutput());
            const QString err = QString::fromUtf8(program.readAllStandardError());
            applied += int(out.count("applied "_L1));
            const bool isFine = program.exitCode() == 0 || err.contains("Another migration is running"_L1);
            QVERIFY2(isFine, qPrintable(out + err));
        }
        QCOMPARE(applied, 2);
        Session session;
        QVERIFY(session.open(place.profile(), m_engines));
        QVERIFY(place.state(session, 2) == MigrationState::Applied);
        QCOMPARE(fetch(*session.connection, u"SELECT id FROM first_step"_s)->count, 1);
        QCOMPARE(fetch(*session.connection, u"SELECT id FROM second_step"_s)->count, 1);
    }
}

void MigrationLockTest::saysWhoHoldsIt()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, Ups, Downs);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext context;
    auto guard = lockMigrations(place.profile(), *session.engine, context, place.rules());
    QVERIFY2(guard, guard ? "" : qPrintable(guard.error().text()));
    const Answer other = runProgram(place.words({u"status"_s}));
    QVERIFY2(other.out.contains("holds the migration lock"_L1), qPrintable(other.out + other.err));
    QVERIFY2(other.out.contains(QString::number(QCoreApplication::applicationPid())), qPrintable(other.out));
    const Result<> refused = place.apply(session, 1, context, place.rules());
    QVERIFY(!refused);
    QVERIFY(refused.error().code == Error::Code::LockTimeout);
    QVERIFY2(refused.error().text().contains(QString::number(QCoreApplication::applicationPid())),
        qPrintable(refused.error().text()));
    guard->reset();
    const Result<> done = place.apply(session, 1, context, place.rules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QVERIFY(!runProgram(place.words({u"status"_s})).out.contains("lock"_L1));
}

/// A program killed while it works leaves no lock, and its migration can go on or back.
void MigrationLockTest::goesWithItsProcess()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, Ups, Downs);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext context;
    for (int milliseconds : {40, 80, 120, 160}) {
        runAndKill(place.words({u"up"_s}), milliseconds);
        RunRules rules = place.rules();
        rules.patience = std::chrono::seconds(30); // for the server to see that the program is gone
        auto guard = lockMigrations(place.profile(), *session.engine, context, rules);
        QVERIFY2(guard, guard ? "" : qPrintable(guard.error().text()));
    }
}

void MigrationLockTest::lostInTheMiddleStopsTheRun_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const QByteArray server : RunnerServers) {
        if (!server.isEmpty()) // nobody else can end the lock of a file
            QTest::newRow(server.constData()) << server;
    }
}

void MigrationLockTest::lostInTheMiddleStopsTheRun()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    RunnerPlace place(m_engines, server, {u"SELECT 1;\nCREATE TABLE too_late (id INTEGER);"_s}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines) && other.open(place.profile(), m_engines));
    QuietContext context;
    RunRules rules = place.rules();
    rules.beside.reset();
    auto guard = lockMigrations(place.profile(), *session.engine, context, rules);
    QVERIFY2(guard, guard ? "" : qPrintable(guard.error().text()));
    const QString holder = holderSession(place, other);
    QVERIFY(!holder.isEmpty());
    place.timeline.migrations[0].up.replace(u"SELECT 1"_s, killing(place, holder));
    rules.guard = *guard;
    const Result<> done = place.apply(session, 1, context, rules);
    QVERIFY(!done);
    QVERIFY2(done.error().code == Error::Code::ConnectionLost, qPrintable(done.error().text()));
    QVERIFY2(done.error().text().contains("migration lock was lost"_L1), qPrintable(done.error().text()));
    QVERIFY(!other.run(u"SELECT * FROM too_late"_s).isEmpty());
    rules.guard.reset();
    guard->reset();
    const Result<> resumed =
        resumeMigration(*session.connection, place.profile(), *session.engine, place.migration(1), context, rules);
    QVERIFY2(resumed, resumed ? "" : qPrintable(resumed.error().text()));
    QCOMPARE(other.run(u"SELECT * FROM too_late"_s), QString());
}

RELATA_TEST(MigrationLockTest)
#include "tst_migration_lock.moc"
