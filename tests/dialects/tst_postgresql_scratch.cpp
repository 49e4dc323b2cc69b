#include "dialects/postgresql/driver.h"
#include "dialects/postgresql/private_server.h"
#include "dialects/postgresql/runner_port.h"
#include "dialects/postgresql/scratch.h"
#include "models/engine/fetch.h"
#include "tests/dialects/postgresql_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

static constexpr const char *Child = "RELATA_TEST_PRIVATE_SERVER";

/// Databases for proofs, and what running migrations needs.
class TestPostgresqlScratch : public QObject {
    Q_OBJECT

private slots:
    void besideTheServer();
    void leftByKilledPrograms();
    void withoutTheRight();
    void aloneWithoutAServer();
    void serverOfAKilledProgram();
    void programWithAServer();
    void oneLockADatabase();
    void timeouts();
    void modes_data();
    void modes();
};

static bool exists(Connection &connection, const QString &database)
{
    const QList<Value> name{database};
    const auto found = fetch(connection, u"SELECT count(*) FROM pg_database WHERE datname = $1"_s, name);
    return found && found->number(0, 0) == 1;
}

void TestPostgresqlScratch::besideTheServer()
{
    QuietContext context;
    for (const QByteArray server : {"postgresql15", "postgresql18"}) {
        RELATA_REQUIRE_SERVER(server);
        PostgresqlDatabase database(server);
        ConnectionProfile beside = database.profile();
        beside.defaultSchema = u"app"_s;
        beside.readOnly = true;
        auto scratch = postgresql::PostgresqlScratchProvider().create(beside, context);
        QVERIFY2(scratch, why(scratch));
        const QString name = (*scratch)->profile().database;
        QVERIFY(name.startsWith(u"_relata_scratch_"_s));
        QVERIFY(exists(database.connection(), name));
        QVERIFY(perform((*scratch)->connection(), u"CREATE TABLE t (id int)"_s));
        const auto where = fetch((*scratch)->connection(), u"SELECT to_regclass('app.t') IS NOT NULL"_s);
        QVERIFY(where && where->truth(0, 0));
        const auto other = postgresql::PostgresqlDriver().open((*scratch)->profile());
        QVERIFY2(other, why(other));
        scratch->reset();
        QVERIFY(!exists(database.connection(), name));
    }
}

void TestPostgresqlScratch::leftByKilledPrograms()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    QuietContext context;
    const QString unique = database.profile().database.right(8);
    const QString old = QString(u"_relata_scratch_1_"_s + unique), entered = QString(u"_relata_scratch_2_"_s + unique);
    for (const QString &name : {old, entered})
        QVERIFY(perform(database.connection(), u"CREATE DATABASE \"%1\""_s.arg(name)));
    ConnectionProfile inside = database.profile();
    inside.database = entered;
    auto session = postgresql::PostgresqlDriver().open(inside);
    QVERIFY2(session, why(session));
    const auto scratch = postgresql::PostgresqlScratchProvider().create(database.profile(), context);
    QVERIFY2(scratch, why(scratch));
    QVERIFY(!exists(database.connection(), old));
    QVERIFY(exists(database.connection(), entered)); // somebody is at work in it
    session->reset();
    QTRY_VERIFY(postgresql::PostgresqlScratchProvider().create(database.profile(), context)
        && !exists(database.connection(), entered)); // once the server has noticed that the session is gone
    QVERIFY(exists(database.connection(), (*scratch)->profile().database));
}

void TestPostgresqlScratch::withoutTheRight()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    const QString role = database.profile().database + u"_role"_s;
    QVERIFY(perform(database.connection(), u"CREATE ROLE "_s + role + u" LOGIN"_s));
    ConnectionProfile beside = database.profile();
    beside.user = role;
    QuietContext context;
    {
        const auto scratch = postgresql::PostgresqlScratchProvider().create(beside, context);
        QVERIFY2(scratch, why(scratch));
        QVERIFY((*scratch)->description().source().contains(u"private server"_s));
        QCOMPARE((*scratch)->connection().server().version / 10000, 15);
        QVERIFY(perform((*scratch)->connection(), u"CREATE TABLE t (id int)"_s));
    }
    QVERIFY(perform(database.connection(), u"DROP ROLE "_s + role));
}

