#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/project/new_migration.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

bool isPostgresql(const QByteArray &server) { return server.startsWith("postgresql"); }

/// Two tables with a column of one list; `key`: what tells the rows of the first apart.
QString tables(const QByteArray &server, const QStringList &labels, const QString &key = u"PRIMARY KEY"_s)
{
    QString list = u"'"_s + labels.join(u"', '"_s) + u"'"_s;
    if (!isPostgresql(server))
        return u"CREATE TABLE item (id int NOT NULL %1, feeling enum(%2), many set(%2));\n"
               "CREATE TABLE other (id int NOT NULL PRIMARY KEY, feeling enum(%2));\n"_s.arg(key, list);
    return u"CREATE TYPE mood AS ENUM (%2);\n"
           "CREATE TABLE item (id int NOT NULL %1, feeling mood, many mood[]);\n"
           "CREATE TABLE other (id int NOT NULL PRIMARY KEY, feeling mood);\n"
           "CREATE VIEW shown AS SELECT id, feeling FROM item WHERE feeling = 'glad';\n"_s.arg(key, list);
}

QString rowsFor(const QByteArray &server)
{
    const bool arrays = isPostgresql(server);
    return u"INSERT INTO item VALUES (1, 'sad', %1), (2, 'fair', %2), (3, 'fair', NULL), (4, 'glad', %3);"
           "INSERT INTO other VALUES (7, 'fair')"_s.arg(arrays ? u"'{sad}'"_s : u"'sad'"_s,
               arrays ? u"'{sad,fair}'"_s : u"'sad,fair'"_s, arrays ? u"'{fair}'"_s : u"'fair'"_s);
}

const QStringList Before{u"sad"_s, u"fair"_s, u"glad"_s};

} // namespace

/// Values that go from an enum: rows that hold them are found before a statement runs, replaced where somebody says by
/// what, and come back.
class EnumValuesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void refusesWhileRowsHoldIt_data() { eachServer(); }
    void refusesWhileRowsHoldIt();
    void replacesAndBringsBack_data() { eachServer(); }
    void replacesAndBringsBack();
    void replacesByNewOne_data() { eachServer(); }
    void replacesByNewOne();
    void leavesMembersPutInSince_data() { eachList(); }
    void leavesMembersPutInSince();
    void leavesTimesOfUpdates_data() { eachList(); }
    void leavesTimesOfUpdates();
    void saysWhatDoesNotComeBack_data() { eachServer(); }
    void saysWhatDoesNotComeBack();
    void downAsksForValuesTakenSince_data() { eachServer(); }
    void downAsksForValuesTakenSince();
    void keepsOrderOfRowsByText_data() { eachServer(); }
    void keepsOrderOfRowsByText();
    void refusesAnswers();
    void refusesWhatCannotMoveOver_data();
    void refusesWhatCannotMoveOver();

private:
    static void eachServer()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : {"postgresql15", "postgresql18", "mariadb", "mysql56"})
            QTest::newRow(server) << QByteArray(server);
    }

    static void eachList()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : {"mariadb", "mysql56"})
            QTest::newRow(server) << QByteArray(server);
    }

    Result<NewMigration> draft(
        const MigrateBench &bench, const QString &from, const QString &to, const QList<FillAnswer> &answers = {})
    {
        const Engine &engine = *m_engines.find(bench.database.profile.engine);
        const auto connection = engine.driver->open(bench.database.profile);
        if (!connection)
            return failure(connection.error());
        const Result<Schema> before = m_schemas.read(from, engine, bench.database.profile, m_context);
        const Result<Schema> after = m_schemas.read(to, engine, bench.database.profile, m_context);
        if (!before || !after)
            return failure(before ? after.error() : before.error());
        DraftOptions options;
        options.fills = answers;
        return draftMigration(
            *before, matched(*after, *before, engine.nameRule), engine, (*connection)->server(), options);
    }

    /// The first migration applied, with rows, and the second written.
    void prepare(const MigrateBench &bench, const QByteArray &server, const QString &from, const NewMigration &second)
    {
        bench.migration(1, "tables", from.toUtf8(), "SELECT 1;\n");
        bench.migration(2, "labels", second.file.up.toUtf8(), second.file.down.toUtf8());
        (void)bench.answer({u"up"_s, u"--to"_s, u"001"_s});
        QCOMPARE(bench.run(rowsFor(server)), QString());
    }

    /// What a column's removed value is named by.
    static QList<FillAnswer> replaced(const QByteArray &server, const QString &other)
    {
        if (isPostgresql(server))
            return {{u"mood"_s, other, false, u"fair"_s}};
        return {{u"item.feeling"_s, other, false, u"fair"_s}, {u"item.many"_s, other, false, u"fair"_s},
            {u"other.feeling"_s, other, false, u"fair"_s}};
    }

    EngineRegistry m_engines;
    ScriptSchemas m_schemas;
    QuietContext m_context;
};

