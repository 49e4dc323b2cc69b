#include "dialects/common/register_engines.h"
#include "dialects/mysql/private_server.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/migrate.h"
#include "models/project/schema_source.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What a migration sets in its session holds for all of it, also when it stops and is resumed in another session, and
/// never for the ledger, the next migration or anybody else. On MySQL and MariaDB no migration loses data unsaid.
class TestMigrationSession : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void nothingIsLostUnsaid_data() { mysqlServers(); }
    void nothingIsLostUnsaid();
    void mysqlSettings_data() { mysqlServers(); }
    void mysqlSettings();
    void mysqlTransactions_data() { mysqlServers(); }
    void mysqlTransactions();
    void mysqlKeptRows_data() { mysqlServers(); }
    void mysqlKeptRows();
    void searchPath_data() { postgresqlServers(); }
    void searchPath();
    void roles_data() { postgresqlServers(); }
    void roles();

private:
    static void mysqlServers();
    static void postgresqlServers();
    EngineRegistry m_registry;
};

void TestMigrationSession::mysqlServers()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

void TestMigrationSession::postgresqlServers()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "postgresql18"})
        QTest::newRow(server) << QByteArray(server);
}

namespace {

/// Migrations of one database, each applied or resumed in a session that knows nothing of the last.
class Course {
public:
    Course(const EngineRegistry &registry, const ConnectionProfile &profile)
        : m_registry(registry)
        , m_profile(profile)
    {
        open();
    }

    void open() { QVERIFY(session.open(m_profile, m_registry)); }

    /// What went wrong, or nothing.
    QString apply(const QString &up, bool transaction = true)
    {
        const QString text = u"-- Migration %1: step\n-- relata:id 7a%1%2\n-- relata:up\n%3\n-- relata:down\n"_s.arg(
            u"%1"_s.arg(++m_count, 3, 10, QChar(u'0')), transaction ? QString() : u"\n-- relata:transaction none"_s,
            up);
        const auto file = parseMigration(text.toUtf8(), u"%1_step.sql"_s.arg(m_count, 3, 10, QChar(u'0')));
        if (!file)
            return file.error().text();
        last = *file;
        const auto done = applyMigration(*session.connection, m_profile, *session.engine, last, m_context);
        return done ? QString() : done.error().text();
    }

    QString resume()
    {
        open();
        const auto done = resumeMigration(*session.connection, m_profile, *session.engine, last, m_context);
        return done ? QString() : done.error().text();
    }

    QString answer(const QString &query) const
    {
        const auto rows = fetch(*session.connection, query);
        return !rows ? rows.error().text() : rows->isEmpty() ? QString() : rows->text(0, 0);
    }

    QString state() const
    {
        return answer(u"SELECT max(state) FROM _relata_migrations WHERE id = '%1'"_s.arg(last.id));
    }

    tests::Session session;
    MigrationFile last;

private:
    const EngineRegistry &m_registry;
    const ConnectionProfile m_profile;
    QuietContext m_context;
    int m_count = 0;
};

/// A database on a server of our own that is not strict.
ConnectionProfile lenient(const EngineRegistry &registry, std::unique_ptr<mysql::PrivateServer> &server)
{
    QuietContext context;
    auto started = mysql::PrivateServer::start(context);
    if (!started)
        return {};
    ConnectionProfile profile = (*started)->profile();
    const auto root = openConnection(profile, registry);
    if (!root || !perform(**root, u"SET GLOBAL sql_mode = 'NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION'"_s)
        || !perform(**root, u"CREATE DATABASE loss"_s))
        return {};
    server = std::move(*started);
    profile.database = u"loss"_s;
    return profile;
}

} // namespace

