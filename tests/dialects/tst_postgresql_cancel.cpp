#include "models/engine/fetch.h"
#include "tests/dialects/postgresql_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

#include <csignal>
#include <thread>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Stopping a session's work from another thread, also when the server does not answer.
class TestPostgresqlCancel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cancelEndsTheStatement();
    void cancelOfAnEndedExecutionIsVoid();
    void cancelFromAnyMomentLeavesTheSessionUsable();
    void abandonFreesFromAStalledServer();
    void cancelDuringLoad();

private:
    std::unique_ptr<PostgresqlDatabase> m_database;
};

/// Waits until another session of the database runs what matches, so that no test has to guess how long that takes.
static bool waitForActivity(Connection &watcher, const QString &pattern)
{
    const QList<Value> parameters{pattern};
    return QTest::qWaitFor([&] {
        const auto rows = fetch(watcher,
            u"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE $1 AND pid <> pg_backend_pid()"_s,
            parameters);
        return rows && rows->number(0, 0) > 0;
    });
}

void TestPostgresqlCancel::initTestCase()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    m_database = std::make_unique<PostgresqlDatabase>("postgresql15");
    QVERIFY2(m_database->isOpen(), qPrintable(m_database->error()));
}

void TestPostgresqlCancel::cancelEndsTheStatement()
{
    Connection &connection = m_database->connection();
    const std::unique_ptr<Connection> watcher = m_database->another();
    const std::shared_ptr<Interrupter> interrupter = connection.interrupter();
    QCOMPARE(interrupter->running(), 0);
    std::thread canceller([&] {
        if (waitForActivity(*watcher, u"SELECT pg_sleep(600)%"_s))
            interrupter->cancel(interrupter->running());
    });
    const auto done = perform(connection, u"SELECT pg_sleep(600)"_s);
    canceller.join();
    QVERIFY(!done);
    QCOMPARE(int(done.error().code), int(Error::Code::Cancelled));
    const auto active = fetch(*watcher,
        u"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(600)%'"_s);
    QVERIFY(active);
    QCOMPARE(active->number(0, 0), 0);
    QVERIFY(perform(connection, u"SELECT 1"_s));
}

void TestPostgresqlCancel::cancelOfAnEndedExecutionIsVoid()
{
    Connection &connection = m_database->connection();
    const std::shared_ptr<Interrupter> interrupter = connection.interrupter();
    quint64 ended = 0;
    struct Noting : Heard {
        Interrupter *interrupter = nullptr;
        quint64 *id = nullptr;
        void columns(const QList<ResultColumn> &) override { *id = interrupter->running(); }
    } sink;
    sink.interrupter = interrupter.get();
    sink.id = &ended;
    QVERIFY(connection.execute(u"SELECT 1"_s, {}, sink));
    QVERIFY(ended > 0);
    interrupter->cancel(ended);
    QVERIFY(perform(connection, u"SELECT pg_sleep(0.05)"_s));
}

void TestPostgresqlCancel::cancelFromAnyMomentLeavesTheSessionUsable()
{
    const std::unique_ptr<Connection> connection = m_database->another();
    const std::shared_ptr<Interrupter> interrupter = connection->interrupter();
    std::atomic<bool> stop = false;
    std::thread canceller([&] {
        while (!stop)
            interrupter->cancel(interrupter->running());
    });
    for (int i = 0; i < 200; ++i) {
        const auto done = perform(*connection, u"SELECT count(*) FROM generate_series(1, 2000)"_s);
        if (!done)
            QCOMPARE(int(done.error().code), int(Error::Code::Cancelled));
    }
    stop = true;
    canceller.join();
    for (int i = 0; i < 50; ++i)
        QVERIFY(perform(*connection, u"SELECT pg_sleep(0.001)"_s));
}

void TestPostgresqlCancel::abandonFreesFromAStalledServer()
{
    const std::unique_ptr<Connection> connection = m_database->another(), watcher = m_database->another();
    const auto pid = fetch(*connection, u"SELECT pg_backend_pid()"_s);
    QVERIFY(pid);
    const pid_t backend = pid_t(pid->number(0, 0));
    const std::shared_ptr<Interrupter> interrupter = connection->interrupter();
    bool stopped = false;
    std::thread canceller([&] {
        stopped = waitForActivity(*watcher, u"SELECT pg_sleep(601)%"_s) && ::kill(backend, SIGSTOP) == 0;
        interrupter->cancel(interrupter->running()); // reaches a process that does not act on it
        interrupter->abandon();
    });
    const auto done = perform(*connection, u"SELECT pg_sleep(601)"_s);
    canceller.join();
    ::kill(backend, SIGCONT);
    QVERIFY2(stopped, "The test must run as a user that may stop the server's process.");
    QVERIFY(!done);
    QCOMPARE(int(done.error().code), int(Error::Code::ConnectionLost));
    QVERIFY(!connection->isAlive());
    QVERIFY(!perform(*connection, u"SELECT 1"_s));
}

void TestPostgresqlCancel::cancelDuringLoad()
{
    Connection &connection = m_database->connection();
    QVERIFY(perform(connection, u"CREATE TABLE endless (id int)"_s));
    struct Endless : RowSource {
        std::shared_ptr<Interrupter> interrupter;
        int pages = 0;
        std::optional<RowPage> next() override
        {
            if (++pages == 10)
                interrupter->cancel(interrupter->running());
            RowPage page;
            page.columnCount = 1;
            page.append("1");
            return page;
        }
    } source;
    source.interrupter = connection.interrupter();
    const auto loaded = connection.load({u"endless"_s}, {u"id"_s}, source);
    QVERIFY(!loaded);
    QCOMPARE(int(loaded.error().code), int(Error::Code::Cancelled));
    const auto rows = fetch(connection, u"SELECT count(*) FROM endless"_s);
    QVERIFY(rows);
    QCOMPARE(rows->number(0, 0), 0);
}

RELATA_TEST(TestPostgresqlCancel)
#include "tst_postgresql_cancel.moc"
