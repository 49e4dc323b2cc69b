#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/schema/kinds/namespace_.h"
#include "models/schema/kinds/view.h"
#include "models/sql/sql_flavour.h"
#include "models/timeline/repeatable.h"
#include "tests/app/repeatable_files.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What a file may hold that runs again and again.
class RepeatableFilesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void refusesWhatRunsOnce_data();
    void refusesWhatRunsOnce();
    void takesWhatRunsAgain();
    void isLeftOutOfTheDesign();
    void filesMustLeadSomewhere();

private:
    EngineRegistry m_engines;
};

void RepeatableFilesTest::refusesWhatRunsOnce_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("table") << QByteArray("CREATE TABLE t (id INTEGER);");
    QTest::newRow("replaced table") << QByteArray("CREATE OR REPLACE TABLE t (id INTEGER);");
    QTest::newRow("rows") << QByteArray("INSERT INTO t VALUES (1);");
    QTest::newRow("update") << QByteArray("UPDATE t SET id = 1;");
    QTest::newRow("alter") << QByteArray("ALTER TABLE t ADD COLUMN n INTEGER;");
    QTest::newRow("drop table") << QByteArray("DROP TABLE IF EXISTS t;");
    QTest::newRow("with") << QByteArray("WITH x AS (SELECT 1) DELETE FROM t;");
    QTest::newRow("transaction") << QByteArray("COMMIT;");
    QTest::newRow("view that is there") << QByteArray("CREATE VIEW v AS SELECT 1;");
    QTest::newRow("view that is kept") << QByteArray("CREATE VIEW IF NOT EXISTS v AS SELECT 1;");
    QTest::newRow("other view dropped") << QByteArray("DROP VIEW IF EXISTS w; CREATE VIEW v AS SELECT 1;");
    QTest::newRow("drop without if") << QByteArray("DROP VIEW v; CREATE VIEW v AS SELECT 1;");
    QTest::newRow("cascade") << QByteArray("DROP VIEW IF EXISTS v CASCADE; CREATE VIEW v AS SELECT 1;");
    QTest::newRow("behind a view") << QByteArray("CREATE OR REPLACE VIEW v AS SELECT 1; DELETE FROM t;");
    QTest::newRow("hidden") << QByteArray("/*!50001 DROP TABLE t */;");
}

void RepeatableFilesTest::refusesWhatRunsOnce()
{
    QFETCH(QByteArray, sql);
    RELATA_REQUIRE_SERVER("mariadb");
    const MigrateBench bench(m_engines, "mariadb", u"repeat_refuses"_s);
    QCOMPARE(bench.run(u"CREATE TABLE t (id INTEGER)"_s), QString());
    repeatable(bench, u"unfit"_s, sql);
    const Answer check = bench.migrate({u"check"_s, u"--no-replay"_s});
    QVERIFY2(check.status == 1 && check.out.contains("danger MC114: Statement "_L1), qPrintable(check.out + check.err));
    const Answer up = bench.migrate({u"up"_s});
    QVERIFY2(up.status != 0 && up.err.contains("may not run again and again"_L1), qPrintable(up.out + up.err));
    QCOMPARE(bench.run(u"SELECT id FROM t"_s), QString());
}

void RepeatableFilesTest::takesWhatRunsAgain()
{
    const auto made = [](const char *sql, const SqlFlavour &flavour) {
        MigrationFile file;
        file.up = QString::fromLatin1(sql);
        const auto objects = repeatedObjects(file, flavour);
        QStringList names;
        for (const RepeatedObject &one : objects.value_or(QList<RepeatedObject>()))
            names += one.schema + u'/' + one.name;
        return objects ? names.join(u' ') : objects.error().text();
    };
    QCOMPARE(made("CREATE OR REPLACE ALGORITHM = MERGE DEFINER = `root`@`localhost` SQL SECURITY INVOKER VIEW `a b` AS "
                  "SELECT 1;",
                 mysqlFlavour()),
        u"/a b"_s);
    QCOMPARE(made("CREATE OR REPLACE DEFINER = CURRENT_USER() VIEW s.v AS SELECT 1;", mariadbFlavour()), u"s/v"_s);
    QCOMPARE(made("DELIMITER //\nDROP PROCEDURE IF EXISTS p//\nCREATE PROCEDURE p() BEGIN DELETE FROM t; END//\n",
                 mysqlFlavour()),
        u"/p"_s);
    QCOMPARE(made("CREATE OR REPLACE FUNCTION shop.f() RETURNS INT AS $$ DELETE FROM t; SELECT 1 $$ LANGUAGE sql; "
                  "GRANT EXECUTE ON FUNCTION shop.f() TO PUBLIC; COMMENT ON FUNCTION shop.f() IS 'x';",
                 postgresqlFlavour()),
        u"shop/f"_s);
    QCOMPARE(made("DROP MATERIALIZED VIEW IF EXISTS m; CREATE MATERIALIZED VIEW m AS SELECT 1;", postgresqlFlavour()),
        u"/m"_s);
    QCOMPARE(
        made("DROP TRIGGER IF EXISTS t; CREATE TRIGGER t AFTER INSERT ON b BEGIN DELETE FROM c; END;", sqliteFlavour()),
        u"/t"_s);
}

