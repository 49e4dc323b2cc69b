#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <thread>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QStringList Ups{
    u"CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20));\nINSERT INTO account VALUES (1, 'a');"_s,
    u"CREATE TABLE journal (id INTEGER NOT NULL PRIMARY KEY);\nALTER TABLE account ADD COLUMN age INTEGER;"_s};
const QStringList Downs{u"DROP TABLE account;"_s, u"ALTER TABLE account DROP COLUMN age;\nDROP TABLE journal;"_s};

/// At version 001, with a second session that can stand in the way.
class Crowd {
public:
    Crowd(
        const EngineRegistry &engines, const QByteArray &server, const QStringList &ups = Ups, bool transaction = true)
        : place(engines, server, ups, Downs, transaction)
    {
        QuietContext context;
        if (!session.open(place.profile(), engines) || !other.open(place.profile(), engines))
            place.error = u"cannot connect"_s;
        if (const Result<> done = place.apply(session, 1, context, place.rules()); !done)
            place.error += done.error().text();
    }

    /// Keeps a lock on the table until release().
    QString stand()
    {
        if (place.isSqlite())
            return other.runOne(u"BEGIN IMMEDIATE"_s);
        const QString begun = other.runOne(u"BEGIN"_s);
        return begun.isEmpty() ? other.runOne(u"UPDATE account SET name = 'b'"_s) : begun;
    }
    void release() { QCOMPARE(other.runOne(u"COMMIT"_s), QString()); }

    struct Bare : Session {
        QString runOne(const QString &sql) const
        {
            const auto done = perform(*connection, sql);
            return done ? QString() : done.error().text();
        }
    };
    RunnerPlace place;
    Bare session, other;
};

/// An older transaction, which ends once a statement beside others has waited for it for much longer than any other
/// may, and has been told to.
class Obstacle {
public:
    Obstacle(const EngineRegistry &engines, const ConnectionProfile &place)
        : m_thread([this, &engines, place] { stand(engines, place); })
    {
        while (!m_stands)
            QThread::msleep(10);
    }
    ~Obstacle() { end(); }
    bool wasWaitedFor()
    {
        end();
        return m_waited;
    }
    bool wasTold()
    {
        end();
        return m_told;
    }

private:
    void stand(const EngineRegistry &engines, const ConnectionProfile &place)
    {
        Session holder, watcher;
        const bool isFine = holder.open(place, engines) && watcher.open(place, engines)
            && perform(*holder.connection, u"BEGIN"_s) && perform(*holder.connection, u"UPDATE account SET id = id"_s);
        m_stands = true;
        for (int i = 0; i < 300 && isFine && !(m_waited && m_told); ++i) {
            QThread::msleep(100);
            const auto found = fetch(*watcher.connection,
                u"SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' "
                "AND query LIKE '%INDEX CONCURRENTLY%' AND now() - query_start > interval '1 second'"_s);
            m_waited = m_waited || (found && !found->isEmpty());
            const auto run = fetch(*watcher.connection, u"SELECT note FROM _relata_runs"_s);
            m_told = m_told || (run && !run->isEmpty() && run->text(0, 0).startsWith("waits for session"_L1));
        }
    }
    void end()
    {
        if (m_thread.joinable())
            m_thread.join();
    }

    std::atomic<bool> m_stands = false;
    bool m_waited = false, m_told = false;
    std::thread m_thread; ///< last: it uses the others
};

} // namespace

/// Statements wait for the locks of others for a moment only, and are tried again.
class LockWaitsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void triesAgain_data() { eachRunnerServer(); }
    void triesAgain();
    void givesUp_data() { eachRunnerServer(); }
    void givesUp();
    void takesInvalidIndexesAway_data();
    void takesInvalidIndexesAway();
    void keepsToTheTimeoutAskedFor_data();
    void keepsToTheTimeoutAskedFor();
    void buildsBesideOthersWaitPatiently_data();
    void buildsBesideOthersWaitPatiently();
    void ownTransactionsAreNotTornApart();
    void readsTimeouts();
    void endsStatementsThatTakeTooLong_data();
    void endsStatementsThatTakeTooLong();

private:
    EngineRegistry m_engines;
};

void LockWaitsTest::triesAgain()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Crowd crowd(m_engines, server);
    QCOMPARE(crowd.place.error, QString());
    RunRules rules = crowd.place.rules();
    rules.beside.reset();
    QCOMPARE(crowd.stand(), QString());
    Listener listener(u"waiting for a lock, try 3 of 10"_s, [&] { crowd.release(); });
    const Result<> done = crowd.place.apply(crowd.session, 2, listener, rules);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    const QString heard = listener.heard.join(u'\n');
    QVERIFY2(heard.contains("waiting for a lock, try 2 of 10"_L1), qPrintable(heard));
    if (!crowd.place.isSqlite())
        QVERIFY2(heard.contains("in the way: session"_L1), qPrintable(heard));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Applied);
    QCOMPARE(crowd.session.run(u"SELECT age FROM account; SELECT id FROM journal"_s), QString());
}

