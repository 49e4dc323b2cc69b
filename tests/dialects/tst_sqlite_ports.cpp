#include "dialects/sqlite/engine.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/explain/plan_tree.h"
#include "models/jobs/recipes/explain_query.h"
#include "tests/dialects/sqlite_fixture.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Scratch databases, the migration lock and query plans.
class SqlitePortsTest : public QObject {
    Q_OBJECT

private:
    static const RunnerPort &runner() { return *sqliteEngine().runner; }
    /// A connection of the migration lock's own.
    static std::unique_ptr<Connection> lockOf(const QString &file)
    {
        ConnectionProfile profile;
        profile.engine = "sqlite";
        profile.database = file;
        return std::move(*sqliteEngine().driver->open(runner().watch()->lockProfile(profile)));
    }
    static QString shown(const PlanTree &node)
    {
        QString text = node.operation + u'|' + node.relation + u'|' + node.index + u'|' + node.condition;
        QStringList children;
        for (const PlanTree &child : node.children)
            children += shown(child);
        return children.isEmpty() ? text : QString(text + u" { "_s + children.join(u" ; "_s) + u" }"_s);
    }

private slots:
    void offersEveryPort();
    void sharesAScratchDatabase();
    void locksOutOtherMigrations();
    void freesTheLockWithTheSession();
    void letsOthersWorkBesideTheLock();
    void saysWhatRunsOutsideOfTransactions();
    void setsTheTimeForLocks();
    void readsPlans_data();
    void readsPlans();
    void explainsOnARealDatabase();
    void refusesWhatIsNoPlan();
};

void SqlitePortsTest::offersEveryPort()
{
    const Engine &engine = sqliteEngine();
    QCOMPARE(engine.key, "sqlite");
    QVERIFY(engine.flavour && engine.driver && engine.catalogue && engine.writer && engine.planReader && engine.scratch
        && engine.runner);
}

void SqlitePortsTest::sharesAScratchDatabase()
{
    QuietContext context;
    auto scratch = sqliteEngine().scratch->create({}, context);
    auto other = sqliteEngine().scratch->create({}, context);
    QVERIFY(scratch && other);
    QVERIFY(perform((*scratch)->connection(), u"CREATE TABLE t (a)"_s));
    auto second = sqliteEngine().driver->open((*scratch)->profile());
    QVERIFY(second);
    QVERIFY(perform(**second, u"INSERT INTO t VALUES (1)"_s));
    QCOMPARE(fetch((*scratch)->connection(), u"SELECT count(*) FROM t"_s)->number(0, 0), 1);
    QVERIFY(!perform((*other)->connection(), u"SELECT * FROM t"_s));
    const ConnectionProfile profile = (*scratch)->profile();
    second->reset();
    scratch->reset();
    auto after = sqliteEngine().driver->open(profile);
    QVERIFY(after);
    QVERIFY(!perform(**after, u"SELECT * FROM t"_s));
}

void SqlitePortsTest::locksOutOtherMigrations()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"it's.db"_s), link = folder.filePath(u"link.db"_s);
    QVERIFY(perform(*sqliteDatabase(file), u"CREATE TABLE t (a)"_s));
    QVERIFY(QFile::link(file, link));
    auto one = lockOf(file), two = lockOf(link); // one file, whatever it is called
    QVERIFY(!*runner().watch()->lockHolder(*one));
    QCOMPARE(runner().tryLock(*one).value_or(false), true);
    QCOMPARE(runner().tryLock(*two).value_or(true), false);
    QCOMPARE(runner().tryLock(*two).value_or(true), false);
    const auto holder = runner().watch()->lockHolder(*two);
    QVERIFY(holder && *holder);
    QVERIFY2(
        (*holder)->text().contains(QString::number(QCoreApplication::applicationPid())), qPrintable((*holder)->text()));
    QVERIFY(runner().watch()->holdsLock(*one).value_or(false));
    QVERIFY(!runner().watch()->holdsLock(*two).value_or(true));
    QVERIFY(runner().unlock(*one));
    QCOMPARE(runner().tryLock(*two).value_or(false), true);
    QCOMPARE(runner().tryLock(*one).value_or(true), false);
    QVERIFY(two->reset());
    QCOMPARE(runner().tryLock(*one).value_or(false), true);
    QVERIFY(runner().unlock(*two));
}