const QStringList Allowed{u"up"_s, u"--allow"_s, u"all"_s};
const QString Feelings = u"SELECT id, feeling, many FROM item ORDER BY id"_s;

void EnumValuesTest::refusesWhileRowsHoldIt()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"enum_refused"_s);
    const QString from = tables(server, Before);
    const auto second = draft(bench, from, tables(server, {u"sad"_s, u"glad"_s}));
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    prepare(bench, server, from, *second);
    const QString rows = bench.rows(Feelings);
    const Answer refused = bench.migrate({u"up"_s});
    QCOMPARE(refused.status, 4);
    const QString quote = isPostgresql(server) ? u"\""_s : u"`"_s;
    const auto plain = [&](QString text) { return text.remove(quote); };
    for (const QString &one : {u"values go from item.feeling (fair); rows that hold one: 2 (id = 2, feeling = fair; "
                               "id = 3, feeling = fair)"_s,
             u"values go from other.feeling (fair); rows that hold one: 1 (id = 7, feeling = fair)"_s,
             u"values go from item.many (fair); rows that hold one: 2 (id = 2, many = "_s})
        QVERIFY2(plain(refused.err).contains(one), qPrintable(one + u"\nis not in:\n"_s + refused.err));
    QCOMPARE(bench.rows(Feelings), rows);
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    // Whoever lets it run all the same loses nothing: the server takes no such value.
    QCOMPARE(bench.migrate(Allowed + QStringList{u"--allow"_s, u"DATA"_s}).status, 3);
    QCOMPARE(bench.rows(u"SELECT count(*) FROM item WHERE feeling = 'fair'"_s), u"2"_s);
    QCOMPARE(bench.run(isPostgresql(server)
                     ? u"UPDATE item SET feeling = 'sad' WHERE feeling = 'fair'; UPDATE item SET many = "
                       "array_remove(many, 'fair'); UPDATE other SET feeling = NULL"_s
                     : u"UPDATE item SET feeling = 'sad' WHERE feeling = 'fair'; UPDATE item SET many = 'sad'; "
                       "UPDATE other SET feeling = NULL"_s),
        QString());
    const Answer done = bench.migrate({u"resume"_s});
    if (done.status != 0)
        (void)bench.answer(Allowed);
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
}

void EnumValuesTest::replacesAndBringsBack()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"enum_replaced"_s);
    const QString from = tables(server, Before);
    const auto second = draft(bench, from, tables(server, {u"glad"_s, u"sad"_s}), replaced(server, u"glad"_s));
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    prepare(bench, server, from, *second);
    const QString rows = bench.rows(Feelings);
    (void)bench.answer(Allowed);
    const bool arrays = isPostgresql(server);
    QCOMPARE(bench.rows(u"SELECT id, feeling FROM item ORDER BY id"_s), u"1|sad\n2|glad\n3|glad\n4|glad"_s);
    QCOMPARE(bench.rows(u"SELECT many FROM item WHERE id IN (2, 4) ORDER BY id"_s),
        arrays ? u"{sad,glad}\n{glad}"_s : u"glad,sad\nglad"_s);
    QCOMPARE(bench.rows(u"SELECT feeling FROM other"_s), u"glad"_s);
    QCOMPARE(bench.run(u"UPDATE item SET feeling = 'sad' WHERE id = 3"_s), QString()); // somebody's, since
    (void)bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.rows(Feelings), QString(rows).replace(u"3|fair"_s, u"3|sad"_s));
    QCOMPARE(bench.rows(u"SELECT feeling FROM other"_s), u"fair"_s);
    (void)bench.answer(Allowed);
    QCOMPARE(bench.rows(u"SELECT id, feeling FROM item ORDER BY id"_s), u"1|sad\n2|glad\n3|sad\n4|glad"_s);
}