/// Whether the design knows the view or not, no migration makes or drops it; what else there is, it does.
void RepeatableFilesTest::isLeftOutOfTheDesign()
{
    const Engine &engine = *m_engines.find("postgresql");
    const ObjectId place = ObjectId::random();
    const Schema bare = Schema().with(place, makeObject(Namespace{}));
    View view;
    view.schema = place;
    view.name = u"titles"_s;
    view.query = Expression::of(u"SELECT 1"_s);
    View changed = view, other = view;
    changed.query = Expression::of(u"SELECT 2"_s);
    other.name = u"others"_s;
    const ObjectId id = ObjectId::random(), otherId = ObjectId::random();
    const Schema with = bare.with(id, makeObject(view)), without = bare;
    const QList<RepeatedObject> objects{{Kind::View, {}, u"Titles"_s}};
    QVERIFY(withoutRepeated(without, with, objects, engine) == without);
    QVERIFY(withoutRepeated(with, without, objects, engine) == with);
    QVERIFY(withoutRepeated(with, bare.with(id, makeObject(changed)), objects, engine) == with);
    const Schema more = with.with(otherId, makeObject(other));
    QVERIFY(withoutRepeated(without, more, objects, engine) == bare.with(otherId, makeObject(other)));
    QVERIFY(withoutRepeated(without, with, {}, engine) == with);
    QVERIFY(withoutRepeated(without, with, {{Kind::Routine, {}, u"titles"_s}}, engine) == with);
}

void RepeatableFilesTest::filesMustLeadSomewhere()
{
    const MigrateBench bench(m_engines, {}, u"repeat_files"_s);
    const auto wrong = [&] {
        const Answer answer = bench.migrate({u"up"_s});
        return answer.status == 0 ? QString() : answer.err;
    };
    repeatable(bench, u"a"_s, "-- relata:after b\n-- relata:up\n" + viewAnew("a", "SELECT 1 AS n"));
    QVERIFY(wrong().contains("It is to run after b, which this folder does not hold"_L1));
    repeatable(bench, u"b"_s, "-- relata:after a\n-- relata:up\n" + viewAnew("b", "SELECT 1 AS n"));
    QVERIFY(wrong().contains("leads back to it"_L1));
    repeatable(bench, u"b"_s, "-- relata:id 5\n-- relata:up\n" + viewAnew("b", "SELECT 1 AS n"));
    QCOMPARE(wrong(), QString());
    repeatable(bench, u"c"_s, "-- relata:id 5\n-- relata:up\n" + viewAnew("c", "SELECT 1 AS n"));
    QVERIFY(wrong().contains("has the same id"_L1));
    repeatable(bench, u"c"_s, viewAnew("c", "SELECT 1 AS n") + "-- relata:down\nDROP VIEW c;\n");
    QVERIFY(!wrong().isEmpty());
    repeatable(bench, u"c"_s, "-- relata:up\n" + viewAnew("c", "SELECT 1 AS n") + "-- relata:down\nDROP VIEW c;\n");
    QVERIFY(wrong().contains("has no way down"_L1));
    repeatable(bench, u"c"_s, "-- relata:manual Wait\n-- relata:up\n" + viewAnew("c", "SELECT 1 AS n"));
    QVERIFY(wrong().contains("is not for what runs again and again"_L1));
    repeatable(bench, u"c"_s, "-- relata:up\n-- relata:run ./stop.sh\n" + viewAnew("c", "SELECT 1 AS n"));
    QVERIFY(wrong().contains("is not for what runs again and again"_L1));
    repeatable(bench, u"c"_s, "-- nothing yet\n");
    QVERIFY(wrong().contains("Repeatable c holds no statement"_L1));
    QVERIFY(QFile::rename(
        bench.project() + u"/migrations/repeatable/c.sql"_s, bench.project() + u"/migrations/repeatable/1c.sql"_s));
    QVERIFY(!wrong().isEmpty());
}

RELATA_TEST(RepeatableFilesTest)
#include "tst_repeatable_files.moc"
