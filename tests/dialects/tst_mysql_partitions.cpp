#include "dialects/mariadb/engine.h"
#include "dialects/mysql/engine.h"
#include "dialects/mysql/partitions.h"
#include "models/base/job_context.h"
#include "models/diff/matcher.h"
#include "models/engine/engine.h"
#include "models/planner/planner.h"
#include "tests/dialects/mysql_support.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relata {

using namespace relata::tests;

/// A table comes to other parts with as few rows copied as can be, and none of them is lost.
class MysqlPartitionsTest : public QObject {
    Q_OBJECT
private slots:
    void steps_data();
    void steps();
    void reachWhatIsWanted();
    void othersStay_data() { servers(); }
    void othersStay();
    void rowsStay_data() { servers(); }
    void rowsStay();

private:
    static void servers();
    static Plan planned(MysqlDatabase &database, const QString &to);
};

void MysqlPartitionsTest::servers()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("mariadb") << QByteArray("mariadb");
    QTest::newRow("mysql56") << QByteArray("mysql56");
}

namespace {

QString range(const QStringList &parts)
{
    QStringList texts;
    for (const QString &part : parts)
        texts += u"PARTITION "_s + part.section(u' ', 0, 0) + u" VALUES LESS THAN "_s + part.section(u' ', 1);
    return u"PARTITION BY RANGE (y)\n("_s + texts.join(u",\n "_s) + u')';
}

QString list(const QStringList &parts)
{
    QStringList texts;
    for (const QString &part : parts)
        texts += u"PARTITION "_s + part.section(u' ', 0, 0) + u" VALUES IN ("_s + part.section(u' ', 1) + u')';
    return u"PARTITION BY LIST (y)\n("_s + texts.join(u",\n "_s) + u')';
}

QStringList clauses(const QString &from, const QString &to)
{
    QStringList result;
    for (const mysql::PartitionStep &step : mysql::partitionSteps(from, to))
        result += step.clause.simplified().remove(u"PARTITION "_s).remove(u"VALUES "_s).remove(u'`');
    return result;
}

/// The server's number for each part's rows: another one, and they have been written anew.
QMap<QString, QString> places(Connection &connection)
{
    const Result<Rows> rows = fetch(connection,
        u"SELECT name, table_id FROM information_schema.innodb_sys_tables WHERE name LIKE concat(database(), '/t#%')"_s);
    QMap<QString, QString> result;
    for (qsizetype row = 0; rows && row < rows->count; ++row)
        result.insert(
            rows->text(row, 0).section(u"#P#"_s, 1, 1, QString::SectionCaseInsensitiveSeps), rows->text(row, 1));
    return result;
}

QString shown(Connection &connection, const QString &sql)
{
    const Result<Rows> rows = fetch(connection, sql);
    QStringList result;
    for (qsizetype row = 0; rows && row < rows->count; ++row)
        result += rows->text(row, rows->columns.size() > 1 ? 1 : 0);
    return result.join(u' ');
}

QString made(const QString &parts) { return u"CREATE TABLE t (y int NOT NULL, n int) ENGINE=InnoDB "_s + parts; }

} // namespace

static void row(const char *name, const QString &from, const QString &to, const QString &expected)
{
    QTest::newRow(name) << from << to << expected;
}

static void listRows()
{
    row("list grows", list({u"a 1"_s}), list({u"a 1"_s, u"b 2,NULL"_s}), u"ADD (b IN (2,NULL))"_s);
    row("list shrinks", list({u"a 1"_s, u"b 2"_s}), list({u"a 1"_s}), {});
    row("value goes", list({u"a 1,2"_s, u"b 3"_s}), list({u"a 1"_s, u"b 3"_s}), {});
    row("value of other blanks", list({u"a 'x  y','z'"_s}), list({u"a 'x y','z'"_s}), {});
    row("value moves behind", list({u"a 1,2"_s}), list({u"a 1"_s, u"b 2"_s}),
        u"REORGANIZE a INTO (a IN (1), b IN (2))"_s);
    row("value moves far", list({u"a 1,2"_s, u"b 3"_s, u"c 4"_s}), list({u"a 1"_s, u"b 3"_s, u"c 4,2"_s, u"d 5"_s}),
        u"REORGANIZE a, b, c INTO (a IN (1), b IN (3), c IN (4,2), d IN (5))"_s);
    row("part between", list({u"a 1"_s, u"b 3"_s}), list({u"a 1"_s, u"c 2"_s, u"b 3"_s}),
        u"REORGANIZE b INTO (c IN (2), b IN (3))"_s);
    row("what is left goes somewhere", u"PARTITION BY LIST (y) (PARTITION a VALUES IN (1), PARTITION d DEFAULT)"_s,
        u"PARTITION BY LIST (y) (PARTITION a VALUES IN (1,2), PARTITION d DEFAULT)"_s, {});
}