void TestPostgresqlScratch::aloneWithoutAServer()
{
    QuietContext context;
    QString folder;
    {
        const auto server = postgresql::PrivateServer::start(0, context);
        QVERIFY2(server, why(server));
        folder = (*server)->profile().socket;
        QVERIFY(postgresql::PostgresqlDriver().open((*server)->profile()));
    }
    QVERIFY(!QDir(folder).exists());
}

/// A program of its own in the test below: says where its private server is, and waits to be killed.
void TestPostgresqlScratch::programWithAServer()
{
    if (!qEnvironmentVariableIsSet(Child))
        return;
    QuietContext context;
    const auto server = postgresql::PrivateServer::start(0, context);
    QVERIFY2(server, why(server));
    std::printf("server %s\n", qPrintable((*server)->profile().socket));
    std::fflush(stdout);
    QTest::qWait(600'000);
}

void TestPostgresqlScratch::serverOfAKilledProgram()
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(Child), u"1"_s);
    program.setProcessEnvironment(environment);
    program.start(QCoreApplication::applicationFilePath(), {u"postgresql_scratch"_s, u"programWithAServer"_s});
    QByteArray line;
    while (!line.startsWith("server ") && program.waitForReadyRead(120'000)) {
        while (program.canReadLine() && !line.startsWith("server "))
            line = program.readLine().trimmed();
    }
    const QString folder = QString::fromLocal8Bit(line.mid(7));
    QVERIFY2(QDir(folder).exists(), line.constData());
    QFile pidFile(folder + u"/data/postmaster.pid"_s);
    QVERIFY(pidFile.open(QIODevice::ReadOnly));
    const auto pid = pid_t(pidFile.readLine().trimmed().toLongLong());
    QCOMPARE(::kill(pid, 0), 0);
    program.kill();
    QVERIFY(program.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(!QDir(folder).exists(), 60'000);
    QVERIFY(::kill(pid, 0) != 0);
}

void TestPostgresqlScratch::oneLockADatabase()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    const std::unique_ptr<Connection> other = database.another();
    const postgresql::PostgresqlRunnerPort port;
    QCOMPARE(port.tryLock(database.connection()).value_or(false), true);
    QCOMPARE(port.tryLock(*other).value_or(true), false);
    QVERIFY(port.unlock(database.connection()));
    QCOMPARE(port.tryLock(*other).value_or(false), true);
}

void TestPostgresqlScratch::timeouts()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    const std::unique_ptr<Connection> other = database.another();
    QVERIFY(database.run(u"CREATE TABLE t (id int)"_s).isEmpty());
    const postgresql::PostgresqlRunnerPort port;
    for (const QString &statement : port.timeouts(std::chrono::milliseconds(50), std::chrono::milliseconds(0)))
        QVERIFY(perform(*other, statement));
    QVERIFY(perform(database.connection(), u"BEGIN"_s));
    QVERIFY(perform(database.connection(), u"LOCK TABLE t"_s));
    const auto refused = perform(*other, u"ALTER TABLE t ADD COLUMN more int"_s);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(Error::Code::LockTimeout));
    QVERIFY(perform(database.connection(), u"ROLLBACK"_s));
}

void TestPostgresqlScratch::modes_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("outside");
    const auto row = [](const char *text, bool outside) {
        QTest::newRow(text) << QString::fromLatin1(text) << outside;
    };
    row("CREATE TABLE t (id int)", false);
    row("CREATE INDEX i ON t (concurrently_not)", false);
    row("create index concurrently i on t (a)", true);
    row("/* c */ DROP INDEX CONCURRENTLY i", true);
    row("VACUUM t", true);
    row("CREATE DATABASE x", true);
    row("ALTER TYPE mood ADD VALUE 'x'", true);
    row("ALTER TYPE mood RENAME TO m", false);
    row("INSERT INTO t VALUES ('VACUUM concurrently')", false);
}

void TestPostgresqlScratch::modes()
{
    QFETCH(QString, statement);
    QFETCH(bool, outside);
    QCOMPARE(postgresql::PostgresqlRunnerPort().modeOf(statement, {}) == TransactionMode::Outside, outside);
}

RELATA_TEST(TestPostgresqlScratch)
#include "tst_postgresql_scratch.moc"