void SqlitePortsTest::freesTheLockWithTheSession()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"a.db"_s);
    QVERIFY(perform(*sqliteDatabase(file), u"CREATE TABLE t (a)"_s));
    auto one = lockOf(file), two = lockOf(file);
    QVERIFY(runner().tryLock(*one).value_or(false));
    QVERIFY(!runner().tryLock(*two).value_or(true));
    one.reset();
    QVERIFY(runner().tryLock(*two).value_or(false));
    auto memory = lockOf(u":memory:"_s);
    QVERIFY(runner().tryLock(*memory).value_or(false));
    QVERIFY(runner().unlock(*memory));
}

void SqlitePortsTest::letsOthersWorkBesideTheLock()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"a.db"_s);
    auto one = sqliteDatabase(file), two = sqliteDatabase(file);
    QVERIFY(perform(*two, u"CREATE TABLE t (a)"_s));
    auto lock = lockOf(file);
    QVERIFY(runner().tryLock(*lock).value_or(false));
    QVERIFY(perform(*two, u"INSERT INTO t VALUES (1)"_s));
    QVERIFY(perform(*one, u"BEGIN"_s));
    QVERIFY(perform(*one, u"INSERT INTO t VALUES (2)"_s));
    QVERIFY(perform(*one, u"COMMIT"_s));
    QCOMPARE(fetch(*two, u"SELECT count(*) FROM t"_s)->number(0, 0), 2);
    QCOMPARE(inspectSqlite(*one).all(Kind::Table).size(), 1);
}

void SqlitePortsTest::saysWhatRunsOutsideOfTransactions()
{
    const auto mode = [](const QString &sql) { return runner().modeOf(sql, {}); };
    QCOMPARE(mode(u"-- keys\nPRAGMA foreign_keys = OFF"_s), TransactionMode::Outside);
    QCOMPARE(mode(u"pragma main.journal_mode=wal"_s), TransactionMode::Outside);
    QCOMPARE(mode(u"VACUUM"_s), TransactionMode::Outside);
    QCOMPARE(mode(u"PRAGMA defer_foreign_keys = ON"_s), TransactionMode::Joined);
    QCOMPARE(mode(u"PRAGMA legacy_alter_table = ON"_s), TransactionMode::Joined);
    QCOMPARE(mode(u"CREATE TABLE vacuum (a)"_s), TransactionMode::Joined);
    QVERIFY(runner().setsSession(u"PRAGMA foreign_keys = OFF"));
    QVERIFY(!runner().setsSession(u"PRAGMA foreign_keys"));
    QVERIFY(!runner().setsSession(u"PRAGMA user_version = 3"));
    QVERIFY(runner().mustAnswerNothing(u"PRAGMA foreign_key_check(t)"));
    QVERIFY(!runner().mustAnswerNothing(u"PRAGMA foreign_keys"));
}

void SqlitePortsTest::setsTheTimeForLocks()
{
    const QTemporaryDir folder;
    auto holder = sqliteDatabase(folder.filePath(u"a.db"_s)), waiter = sqliteDatabase(folder.filePath(u"a.db"_s));
    QVERIFY(perform(*holder, u"BEGIN IMMEDIATE"_s));
    for (const QString &sql : runner().timeouts(std::chrono::milliseconds(5), {}))
        QVERIFY(perform(*waiter, sql));
    const Result<ResultSummary> blocked = perform(*waiter, u"BEGIN IMMEDIATE"_s);
    QVERIFY(!blocked);
    QCOMPARE(blocked.error().code, Error::Code::LockTimeout);
    QCOMPARE(runner().parameter(2), u"?2"_s);
}