void TestMigrationSession::nothingIsLostUnsaid()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    std::unique_ptr<mysql::PrivateServer> own;
    std::optional<tests::OwnDatabase> database;
    ConnectionProfile profile;
    if (server == "mariadb") { // which is strict by itself: one of our own is not
        profile = lenient(m_registry, own);
        QVERIFY(own);
    } else {
        database.emplace(m_registry, server, QString(), u"loss"_s);
        profile = database->profile;
    }
    Course course(m_registry, profile);
    const QString mode = course.answer(u"SELECT @@sql_mode"_s);
    QVERIFY2(!mode.contains("STRICT"_L1), qPrintable(mode));
    QCOMPARE(course.apply(u"CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a VARCHAR(20), d DATE) ENGINE=InnoDB;\n"
                          "INSERT INTO t VALUES (1, NULL, '0000-00-00'), (2, 'as long as it is', NULL);"_s),
        QString());
    QVERIFY(!course.apply(u"ALTER TABLE t MODIFY a VARCHAR(20) NOT NULL;"_s).isEmpty());
    QVERIFY(!course.apply(u"ALTER TABLE t MODIFY a VARCHAR(5);"_s).isEmpty());
    QVERIFY(!course.apply(u"UPDATE t SET a = 'longer than there is room' WHERE id = 1;"_s).isEmpty());
    QVERIFY(!course.apply(u"SET FOREIGN_KEY_CHECKS = 0;\nUPDATE t SET a = 'longer than there is room';"_s).isEmpty());
    QVERIFY(!course.resume().isEmpty()); // no less strict behind what it sets again
    QCOMPARE(course.answer(u"SELECT COUNT(*) FROM t WHERE a IS NULL"_s), u"1"_s);
    QCOMPARE(course.answer(u"SELECT a FROM t WHERE id = 2"_s), u"as long as it is"_s);
    // Dates of zeros, taken so far, are no reason to refuse a change of the table.
    QCOMPARE(course.apply(u"ALTER TABLE t ADD b INT NULL, ENGINE=InnoDB;\n"
                          "CREATE TRIGGER cut BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1;"_s),
        QString());
    // The trigger, and whoever queries, have the server's own mode.
    QCOMPARE(course.answer(u"SELECT sql_mode FROM information_schema.triggers WHERE trigger_name = 'cut'"_s), mode);
    QCOMPARE(course.answer(u"SELECT @@sql_mode"_s), mode);
    // What the author sets holds.
    QCOMPARE(
        course.apply(u"SET sql_mode = '';\nUPDATE t SET a = 'longer than there is room' WHERE id = 1;"_s), QString());
    QCOMPARE(course.answer(u"SELECT a FROM t WHERE id = 1"_s), u"longer than there is"_s);
    QCOMPARE(course.answer(u"SELECT @@sql_mode"_s), mode);
}

void TestMigrationSession::mysqlSettings()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    const tests::OwnDatabase database(m_registry, server, QString(), u"session_settings"_s);
    Course course(m_registry, database.profile);
    QCOMPARE(course.apply(u"CREATE TABLE parent (id INT NOT NULL PRIMARY KEY, n INT) ENGINE=InnoDB;\n"
                          "INSERT INTO parent VALUES (1, 5), (2, 5);\n"
                          "CREATE TABLE child (id INT NOT NULL PRIMARY KEY, p INT, "
                          "FOREIGN KEY (p) REFERENCES parent (id)) ENGINE=InnoDB;"_s),
        QString());
    QVERIFY(!course
                 .apply(u"SET FOREIGN_KEY_CHECKS = 0;\nSET @first = 70;\nUSE information_schema;\n"
                        "CREATE UNIQUE INDEX once ON %1.parent (n);\n"
                        "INSERT INTO %1.child VALUES (@first, 99);"_s.arg(database.profile.database))
                 .isEmpty());
    QCOMPARE(course.state(), u"failed"_s);
    QCOMPARE(course.session.run(u"UPDATE parent SET n = id"_s), QString());
    QCOMPARE(course.resume(), QString());
    QCOMPARE(course.state(), u"applied"_s);
    QCOMPARE(course.answer(u"SELECT CONCAT(id, '-', p) FROM child"_s), u"70-99"_s);
    // Neither the next migration nor who works on in this session has any of it.
    QCOMPARE(course.answer(u"SELECT @@foreign_key_checks"_s), u"1"_s);
    QCOMPARE(course.answer(u"SELECT DATABASE()"_s), database.profile.database);
    QVERIFY(!course.apply(u"INSERT INTO child VALUES (71, 98);"_s).isEmpty());
    QCOMPARE(course.state(), u"failed"_s);
}

void TestMigrationSession::mysqlTransactions()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    const tests::OwnDatabase database(m_registry, server, QString(), u"session_transactions"_s);
    Course course(m_registry, database.profile);
    QCOMPARE(course.apply(u"CREATE TABLE t (id INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;"_s), QString());
    QVERIFY(!course
                 .apply(u"START TRANSACTION;\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\n"
                        "INSERT INTO t SELECT id FROM blocked;\nCOMMIT;"_s)
                 .isEmpty());
    QCOMPARE(course.answer(u"SELECT COUNT(*) FROM t"_s), u"0"_s);
    QCOMPARE(course.session.run(u"CREATE TABLE blocked (id INT)"_s), QString());
    QCOMPARE(course.resume(), QString());
    QCOMPARE(course.answer(u"SELECT COUNT(*) FROM t"_s), u"2"_s);
    QCOMPARE(course.apply(u"SET autocommit = 0;\nINSERT INTO t VALUES (3);"_s), QString());
    QCOMPARE(course.apply(u"START TRANSACTION;\nINSERT INTO t VALUES (4);"_s), QString());
    course.open();
    QCOMPARE(course.answer(u"SELECT COUNT(*) FROM t"_s), u"4"_s);
    QCOMPARE(course.state(), u"applied"_s);
}