/// One takes the place of another, under another name.
void EnumValuesTest::replacesByNewOne()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"enum_new"_s);
    const QString from = tables(server, Before);
    const auto second =
        draft(bench, from, tables(server, {u"sad"_s, u"okay"_s, u"glad"_s}), replaced(server, u"okay"_s));
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    prepare(bench, server, from, *second);
    const QString rows = bench.rows(Feelings);
    (void)bench.answer(Allowed);
    QCOMPARE(second->file.up.contains("RENAME VALUE 'fair' TO 'okay'"_L1), isPostgresql(server));
    QCOMPARE(second->file.up.contains("UPDATE"_L1), !isPostgresql(server));
    QCOMPARE(
        bench.rows(u"SELECT id, feeling FROM item ORDER BY feeling DESC, id"_s), u"4|glad\n2|okay\n3|okay\n1|sad"_s);
    (void)bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.rows(Feelings), rows);
}

/// A set that is not any more what it was made is left as it is, by whatever member.
void EnumValuesTest::leavesMembersPutInSince()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"set_since"_s);
    const QString table = u"CREATE TABLE u (id int NOT NULL PRIMARY KEY, s set(%1), t set(%2));\n"_s;
    const QString from = table.arg(u"'x','y','z','yy'"_s, u"'x','y','z'"_s);
    const auto second = draft(bench, from, table.arg(u"'x','z','yy'"_s, u"'x','z'"_s),
        {{u"u.s"_s, u"yy"_s, false, u"y"_s}, {u"u.t"_s, {}, false, u"y"_s}});
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    bench.migration(1, "tables", from.toUtf8(), "SELECT 1;\n");
    bench.migration(2, "labels", second->file.up.toUtf8(), second->file.down.toUtf8());
    (void)bench.answer({u"up"_s, u"--to"_s, u"001"_s});
    QCOMPARE(bench.run(u"INSERT INTO u VALUES (1, 'x,y', 'x,y'), (2, 'x,y', 'y'), (3, 'y,yy', 'x,y'), (4, 'y', 'y')"_s),
        QString());
    (void)bench.answer(Allowed);
    QCOMPARE(bench.rows(u"SELECT id, s, t FROM u ORDER BY id"_s), u"1|x,yy|x\n2|x,yy|\n3|yy|x\n4|yy|"_s);
    QCOMPARE(bench.run(u"UPDATE u SET s = 'yy,z,x', t = 'z' WHERE id = 2; UPDATE u SET s = '', t = '' WHERE id = 3"_s),
        QString());
    (void)bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.rows(u"SELECT id, s, t FROM u ORDER BY id"_s), u"1|x,y|x,y\n2|x,z,yy|z\n3||\n4|y|y"_s);
}

/// Nobody has updated a row whose values are only moved over.
void EnumValuesTest::leavesTimesOfUpdates()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"enum_times"_s);
    const QString table = u"CREATE TABLE u (id int NOT NULL PRIMARY KEY, e enum(%1), n int %2, ts timestamp NOT NULL "
                          "DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP);\n"_s;
    const QString from = table.arg(u"'a','b'"_s, u"NULL"_s);
    const auto second = draft(bench, from, table.arg(u"'a'"_s, u"NOT NULL"_s),
        {{u"u.e"_s, u"a"_s, false, u"b"_s}, {u"u.n"_s, u"7"_s, false, {}}});
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    bench.migration(1, "tables", from.toUtf8(), "SELECT 1;\n");
    bench.migration(2, "labels", second->file.up.toUtf8(), second->file.down.toUtf8());
    (void)bench.answer({u"up"_s, u"--to"_s, u"001"_s});
    QCOMPARE(bench.run(u"INSERT INTO u VALUES (1, 'b', NULL, '2001-02-03 04:05:06')"_s), QString());
    (void)bench.answer(Allowed);
    const QString row = u"SELECT e, n, ts FROM u"_s;
    QCOMPARE(bench.rows(row), u"a|7|2001-02-03 04:05:06"_s);
    (void)bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.rows(row), u"b|7|2001-02-03 04:05:06"_s);
}

void EnumValuesTest::saysWhatDoesNotComeBack()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"enum_keyless"_s);
    const auto second =
        draft(bench, tables(server, Before, {}), tables(server, {u"sad"_s, u"glad"_s}, {}), replaced(server, u"sad"_s));
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    int told = 0;
    for (const Step &step : second->plan.up.steps) {
        for (const Finding &finding : step.findings)
            told += finding.code == "DL114" && finding.message.arguments.value(0).startsWith("item."_L1);
    }
    QCOMPARE(told, 2); // of the table without a key, not of the other
    QVERIFY(!second->file.down.contains("item_labels"_L1) && second->file.down.contains("other_labels"_L1));
}

