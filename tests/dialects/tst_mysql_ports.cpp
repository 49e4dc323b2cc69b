#include "dialects/mariadb/engine.h"
#include "dialects/mysql/engine.h"
#include "dialects/mysql/private_server.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/explain/plan_tree.h"
#include "tests/dialects/mysql_support.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

#include <signal.h>

#include <thread>

using namespace Qt::StringLiterals;

namespace relata {

using namespace relata::tests;

namespace {

const Engine &engineOf(const QByteArray &server) { return server == "mariadb" ? mariadbEngine() : mysqlEngine(); }

qint64 databasesNamed(Connection &connection, const QString &name)
{
    return fetch(connection, u"SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '%1'"_s.arg(name))
        ->number(0, 0);
}

/// Each node's operation, relation and index, a line each, children indented.
QString drawn(const PlanTree &tree, int depth = 0)
{
    QString result = QString(depth, u' ') + QStringList{tree.operation, tree.relation, tree.index}.join(u'|') + u'\n';
    for (const PlanTree &child : tree.children)
        result += drawn(child, depth + 1);
    return result;
}

const PlanTree *nodeOver(const PlanTree &tree, const QString &relation)
{
    if (tree.relation == relation)
        return &tree;
    for (const PlanTree &child : tree.children) {
        if (const PlanTree *found = nodeOver(child, relation))
            return found;
    }
    return nullptr;
}

} // namespace

class MysqlPortsTest : public QObject {
    Q_OBJECT

private:
    static void eachServer()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::newRow("mariadb") << QByteArray("mariadb");
        QTest::newRow("mysql56") << QByteArray("mysql56");
    }

private slots:
    void makesScratchBesideADatabase_data() { eachServer(); }
    void makesScratchBesideADatabase()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        QVERIFY(runs(database.connection(),
            u"ALTER DATABASE `%1` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"_s.arg(database.name())));
        QuietContext context;
        QString name;
        {
            const auto made = engineOf(server).scratch->create(database.profile(), context);
            QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().text()));
            name = (*made)->profile().database;
            QVERIFY(name.startsWith("_relata_scratch_"_L1));
            QVERIFY(runs((*made)->connection(), u"CREATE TABLE t (a VARCHAR(5)) ENGINE=InnoDB"_s));
            QCOMPARE(
                fetch((*made)->connection(), u"SELECT @@collation_database"_s)->text(0, 0), u"utf8mb4_unicode_ci"_s);
            QVERIFY((*made)->connection().reset().has_value());
            QCOMPARE(fetch((*made)->connection(), u"SELECT DATABASE()"_s)->text(0, 0), name);
            QCOMPARE(databasesNamed(database.connection(), name), 1);
        }
        QCOMPARE(databasesNamed(database.connection(), name), 0);
        QCOMPARE(fetch(database.connection(), u"SHOW TABLES"_s)->count, 0);
    }

    void removesWhatKilledProgramsLeft_data() { eachServer(); }
    void removesWhatKilledProgramsLeft()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        const QString left = u"_relata_scratch_left_%1"_s.arg(database.name()).left(60);
        QVERIFY(runs(database.connection(), u"CREATE DATABASE `%1`"_s.arg(left)));
        QuietContext context;
        const auto first = engineOf(server).scratch->create(database.profile(), context);
        QVERIFY2(first.has_value(), first ? "" : qPrintable(first.error().text()));
        QCOMPARE(databasesNamed(database.connection(), left), 0);
        const auto second = engineOf(server).scratch->create(database.profile(), context);
        QVERIFY2(second.has_value(), second ? "" : qPrintable(second.error().text()));
        QCOMPARE(databasesNamed(database.connection(), (*first)->profile().database), 1); // in use
    }

    void startsAServerWithoutTheRight()
    {
        RELATA_REQUIRE_SERVER("mariadb");
        MysqlDatabase database("mariadb");
        const QString user = database.name();
        QVERIFY(runs(database.connection(), u"CREATE USER `%1`@`%`"_s.arg(user)));
        QVERIFY(runs(database.connection(), u"GRANT ALL ON `%1`.* TO `%1`@`%`"_s.arg(user)));
        ConnectionProfile profile = database.profile();
        profile.user = user;
        QuietContext context;
        {
            const auto made = mariadbEngine().scratch->create(profile, context);
            QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().text()));
            QVERIFY((*made)->profile().host.isEmpty());
            QVERIFY(runs((*made)->connection(), u"CREATE TABLE t (a INT)"_s));
            QVERIFY((*made)->description().source().contains(u"private MariaDB server"_s));
        }
        QVERIFY(runs(database.connection(), u"DROP USER `%1`@`%`"_s.arg(user)));
    }

    void namesTheGrantThatIsMissing()
    {
        RELATA_REQUIRE_SERVER("mysql56");
        MysqlDatabase database("mysql56");
        const QString user = database.name().left(16);
        QVERIFY(runs(database.connection(), u"GRANT ALL ON `%1`.* TO `%2`@`%`"_s.arg(database.name(), user)));
        ConnectionProfile profile = database.profile();
        profile.user = user;
        QuietContext context;
        const auto made = mysqlEngine().scratch->create(profile, context);
        QVERIFY(runs(database.connection(), u"DROP USER `%1`@`%`"_s.arg(user)));
        QVERIFY(!made.has_value());
        QVERIFY(made.error().code == Error::Code::Refused);
        QVERIFY2(made.error().text().contains(u"GRANT ALL"_s), qPrintable(made.error().text()));
    }

    void abandonsAStalledServer()
    {
        RELATA_REQUIRE_SERVER("mariadb");
        QuietContext context;
        const auto server = mysql::PrivateServer::start(context);
        QVERIFY2(server.has_value(), server ? "" : qPrintable(server.error().text()));
        const auto connection = openMysql((*server)->profile());
        const std::shared_ptr<Interrupter> interrupter = connection->interrupter();
        std::thread impatient([&] {
            while (!interrupter->running())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            ::kill(pid_t((*server)->pid()), SIGSTOP);
            interrupter->cancel(interrupter->running()); // which cannot reach the server
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            interrupter->abandon();
        });
        const Result<Rows> rows = fetch(*connection,
            u"SELECT a.*, SLEEP(0.01) FROM information_schema.collations a, information_schema.collations b, "
            "information_schema.collations c"_s);
        impatient.join();
        QVERIFY(!rows.has_value());
        QVERIFY2(rows.error().code == Error::Code::ConnectionLost, qPrintable(rows.error().text()));
        QVERIFY(!connection->isAlive());
        QVERIFY(connection->transaction() == TransactionState::Unknown);
        QVERIFY(!fetch(*connection, u"SELECT 1"_s).has_value());
    }

    void locksMigrations_data() { eachServer(); }
    void locksMigrations()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server), another(server);
        const RunnerPort &port = *engineOf(server).runner;
        const auto second = database.connect();
        QCOMPARE(port.tryLock(database.connection()).value_or(false), true);
        QCOMPARE(port.tryLock(*second).value_or(true), false);
        QCOMPARE(port.tryLock(another.connection()).value_or(false), true);
        QVERIFY(port.unlock(database.connection()).has_value());
        QCOMPARE(port.tryLock(*second).value_or(false), true);
        for (const QString &statement : port.timeouts(std::chrono::milliseconds(1500), std::chrono::milliseconds(250)))
            QVERIFY(runs(*second, statement));
        QCOMPARE(fetch(*second, u"SELECT @@lock_wait_timeout"_s)->number(0, 0), 2);
        for (const QString &statement : port.timeouts({}, {}))
            QVERIFY(runs(*second, statement));
        QVERIFY(fetch(*second, u"SELECT @@lock_wait_timeout"_s)->number(0, 0) > 1000);
        const LedgerWords words = port.ledgerWords();
        QVERIFY(runs(*second,
            u"CREATE TABLE _relata_x (a %1 NOT NULL, b %2, c %3, PRIMARY KEY (a))%4"_s.arg(
                words.key, words.text, words.number, words.tableSuffix)));
        QCOMPARE(port.modeOf(u" -- c\n UPDATE t SET a = 1", second->server()), TransactionMode::Joined);
        QCOMPARE(port.modeOf(u"CREATE TEMPORARY TABLE t (a INT)", second->server()), TransactionMode::Joined);
        QCOMPARE(port.modeOf(u"create index i on t (a)", second->server()), TransactionMode::Alone);
    }

    void reportsLockTimeouts_data() { eachServer(); }
    void reportsLockTimeouts()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c, u"CREATE TABLE t (a INT PRIMARY KEY) ENGINE=InnoDB"_s));
        QVERIFY(runs(c, u"START TRANSACTION"_s));
        QVERIFY(runs(c, u"INSERT INTO t VALUES (1)"_s));
        const auto second = database.connect();
        for (const QString &statement : engineOf(server).runner->timeouts(std::chrono::milliseconds(1), {}))
            QVERIFY(runs(*second, statement));
        const Result<Rows> altered = fetch(*second, u"ALTER TABLE t ADD b INT"_s);
        QVERIFY(!altered.has_value());
        QVERIFY2(altered.error().code == Error::Code::LockTimeout, qPrintable(altered.error().text()));
    }

    void readsPlans_data() { eachServer(); }
    void readsPlans()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c, u"CREATE TABLE a (id INT PRIMARY KEY, n VARCHAR(20), KEY kn (n)) ENGINE=InnoDB"_s));
        QVERIFY(runs(c, u"CREATE TABLE b (id INT PRIMARY KEY, aid INT, KEY kaid (aid)) ENGINE=InnoDB"_s));
        QVERIFY(runs(c, u"INSERT INTO a VALUES (1, 'x'), (2, 'y'), (3, 'z')"_s));
        QVERIFY(runs(c, u"INSERT INTO b VALUES (1, 1), (2, 2), (3, 3), (4, 3)"_s));
        const PlanReader &reader = *engineOf(server).planReader;
        const QString query = u"SELECT a.n, COUNT(*) FROM a JOIN b ON b.aid = a.id WHERE a.n = 'z' GROUP BY a.n"_s;
        const bool mariaDb = server == "mariadb";
        const Result<Rows> rows = fetch(c, reader.explain(query, mariaDb, c.server()));
        QVERIFY2(rows.has_value(), rows ? "" : qPrintable(rows.error().text()));
        const Result<PlanTree> tree = reader.read(rows->bytes(0, 0).toByteArray());
        QVERIFY2(tree.has_value(), tree ? "" : qPrintable(tree.error().text()));
        const PlanTree *a = nodeOver(*tree, u"a"_s), *b = nodeOver(*tree, u"b"_s);
        QVERIFY2(a && b, qPrintable(drawn(*tree)));
        QCOMPARE(a->operation, u"ref"_s);
        QCOMPARE(a->index, u"kn"_s);
        QVERIFY(a->estimatedRows >= 1);
        QCOMPARE(b->index, u"kaid"_s);
        QVERIFY(!a->condition.isEmpty());
        QCOMPARE(a->actualRows.has_value(), mariaDb);
        if (mariaDb) {
            QCOMPARE(*b->actualRows, 2.0);
            QVERIFY(a->ownTime.has_value());
        }
        QVERIFY(!reader.read("nonsense").has_value());
    }

    void readsDrawnPlans()
    {
        const QByteArray text =
            "-> Nested loop inner join  (cost=1.05 rows=1.33) (actual time=0.045..0.062 rows=2 loops=1)\n"
            "    -> Filter: (a.n = 'z')  (cost=0.35 rows=1) (actual time=0.020..0.022 rows=1 loops=1)\n"
            "        -> Covering index lookup on a using kn (n='z')  (cost=0.35 rows=1) (actual time=0.018..0.02 "
            "rows=1 loops=1)\n"
            "    -> Index lookup on b using kaid (aid=a.id)  (cost=0.47 rows=1.33) (actual time=0.01..0.012 rows=2 "
            "loops=3)\n";
        const Result<PlanTree> tree = mysqlEngine().planReader->read(text);
        QVERIFY(tree.has_value());
        QCOMPARE(drawn(*tree),
            u"Nested loop inner join||\n Filter||\n  Covering index lookup|a|kn\n Index lookup|b|kaid\n"_s);
        QCOMPARE(tree->children.at(0).condition, u"(a.n = 'z')"_s);
        const PlanTree &lookup = tree->children.at(1);
        QCOMPARE(lookup.loops, 3);
        QCOMPARE(*lookup.actualRows, 2.0);
        QCOMPARE(*lookup.totalTime, std::chrono::nanoseconds(36'000));
        QCOMPARE(lookup.estimatedRows, 1.33);
    }
};

RELATA_TEST(MysqlPortsTest)

} // namespace relata

#include "tst_mysql_ports.moc"
