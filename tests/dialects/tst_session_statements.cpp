#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Which statements of a script only set its session, and which leave in it what cannot be had again.
class TestSessionStatements : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void areTold_data();
    void areTold();
    void strictModeKeepsTheOthers_data();
    void strictModeKeepsTheOthers();

private:
    static void ofMysql();
    static void ofOthers();
    EngineRegistry m_registry;
};

void TestSessionStatements::areTold_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("sets");
    QTest::addColumn<bool>("fills");
    ofMysql();
    ofOthers();
}

static void add(const char *engine, const char *statement, bool sets, bool fills)
{
    QTest::addRow("%s: %s", engine, statement) << QByteArray(engine) << QString::fromLatin1(statement) << sets << fills;
}

void TestSessionStatements::ofMysql()
{
    for (const char *engine : {"mysql", "mariadb"}) {
        add(engine, "-- off\nset foreign_key_checks = 0", true, false);
        add(engine, "/*!40014 SET @OLD=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */", true, false);
        add(engine, "SET NAMES utf8mb4", true, false);
        add(engine, "USE shop", true, false);
        add(engine, "SET @n = 5", true, false);
        add(engine, "SET @n = (SELECT COUNT(*) FROM t)", true, true);
        add(engine, "SET @n := LAST_INSERT_ID()", true, true);
        add(engine, "SELECT COUNT(*) INTO @n FROM t", false, true);
        add(engine, "SELECT @n := 5", false, true);
        add(engine, "SELECT @n = 5", false, false);
        add(engine, "CREATE TEMPORARY TABLE t (a INT)", false, true);
        add(engine, "CREATE TABLE temporary_t (a INT)", false, false);
        add(engine, "SET GLOBAL max_connections = 5", false, false);
        add(engine, "SET @@GLOBAL.max_connections = 5", false, false);
        add(engine, "SET PASSWORD = 'x'", false, false);
        add(engine, "SET TRANSACTION READ ONLY", false, false);
        add(engine, "UPDATE t SET a = 1", false, false);
    }
    add("mariadb", "SET STATEMENT max_statement_time=1 FOR SELECT 1", false, false);
}

void TestSessionStatements::ofOthers()
{
    add("postgresql", "SET search_path = a, b", true, false);
    add("postgresql", "/* all */ set session characteristics as transaction read only", true, false);
    add("postgresql", "SET ROLE owner", true, false);
    add("postgresql", "RESET ALL", true, false);
    add("postgresql", "SELECT pg_catalog.set_config('search_path', '', false)", true, false);
    add("postgresql", "SELECT set_config('search_path', '', true)", false, false);
    add("postgresql", "SET LOCAL search_path = a", false, false);
    add("postgresql", "SET CONSTRAINTS ALL DEFERRED", false, false);
    add("postgresql", "CREATE TEMP TABLE t (a int)", false, true);
    add("postgresql", "CREATE TEMPORARY TABLE t ON COMMIT DROP AS SELECT 1", false, false);
    add("postgresql", "SELECT 1 INTO TEMP t", false, true);
    add("postgresql", "CREATE TABLE pg_temp.t (a int)", false, true);
    add("postgresql", "CREATE TABLE temp_t (a int)", false, false);
    add("sqlite", "PRAGMA foreign_keys = OFF", true, false);
    add("sqlite", "PRAGMA user_version = 3", false, false);
    add("sqlite", "ATTACH 'x.db' AS x", true, false);
    add("sqlite", "CREATE TEMP TABLE t (a)", false, true);
    add("sqlite", "CREATE TABLE t (a)", false, false);
}

void TestSessionStatements::areTold()
{
    QFETCH(QByteArray, engine);
    QFETCH(QString, statement);
    const RunnerPort &port = *m_registry.find(engine)->runner;
    QTEST(port.setsSession(statement), "sets");
    QTEST(port.fillsSession(statement), "fills");
}

void TestSessionStatements::strictModeKeepsTheOthers_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << QString() << u"ALTER TABLE t ADD a INT"_s << u"STRICT_ALL_TABLES"_s;
    QTest::newRow("kept") << u"PIPES_AS_CONCAT,STRICT_TRANS_TABLES,NO_ZERO_DATE"_s << u"UPDATE t SET a = 1"_s
                          << u"PIPES_AS_CONCAT,STRICT_TRANS_TABLES,NO_ZERO_DATE,STRICT_ALL_TABLES"_s;
    QTest::newRow("zero dates go on") << u"NO_ZERO_IN_DATE,NO_ZERO_DATE"_s << u"UPDATE t SET a = 1"_s
                                      << u"STRICT_ALL_TABLES"_s;
    QTest::newRow("quotes stay names") << u"ANSI_QUOTES,NO_BACKSLASH_ESCAPES"_s << u"DROP TABLE t"_s
                                       << u"STRICT_ALL_TABLES"_s;
    QTest::newRow("programs") << u"IGNORE_SPACE"_s
                              << u"CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET NEW.a = 1"_s
                              << u"IGNORE_SPACE"_s;
    QTest::newRow("no program") << QString() << u"CREATE TABLE event (a INT)"_s << u"STRICT_ALL_TABLES"_s;
}

void TestSessionStatements::strictModeKeepsTheOthers()
{
    QFETCH(QString, mode);
    QFETCH(QString, statement);
    QFETCH(QString, expected);
    const ServerInfo server{
        .engine = "mysql", .version = 50624, .versionText = {}, .product = {}, .settings = {{"sql_mode", mode}}};
    for (const char *engine : {"mysql", "mariadb"})
        QCOMPARE(m_registry.find(engine)->runner->settingFor(statement, server),
            QString(u"SET SESSION sql_mode = '"_s + expected + u'\''));
}

RELATA_TEST(TestSessionStatements)
#include "tst_session_statements.moc"