void LockWaitsTest::givesUp()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Crowd crowd(m_engines, server);
    QCOMPARE(crowd.place.error, QString());
    RunRules rules = crowd.place.rules();
    rules.beside.reset();
    rules.waits.tries = 2;
    rules.waits.lock = std::chrono::milliseconds(100);
    QCOMPARE(crowd.stand(), QString());
    QuietContext context;
    const Result<> stopped = crowd.place.apply(crowd.session, 2, context, rules);
    QVERIFY(!stopped);
    QVERIFY2(stopped.error().code == Error::Code::LockTimeout, qPrintable(stopped.error().text()));
    QCOMPARE(crowd.session.connection->transaction(), TransactionState::None);
    crowd.release();
    const Result<> resumed = crowd.place.state(crowd.session, 2) == MigrationState::Pending
        ? crowd.place.apply(crowd.session, 2, context, rules) // SQLite could not even write that down
        : resumeMigration(*crowd.session.connection, crowd.place.profile(), *crowd.session.engine,
            crowd.place.migration(2), context, rules);
    QVERIFY2(resumed, resumed ? "" : qPrintable(resumed.error().text()));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Applied);
    QCOMPARE(crowd.session.run(u"SELECT age FROM account; SELECT id FROM journal"_s), QString());
}

void LockWaitsTest::takesInvalidIndexesAway_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("postgresql15") << QByteArray("postgresql15");
    QTest::newRow("postgresql18") << QByteArray("postgresql18");
}

void LockWaitsTest::takesInvalidIndexesAway()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    Crowd crowd(
        m_engines, server, {Ups.first(), u"CREATE INDEX CONCURRENTLY account_name ON public.account (name);"_s});
    QCOMPARE(crowd.place.error, QString());
    RunRules rules = crowd.place.rules();
    rules.beside.reset();
    rules.waits.isLockForAll = true;
    const auto invalid = [&] {
        return fetch(*crowd.other.connection, u"SELECT 1 FROM pg_index WHERE NOT indisvalid"_s)->count;
    };
    QCOMPARE(crowd.stand(), QString());
    qsizetype left = 0;
    Listener listener(u"waiting for a lock, try 2"_s, [&] {
        left = invalid();
        crowd.release();
    });
    const Result<> done = crowd.place.apply(crowd.session, 2, listener, rules);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(left, 1); // what the first try left behind
    QCOMPARE(invalid(), 0);
    QCOMPARE(fetch(*crowd.other.connection, u"SELECT 1 FROM pg_class WHERE relname LIKE 'account_name%'"_s)->count, 1);
}

void LockWaitsTest::keepsToTheTimeoutAskedFor_data() { takesInvalidIndexesAway_data(); }

/// In the first statement of a group, behind others, and behind one that waits patiently.
void LockWaitsTest::keepsToTheTimeoutAskedFor()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const QString told = u"INSERT INTO told SELECT %1, current_setting('lock_timeout');\n"_s;
    RunnerPlace place(m_engines, server,
        {u"CREATE TABLE told (n INTEGER, waits VARCHAR(20));\n"_s + told.arg(1) + told.arg(2)
            + u"CREATE INDEX CONCURRENTLY told_n ON told (n);\n"_s + told.arg(3) + told.arg(4)},
        {});
    QCOMPARE(place.error, QString());
    RunRules rules = place.rules();
    rules.waits.lock = std::chrono::milliseconds(1700);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext context;
    const Result<> done = place.apply(session, 1, context, rules);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    const auto rows = fetch(*session.connection, u"SELECT waits FROM told ORDER BY n"_s);
    QVERIFY(rows);
    QCOMPARE(rows->count, 4);
    for (qsizetype i = 0; i < rows->count; ++i)
        QCOMPARE(rows->text(i, 0), u"1700ms"_s);
    QCOMPARE(fetch(*session.connection, u"SELECT current_setting('lock_timeout')"_s)->text(0, 0), u"0"_s);
}

void LockWaitsTest::buildsBesideOthersWaitPatiently_data() { takesInvalidIndexesAway_data(); }