void EnumValuesTest::downAsksForValuesTakenSince()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"enum_since"_s);
    const QString from = tables(server, Before);
    const auto second = draft(bench, from, tables(server, {u"sad"_s, u"fair"_s, u"glad"_s, u"high"_s}));
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    prepare(bench, server, from, *second);
    (void)bench.answer(Allowed);
    QCOMPARE(bench.run(u"UPDATE item SET feeling = 'high' WHERE id < 3"_s), QString());
    const Answer refused = bench.migrate({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QVERIFY2(
        refused.status == 4 && refused.err.contains("item.feeling would not take high any more, and 2 rows hold it"_L1),
        qPrintable(refused.err));
    QCOMPARE(bench.run(u"UPDATE item SET feeling = 'sad' WHERE id < 3"_s), QString());
    (void)bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
}

/// Another order changes the numbers behind the values, not the values.
void EnumValuesTest::keepsOrderOfRowsByText()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"enum_order"_s);
    const QString from = tables(server, Before);
    const auto second = draft(bench, from, tables(server, {u"glad"_s, u"fair"_s, u"sad"_s}));
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    prepare(bench, server, from, *second);
    const QString rows = bench.rows(u"SELECT id, feeling FROM item ORDER BY id"_s);
    (void)bench.answer(Allowed);
    QCOMPARE(bench.rows(u"SELECT id, feeling FROM item ORDER BY id"_s), rows);
    QCOMPARE(bench.rows(u"SELECT feeling FROM item ORDER BY feeling, id"_s), u"glad\nfair\nfair\nsad"_s);
    (void)bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.rows(u"SELECT feeling FROM item ORDER BY feeling, id"_s), u"sad\nfair\nfair\nglad"_s);
}

void EnumValuesTest::refusesAnswers()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"enum_answers"_s);
    const QString from = tables("postgresql15", Before), to = tables("postgresql15", {u"sad"_s, u"glad"_s});
    for (const FillAnswer &wrong : {FillAnswer{u"mood"_s, u"high"_s, false, u"fair"_s},
             FillAnswer{u"mood"_s, u"sad"_s, false, u"glad"_s}, FillAnswer{u"feeling"_s, u"sad"_s, false, u"fair"_s},
             FillAnswer{u"item.id"_s, u"sad"_s, false, u"fair"_s}}) {
        const auto drafted = draft(bench, from, to, {wrong});
        QVERIFY(!drafted);
        QVERIFY2(drafted.error().code == Error::Code::Usage, qPrintable(drafted.error().text()));
    }
}

void EnumValuesTest::refusesWhatCannotMoveOver_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *what, const char *more, const char *reason) {
        QTest::newRow(what) << QString::fromLatin1(more) << QString::fromLatin1(reason);
    };
    row("stored composite", "CREATE TYPE pair AS (one mood); CREATE TABLE t (p pair);",
        "mood cannot lose or reorder values: rows hold values of the composite type pair, which has it.");
    row("partition key", "CREATE TABLE t (m mood) PARTITION BY LIST (m);",
        "mood cannot lose or reorder values: the partitions of t go by t.m, whose type cannot change.");
    row("cast", "CREATE CAST (mood AS integer) WITH INOUT AS ASSIGNMENT;", "is not managed by Relata");
    row("range in a table", "CREATE TYPE span AS RANGE (subtype = mood); CREATE TABLE t (s span);",
        "t.s cannot be changed so without being created anew");
    row("default by function",
        "CREATE FUNCTION usual() RETURNS mood LANGUAGE sql AS 'SELECT ''sad''::mood'; CREATE TABLE t (m mood DEFAULT "
        "usual());",
        "t.m cannot be changed so without being created anew");
}

void EnumValuesTest::refusesWhatCannotMoveOver()
{
    QFETCH(const QString, more);
    QFETCH(const QString, reason);
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"enum_obstacle"_s);
    const auto drafted = draft(
        bench, tables("postgresql15", Before) + more, tables("postgresql15", {u"glad"_s, u"fair"_s, u"sad"_s}) + more);
    QVERIFY(!drafted);
    QVERIFY2(drafted.error().text().contains(reason), qPrintable(drafted.error().text()));
}

RELATA_TEST(EnumValuesTest)
#include "tst_enum_values.moc"