void MysqlPartitionsTest::steps_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("expected");
    const QStringList abc{u"a (1)"_s, u"b (2)"_s, u"c (3)"_s};
    row("nothing", range(abc), range(abc), {});
    row("above", range(abc), range(abc + QStringList(u"d MAXVALUE"_s)), u"ADD (d LESS THAN MAXVALUE)"_s);
    row("no room above", range(abc + QStringList(u"d MAXVALUE"_s)), range(abc), {});
    row("below", range(abc.mid(1)), range(abc), u"REORGANIZE b INTO (a LESS THAN (1), b LESS THAN (2))"_s);
    row("lowest goes", range(abc), range(abc.mid(1)), u"REORGANIZE a, b INTO (b LESS THAN (2))"_s);
    row("highest goes", range(abc), range(abc.mid(0, 2)), {});
    row("higher", range(abc), range({abc[0], abc[1], u"c (9)"_s}), u"REORGANIZE c INTO (c LESS THAN (9))"_s);
    row("lower", range(abc), range({abc[0], abc[1], u"c (2.5)"_s}), {});
    row("not known to be higher", range(abc), range({abc[0], abc[1], u"c (f(9))"_s}), {});
    row("two places", range(abc), range({u"x (1)"_s, abc[1], u"z (3)"_s}),
        u"REORGANIZE a INTO (x LESS THAN (1)); REORGANIZE c INTO (z LESS THAN (3))"_s);
    row("a name needed twice", range(abc), range({u"c (1)"_s, abc[1], u"a (3)"_s}),
        u"REORGANIZE a, b, c INTO (c LESS THAN (1), b LESS THAN (2), a LESS THAN (3))"_s);
    row("other expression", range(abc), range(abc).replace(u"(y)"_s, u"(n)"_s), {});
    row("other method", range(abc), list({u"a 1"_s}), {});
    listRows();
    const auto hash = [](int count) { return u"PARTITION BY LINEAR HASH (y)\nPARTITIONS %1"_s.arg(count); };
    row("fewer", hash(5), hash(2), u"COALESCE 3"_s);
    row("more", hash(2), hash(5), u"ADD PARTITIONS 3"_s);
    row("named subparts",
        u"PARTITION BY RANGE (y) SUBPARTITION BY HASH (n) (PARTITION a VALUES LESS THAN (1) (SUBPARTITION b))"_s,
        u"PARTITION BY RANGE (y) SUBPARTITION BY HASH (n) (PARTITION x VALUES LESS THAN (1) (SUBPARTITION b))"_s, {});
    row("history", u"PARTITION BY SYSTEM_TIME (PARTITION p HISTORY, PARTITION c CURRENT)"_s,
        u"PARTITION BY SYSTEM_TIME (PARTITION p HISTORY, PARTITION q HISTORY, PARTITION c CURRENT)"_s, {});
    row("cut off", range(abc), u"PARTITION BY RANGE (y) (PARTITION a VALUES LESS THAN (1"_s, {});
}

void MysqlPartitionsTest::steps()
{
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, expected);
    QCOMPARE(clauses(from, to).join(u"; "_s), expected);
}

/// What stands between two statements is what the server shows there.
void MysqlPartitionsTest::reachWhatIsWanted()
{
    const QString from = range({u"a (1)"_s, u"b (2)"_s, u"c (3)"_s}), to = range({u"x (1)"_s, u"b (2)"_s, u"z (3)"_s});
    const QList<mysql::PartitionStep> steps = mysql::partitionSteps(from, to);
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps.at(0).result, range({u"x (1)"_s, u"b (2)"_s, u"c (3)"_s}));
    QCOMPARE(steps.at(1).result, to);
}