/// A transaction that is older ends neither a concurrent build, which would have to begin anew, nor what clears away
/// what an earlier one has left.
void LockWaitsTest::buildsBesideOthersWaitPatiently()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    Crowd crowd(
        m_engines, server, {Ups.first(), u"CREATE INDEX CONCURRENTLY account_name ON public.account (name);"_s});
    QCOMPARE(crowd.place.error, QString());
    RunRules rules = crowd.place.rules();
    rules.beside.reset();
    rules.waits.lock = std::chrono::milliseconds(100);
    rules.waits.tries = 1;
    rules.waits.isLockForAll = true;
    const QString invalid = u"SELECT 1 FROM pg_index WHERE NOT indisvalid"_s;
    QCOMPARE(crowd.stand(), QString());
    QuietContext context;
    QVERIFY(!crowd.place.apply(crowd.session, 2, context, rules));
    crowd.release();
    QCOMPARE(fetch(*crowd.other.connection, invalid)->count, 1);
    rules.waits.isLockForAll = false;
    Obstacle obstacle(m_engines, crowd.place.profile());
    const Result<> done = resumeMigration(*crowd.session.connection, crowd.place.profile(), *crowd.session.engine,
        crowd.place.migration(2), context, rules);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QVERIFY(obstacle.wasWaitedFor());
    QVERIFY(obstacle.wasTold());
    QCOMPARE(fetch(*crowd.other.connection, invalid)->count, 0);
}

/// A script that steers transactions by itself is never tried again from its middle.
void LockWaitsTest::ownTransactionsAreNotTornApart()
{
    RELATA_REQUIRE_SERVER("mariadb");
    Crowd crowd(m_engines, "mariadb",
        {Ups.first(),
            u"START TRANSACTION;\nINSERT INTO account VALUES (2, 'own');\nUPDATE account SET name = 'c' WHERE id = 1;\n"
            "COMMIT;"_s});
    QCOMPARE(crowd.place.error, QString());
    RunRules rules = crowd.place.rules();
    rules.beside.reset();
    QCOMPARE(crowd.stand(), QString());
    Listener listener(u"waiting for a lock"_s, {});
    const Result<> stopped = crowd.place.apply(crowd.session, 2, listener, rules);
    crowd.release();
    QVERIFY(!stopped);
    QVERIFY(stopped.error().code == Error::Code::LockTimeout);
    QVERIFY2(!listener.heard.join(u'\n').contains("waiting for a lock"_L1), qPrintable(listener.heard.join(u'\n')));
    QCOMPARE(fetch(*crowd.other.connection, u"SELECT id FROM account"_s)->count, 1);
}

void LockWaitsTest::readsTimeouts()
{
    const auto read = [](const QByteArray &words) {
        const auto file = parseMigration(
            "-- Migration 001: a\n-- relata:timeout " + words + "\n-- relata:up\nSELECT 1;\n", u"001_a.sql"_s);
        return file ? patienceOf(*file, RunRules().waits) : failure(file.error());
    };
    QCOMPARE(read("lock 5s")->lock, std::chrono::milliseconds(5000));
    QVERIFY(!read("lock 5s")->statement);
    QCOMPARE(*read("lock 500ms statement 10min")->statement, std::chrono::milliseconds(600'000));
    QCOMPARE(*read("statement none")->statement, std::chrono::milliseconds(0));
    for (const char *wrong : {"lock none", "lock 0s", "lock", "statement 5", "5s", "wait 5s", "lock -1s", "lock 5 s"})
        QVERIFY2(!read(wrong), wrong);
    QCOMPARE(RunRules().waits.lock, std::chrono::milliseconds(3000));
}

void LockWaitsTest::endsStatementsThatTakeTooLong_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("endless");
    const QString counting =
        u"%1WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s;
    QTest::newRow("sqlite") << QByteArray() << counting.arg(u"CREATE TABLE counted AS "_s);
    QTest::newRow("postgresql15") << QByteArray("postgresql15") << u"SELECT pg_sleep(600)"_s;
    QTest::newRow("mariadb") << QByteArray("mariadb")
                             << u"SELECT COUNT(*) FROM information_schema.columns a, information_schema.columns b, "
                                "information_schema.columns c"_s;
    QTest::newRow("mysql56") << QByteArray("mysql56") << u"SELECT BENCHMARK(100000000000, MD5('a'))"_s;
}

void LockWaitsTest::endsStatementsThatTakeTooLong()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, endless);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    RunnerPlace place(m_engines, server, {endless + u';'}, {});
    QCOMPARE(place.error, QString());
    place.timeline.migrations[0].directives += {u"timeout"_s, u"statement 100ms"_s, 1};
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext context;
    RunRules rules = place.rules();
    rules.beside.reset();
    const Result<> done = place.apply(session, 1, context, rules);
    QVERIFY(!done);
    QVERIFY(done.error().code != Error::Code::LockTimeout); // that would be tried again
    if (server == "postgresql15")
        QCOMPARE(done.error().sqlState, u"57014"_s);
    if (server.isEmpty() || server == "mysql56") // where it is we who end it
        QVERIFY2(done.error().text().contains("longer than the 0.1 seconds"_L1), qPrintable(done.error().text()));
    QVERIFY(place.state(session, 1) == MigrationState::Failed);
}

RELATA_TEST(LockWaitsTest)
#include "tst_lock_waits.moc"