void TestMigrationSession::mysqlKeptRows()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    const tests::OwnDatabase database(m_registry, server, QString(), u"session_rows"_s);
    for (const char *keeping :
        {"SET @n = (SELECT COUNT(*) FROM t)", "CREATE TEMPORARY TABLE kept AS SELECT 1 AS one"}) {
        Course course(m_registry, database.profile);
        QCOMPARE(course.session.run(u"DROP TABLE IF EXISTS t, late, _relata_migrations, _relata_statements;\n"
                                    "CREATE TABLE t (id INT NOT NULL PRIMARY KEY)"_s),
            QString());
        QVERIFY(!course.apply(QLatin1StringView(keeping) + u";\nINSERT INTO late VALUES (1);"_s).isEmpty());
        QCOMPARE(course.session.run(u"CREATE TABLE late (id INT)"_s), QString());
        const QString refusal = course.resume();
        QVERIFY2(refusal.contains("roll the migration back"_L1), qPrintable(refusal));
        QCOMPARE(course.answer(u"SELECT COUNT(*) FROM late"_s), u"0"_s);
    }
}

void TestMigrationSession::searchPath()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    const tests::OwnDatabase database(m_registry, server, QString(), u"session_path"_s);
    for (const bool transaction : {true, false}) {
        Course course(m_registry, database.profile);
        QCOMPARE(course.session.run(u"DROP SCHEMA IF EXISTS side CASCADE; DROP SCHEMA public CASCADE; "
                                    "CREATE SCHEMA public; CREATE SCHEMA side; CREATE TYPE mood AS ENUM ('good')"_s),
            QString());
        // The new label ends the transaction, so that what stands behind it stops on its own.
        QVERIFY(!course
                     .apply(u"SET search_path = side;\nSET statement_timeout = '77s';\nCREATE TABLE one (id int);\n"
                            "ALTER TYPE public.mood ADD VALUE 'bad';\nCREATE TABLE two AS SELECT * FROM public.late;"_s,
                         transaction)
                     .isEmpty());
        QCOMPARE(course.state(), u"failed"_s);
        QCOMPARE(course.answer(u"SELECT to_regclass('public.one')::text"_s), QString());
        QCOMPARE(course.answer(u"SELECT to_regclass('side.one')::text"_s), u"side.one"_s);
        QCOMPARE(course.session.run(u"CREATE TABLE late (id int)"_s), QString());
        QCOMPARE(course.resume(), QString());
        QCOMPARE(course.state(), u"applied"_s);
        QCOMPARE(course.answer(u"SELECT to_regclass('side.two')::text"_s), u"side.two"_s);
        QCOMPARE(course.answer(u"SELECT to_regclass('side._relata_migrations')::text"_s), QString());
        QCOMPARE(course.answer(u"SHOW statement_timeout"_s), u"0"_s);
        // The way of a dump: no path at all.
        QCOMPARE(course.apply(u"SELECT pg_catalog.set_config('search_path', '', false);\n"
                              "CREATE TABLE side.three (id int);"_s,
                     transaction),
            QString());
        QCOMPARE(course.apply(u"CREATE TABLE four (id int);"_s, transaction), QString());
        QCOMPARE(course.answer(u"SELECT to_regclass('public.four')::text"_s), u"four"_s);
    }
}

void TestMigrationSession::roles()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    const tests::OwnDatabase database(m_registry, server, QString(), u"session_roles"_s);
    const QString role = u"Plain "_s + database.profile.database;
    const auto ownerOf = [](const QString &table) {
        return u"SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = '%1'::regclass"_s.arg(table);
    };
    {
        Course course(m_registry, database.profile);
        QCOMPARE(course.session.run(u"CREATE ROLE \"%1\"; GRANT CREATE, USAGE ON SCHEMA public TO \"%1\""_s.arg(role)),
            QString());
        const QString self = course.answer(u"SELECT current_user"_s);
        for (const bool transaction : {true, false}) {
            const QString name = transaction ? u"joined"_s : u"single"_s;
            QCOMPARE(
                course.apply(
                    u"SET ROLE \"%1\";\nCREATE TABLE %2_one (id int);\nCREATE TABLE %2_two (id int);"_s.arg(role, name),
                    transaction),
                QString());
            QCOMPARE(course.state(), u"applied"_s);
            QCOMPARE(course.answer(ownerOf(name + u"_one"_s)), role);
            QCOMPARE(course.answer(ownerOf(name + u"_two"_s)), role);
            QCOMPARE(course.answer(u"SELECT current_user"_s), self);
            QCOMPARE(course.apply(u"CREATE TABLE %1_three (id int);"_s.arg(name), transaction), QString());
            QCOMPARE(course.answer(ownerOf(name + u"_three"_s)), self);
        }
        QCOMPARE(course.session.run(u"DROP OWNED BY \"%1\"; DROP ROLE \"%1\""_s.arg(role)), QString());
    }
}

RELATA_TEST(TestMigrationSession)
#include "tst_migration_session.moc"