Plan MysqlPartitionsTest::planned(MysqlDatabase &database, const QString &to)
{
    Connection &connection = database.connection();
    const Engine &engine = connection.server().engine == "mariadb" ? mariadbEngine() : mysqlEngine();
    QuietContext context;
    const Schema before = engine.catalogue->read(connection, {}, context).value_or(Schema());
    runs(connection, u"CREATE TABLE aside LIKE t"_s);
    runs(connection, u"DROP TABLE t"_s);
    runs(connection, to);
    const Schema after =
        matched(engine.catalogue->read(connection, {}, context).value_or(Schema()), before, engine.nameRule);
    runs(connection, u"DROP TABLE t"_s);
    runs(connection, u"RENAME TABLE aside TO t"_s);
    const ObjectId aside = after.idOf(Kind::Table, {QString(), u"aside"_s});
    const Target target{connection.server(), {}, false, {}};
    return planBetween(before, after.withoutTree(aside), target, engine).value_or(PlanPair()).up;
}

void MysqlPartitionsTest::othersStay()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    MysqlDatabase database(server);
    Connection &connection = database.connection();
    QVERIFY(runs(connection, made(range({u"a (10)"_s, u"b (20)"_s, u"c (30)"_s, u"d (40)"_s}))));
    const Plan plan =
        planned(database, made(range({u"a (10)"_s, u"b1 (15)"_s, u"b (20)"_s, u"c (30)"_s, u"d (40)"_s, u"e (50)"_s})));
    QCOMPARE(plan.statements().size(), 2);
    QVERIFY(runs(connection, u"INSERT INTO t VALUES (1, 1), (12, 2), (17, 3), (25, 4), (35, 5)"_s));
    const QMap<QString, QString> before = places(connection);
    QCOMPARE(before.size(), 4);
    for (const QString &statement : plan.statements())
        QVERIFY(runs(connection, statement));
    const QMap<QString, QString> after = places(connection);
    QCOMPARE(after.size(), 6);
    for (const QString &part : {u"a"_s, u"c"_s, u"d"_s})
        QCOMPARE(after.value(part), before.value(part));
    QVERIFY(after.value(u"b"_s) != before.value(u"b"_s));
    QCOMPARE(shown(connection, u"SELECT n FROM t ORDER BY n"_s), u"1 2 3 4 5"_s);
    QList<bool> rewrites;
    for (const Step &step : plan.steps) {
        for (const Statement &statement : step.statements)
            rewrites += statement.facts.rewrites;
    }
    QCOMPARE(rewrites, QList<bool>({true, false}));
}

namespace {

QString randomRange(QRandomGenerator &random)
{
    QStringList names{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s}, parts;
    std::shuffle(names.begin(), names.end(), random);
    for (int bound = 10; bound <= 40; bound += 10) {
        if (random.bounded(3) || bound == 40)
            parts += names.takeLast() + u" (%1)"_s.arg(bound);
    }
    if (random.bounded(2))
        parts += names.takeLast() + (random.bounded(2) ? u" MAXVALUE"_s : u" (50)"_s);
    return range(parts);
}

QString randomList(QRandomGenerator &random)
{
    QStringList names{u"a"_s, u"b"_s, u"c"_s, u"d"_s}, parts;
    if (random.bounded(3) == 0)
        std::shuffle(names.begin(), names.end(), random);
    QMap<int, QStringList> values;
    for (int value = 1; value <= 40; value += 4)
        values[random.bounded(3) ? value % 3 : random.bounded(4)] += QString::number(value);
    for (const QStringList &some : std::as_const(values))
        parts += names.takeFirst() + u' ' + some.join(u',');
    return list(parts);
}

} // namespace

void MysqlPartitionsTest::rowsStay()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    QRandomGenerator random(testSeed());
    for (int round = 0; round < 24; ++round) {
        MysqlDatabase database(server);
        Connection &connection = database.connection();
        const auto parts = round % 2 ? randomRange : randomList;
        const QString from = made(parts(random)), to = made(parts(random));
        QVERIFY(runs(connection, to));
        const QString wanted = shown(connection, u"SHOW CREATE TABLE t"_s);
        QVERIFY(runs(connection, u"DROP TABLE t"_s));
        QVERIFY(runs(connection, from));
        const Plan plan = planned(database, to);
        for (int value = 1; value < 40; value += 4)
            QVERIFY(runs(connection, u"INSERT INTO t VALUES (%1, %1)"_s.arg(value)));
        for (const QString &statement : plan.statements())
            QVERIFY2(runs(connection, statement), qPrintable(from + u"\n"_s + to));
        QCOMPARE(shown(connection, u"SHOW CREATE TABLE t"_s), wanted);
        QCOMPARE(shown(connection, u"SELECT n FROM t ORDER BY y"_s), u"1 5 9 13 17 21 25 29 33 37"_s);
    }
}

RELATA_TEST(MysqlPartitionsTest)

} // namespace relata
#include "tst_mysql_partitions.moc"