void SqlitePortsTest::readsPlans_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("scan") << QByteArray("2\t0\t0\tSCAN person\n") << u"SCAN|person||"_s;
    QTest::newRow("scan of old") << QByteArray("2\t0\t0\tSCAN TABLE person AS p") << u"SCAN|person||"_s;
    QTest::newRow("index") << QByteArray("3\t0\t0\tSEARCH a b USING INDEX i (x=? AND y>?)")
                           << u"SEARCH|a b|i|x=? AND y>?"_s;
    QTest::newRow("covering") << QByteArray("3\t0\t0\tSEARCH TABLE t USING COVERING INDEX i (x=?)")
                              << u"SEARCH|t|i|x=?"_s;
    QTest::newRow("automatic") << QByteArray("3\t0\t0\tSEARCH t USING AUTOMATIC PARTIAL COVERING INDEX (x=?)")
                               << u"SEARCH|t||x=?"_s;
    QTest::newRow("rowid") << QByteArray("3\t0\t0\tSEARCH t USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN")
                           << u"SEARCH|t|INTEGER PRIMARY KEY|rowid=?"_s;
    QTest::newRow("sorter") << QByteArray("5\t0\t0\tSCAN t\n9\t0\t0\tUSE TEMP B-TREE FOR ORDER BY\n")
                            << u"QUERY PLAN||| { SCAN|t|| ; USE TEMP B-TREE FOR ORDER BY||| }"_s;
    QTest::newRow("nested") << QByteArray("2\t0\t0\tMATERIALIZE v\n5\t2\t0\tSCAN t\n9\t0\t0\tSCAN v")
                            << u"QUERY PLAN||| { MATERIALIZE|v|| { SCAN|t|| } ; SCAN|v|| }"_s;
    QTest::newRow("constant") << QByteArray("1\t0\t0\tSCAN CONSTANT ROW") << u"CONSTANT ROWS|||"_s;
    QTest::newRow("virtual") << QByteArray("1\t0\t0\tSCAN words VIRTUAL TABLE INDEX 0:M3") << u"SCAN|words||"_s;
    QTest::newRow("unknown") << QByteArray("1\t0\t0\tDO SOMETHING NEW") << u"DO SOMETHING NEW|||"_s;
}

void SqlitePortsTest::readsPlans()
{
    QFETCH(QByteArray, text);
    const Result<PlanTree> tree = sqliteEngine().planReader->read(text);
    QVERIFY(tree);
    QTEST(shown(*tree), "expected");
}

void SqlitePortsTest::explainsOnARealDatabase()
{
    auto database = sqliteDatabase();
    QCOMPARE(runSqliteScript(*database, "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b); CREATE INDEX i ON t (a, b)"),
        QString());
    const Result<ExplainedQuery> plan = explainQuery(*database, sqliteEngine(),
        u"SELECT x.b FROM t AS x JOIN t AS y ON y.id = x.b WHERE x.a = 5 ORDER BY y.b"_s, false);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text()));
    QCOMPARE(plan->tree.children.size(), std::size_t(3));
    QCOMPARE(plan->tree.children.at(0).operation, u"SEARCH"_s);
    QCOMPARE(plan->tree.children.at(0).index, u"i"_s);
    QCOMPARE(plan->tree.children.at(0).condition, u"a=?"_s);
    QCOMPARE(plan->tree.children.at(0).extras.value(u"covering"_s), u"yes"_s);
    QCOMPARE(plan->tree.children.at(1).index, u"INTEGER PRIMARY KEY"_s);
}

void SqlitePortsTest::refusesWhatIsNoPlan()
{
    const Result<PlanTree> tree = sqliteEngine().planReader->read("Seq Scan on t  (cost=0.00..1.00)");
    QVERIFY(!tree);
    QCOMPARE(tree.error().code, Error::Code::Usage);
}

RELATA_TEST(SqlitePortsTest)
#include "tst_sqlite_ports.moc"
