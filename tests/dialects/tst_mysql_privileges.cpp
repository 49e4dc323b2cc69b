#include "dialects/mariadb/engine.h"
#include "dialects/mysql/engine.h"
#include "models/engine/engine.h"
#include "models/engine/monitor.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/run_script.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"
#include "models/schema/knowledge.h"
#include "models/schema/schema_file.h"
#include "tests/dialects/mysql_support.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QScopeGuard>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relata {

using namespace relata::tests;

namespace {

const Engine &engineOf(const QByteArray &server) { return server == "mariadb" ? mariadbEngine() : mysqlEngine(); }

Schema readSchema(Connection &connection, const QByteArray &server)
{
    QuietContext context;
    const Result<Schema> schema = engineOf(server).catalogue->read(connection, {}, context);
    if (!schema)
        qFatal("%s", qPrintable(schema.error().text()));
    return *schema;
}

int rowsAbout(Connection &connection, const QString &database)
{
    int count = 0;
    for (const QString &table : {u"tables_priv"_s, u"columns_priv"_s, u"procs_priv"_s, u"db"_s}) {
        const Result<Rows> rows =
            fetch(connection, u"SELECT COUNT(*) FROM mysql.%1 WHERE Db = '%2'"_s.arg(table, database));
        count += rows ? int(rows->number(0, 0)) : 1;
    }
    return count;
}

Result<Comparison> compared(const Schema &from, const Schema &to, Connection &connection, const QByteArray &server)
{
    QuietContext context;
    CompareOptions options;
    options.proof = false;
    options.renames = {{Kind::Table, {QString(), u"item"_s}, {QString(), u"thing"_s}}};
    return compareSchemas(from, to, engineOf(server), connection.server(), options, context);
}

} // namespace

/// What is known of privileges, and what is not.
class MysqlPrivilegesTest : public QObject {
    Q_OBJECT

private slots:
    void readsWhatIsGranted_data() { servers(); }
    void readsWhatIsGranted()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        makeAccounts(c);
        for (const QString &statement : Granting)
            QVERIFY(runs(c, statement));
        const Schema schema = readSchema(c, server);
        QVERIFY(knows(schema, Kind::Grant));
        QStringList seen;
        for (const ObjectId id : schema.all(Kind::Grant))
            seen += schema.displayName(id) + u": "_s + schema.find<Grant>(id)->privileges.join(u", "_s);
        seen.sort();
        QCOMPARE(seen.join(u'\n'),
            QStringList({u"item.'relata_o''brien'@'localhost': GRANT OPTION, UPDATE"_s,
                            u"item.'relata_reader'@'%': INSERT, SELECT"_s,
                            u"item.name.'relata_reader'@'%': SELECT, UPDATE"_s, u"put.'relata_reader'@'%': EXECUTE"_s})
                .join(u'\n'));
        const Schema again = matched(readSchema(c, server), schema, engineOf(server).nameRule);
        const auto itself = compared(schema, again, c, server);
        QVERIFY(itself && itself->isEmpty());
        QCOMPARE(unknownRemarks(schema, again).size(), 0);
    }

    /// Who may not look is shown nothing, and nothing is planned of it either way.
    void plansNothingOfTheUnknown_data() { servers(); }
    void plansNothingOfTheUnknown()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        makeAccounts(c);
        const QString user = database.name().right(16), who = u"'%1'@'%'"_s.arg(user);
        QVERIFY(runs(c, u"CREATE USER "_s + who));
        const auto tidy = qScopeGuard([&] { (void)perform(c, u"DROP USER "_s + who); });
        QVERIFY(runs(c, u"GRANT ALL ON `%1`.* TO %2"_s.arg(database.name(), who)));
        for (const QString &statement : Granting) {
            if (!statement.contains("PROCEDURE"_L1)) // which looks otherwise to who has not made it
                QVERIFY(runs(c, statement));
        }
        ConnectionProfile limited = database.profile();
        limited.user = user;
        const Schema known = readSchema(c, server), unknown = readSchema(*openMysql(limited), server);
        QVERIFY(!knows(unknown, Kind::Grant));
        QVERIFY(unknown.all(Kind::Grant).isEmpty());
        for (const auto &[from, to] : {std::pair(known, unknown), {unknown, known}, {unknown, unknown}}) {
            const auto seen = compared(from, to, c, server);
            QVERIFY(seen && seen->isEmpty() && seen->unmanaged.isEmpty());
            QVERIFY(diffSql(*seen, engineOf(server)).contains("GRANT SELECT ON mysql.tables_priv"_L1));
        }
        QCOMPARE(unknownRemarks(known, known).size(), 0);
        staysUnknownInFiles(known, unknown);
        leavesThemWhereItRenames(known, unknown, c, server);
    }

    /// Rights on all that is in a database stand in no schema, and are told all the same, to who may see them.
    void tellsOfRightsOnAll_data() { servers(); }
    void tellsOfRightsOnAll()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        const Monitor &monitor = *engineOf(server).monitor;
        QCOMPARE(monitor.rightsOnAll(c).value(), QStringList());
        const QString user = database.name().right(16), who = u"'%1'@'%'"_s.arg(user);
        QVERIFY(runs(c, u"CREATE USER "_s + who));
        const auto tidy = qScopeGuard([&] { (void)perform(c, u"DROP USER "_s + who); });
        QVERIFY(runs(c, u"GRANT SELECT, INSERT ON `%1`.* TO %2 WITH GRANT OPTION"_s.arg(database.name(), who)));
        const QStringList told{who + u": INSERT, SELECT WITH GRANT OPTION"_s};
        QCOMPARE(monitor.rightsOnAll(c).value(), told);
        ConnectionProfile limited = database.profile();
        limited.user = user;
        QCOMPARE(monitor.rightsOnAll(*openMysql(limited)).value(), told);
        QVERIFY(readSchema(c, server).all(Kind::Grant).isEmpty());
        MysqlDatabase other(server);
        QCOMPARE(monitor.rightsOnAll(other.connection()).value(), QStringList());
    }

    /// What a script grants in a scratch database goes with that.
    void leavesNothingOfAScratch_data() { servers(); }
    void leavesNothingOfAScratch()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        makeAccounts(database.connection());
        QuietContext context;
        QString name;
        {
            const auto made = engineOf(server).scratch->create(database.profile(), context);
            QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().text()));
            Connection &inside = (*made)->connection();
            const QStringList onAll{u"GRANT SELECT, INSERT ON * TO 'relata_reader'@'%' WITH GRANT OPTION"_s};
            const auto script = scriptStatements((Granting + onAll).join(u";\n"_s), engineOf(server), inside.server());
            const Result<> done = runScript(inside, engineOf(server), script, 0, {}, context);
            QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().text()));
            name = (*made)->profile().database;
            QVERIFY(rowsAbout(database.connection(), name) >= 5);
        }
        QCOMPARE(rowsAbout(database.connection(), name), 0);
    }

    /// What a killed program's scratch database has left is gone with the next one that is made.
    void sweepsWhatAScratchLeft_data() { servers(); }
    void sweepsWhatAScratchLeft()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        makeAccounts(c);
        const QString left = u"_relata_scratch_gone_%1"_s.arg(database.name()).left(60);
        QVERIFY(runs(c, u"CREATE DATABASE "_s + left) && runs(c, u"CREATE TABLE %1.item (id int)"_s.arg(left)));
        QVERIFY(runs(c, u"GRANT SELECT (id), UPDATE ON "_s + left + u".item TO 'relata_reader'@'%'"_s));
        QVERIFY(runs(c, u"DROP DATABASE "_s + left));
        QVERIFY(rowsAbout(c, left) > 0);
        QuietContext context;
        const auto made = engineOf(server).scratch->create(database.profile(), context);
        QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().text()));
        QCOMPARE(rowsAbout(c, left), 0);
    }

    /// An account that is missing is named as missing, whatever the server would do by itself.
    void makesNoAccount_data() { servers(); }
    void makesNoAccount()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server), wanted(server);
        Connection &c = database.connection();
        const QString who = u"'%1'@'%'"_s.arg(database.name().right(16));
        const QString table = u"CREATE TABLE item (id int)"_s, grant = u"GRANT SELECT ON item TO "_s + who;
        QVERIFY(runs(c, table) && runs(wanted.connection(), table));
        QVERIFY(runs(c, u"CREATE USER "_s + who) && runs(wanted.connection(), grant));
        const auto seen = compared(readSchema(c, server), readSchema(wanted.connection(), server), c, server);
        QVERIFY(seen && !seen->isEmpty());
        QVERIFY(runs(wanted.connection(), u"REVOKE ALL ON item FROM "_s + who) && runs(c, u"DROP USER "_s + who));
        QuietContext context;
        const Engine &engine = engineOf(server);
        for (const QStringList &script : {seen->plan.up.statements(), QStringList{grant}}) {
            const Result<> done = runScript(c, engine, scriptStatements(script, engine, c.server()), 0, {}, context);
            QVERIFY(!done.has_value());
            QVERIFY2(done.error().text().contains("does not exist on this server"_L1), qPrintable(done.error().text()));
        }
        bool isRefused = false; // as the mysql client runs what was planned
        for (const QString &statement : seen->plan.up.statements())
            isRefused = isRefused || !perform(c, statement);
        QVERIFY(isRefused);
        QVERIFY(fetch(c, u"SELECT 1 FROM mysql.user WHERE User = '%1'"_s.arg(database.name().right(16)))->isEmpty());
    }

private:
    static inline const QStringList Granting{u"CREATE TABLE item (id int PRIMARY KEY, name varchar(20))"_s,
        u"CREATE PROCEDURE put(n int) SELECT n"_s, u"GRANT SELECT, INSERT ON item TO 'relata_reader'@'%'"_s,
        u"GRANT SELECT (name), UPDATE (name) ON item TO 'relata_reader'@'%'"_s,
        u"GRANT UPDATE ON item TO 'relata_o''brien'@'localhost' WITH GRANT OPTION"_s,
        u"GRANT EXECUTE ON PROCEDURE put TO 'relata_reader'@'%'"_s};

    static void servers()
    {
        QTest::addColumn<QByteArray>("server");
        for (const QByteArray server : {"mariadb", "mysql56"})
            QTest::newRow(server.constData()) << server;
    }

    static void staysUnknownInFiles(const Schema &known, const Schema &unknown)
    {
        for (const Schema &schema : {known, unknown, knowingNothing(known)}) {
            const Result<Schema> files = readSchemaFiles(writeSchemaFiles(schema));
            const Result<Schema> lines = readSchemaLines(writeSchemaLines(schema), {});
            QVERIFY(files && lines);
            QCOMPARE(knows(*files, Kind::Grant), knows(schema, Kind::Grant));
            QCOMPARE(knows(*lines, Kind::Grant), knows(schema, Kind::Grant));
        }
        // As files have it that were written before privileges were known.
        QCOMPARE(unknownRemarks(known, knowingNothing(unknown)).size(), 1);
        QVERIFY(
            ChangeSet::between(matched(knowingNothing(unknown), known, NameRule::CaseInsensitive), known).isEmpty());
    }

    static void leavesThemWhereItRenames(
        const Schema &known, const Schema &unknown, Connection &connection, const QByteArray &server)
    {
        QVERIFY(runs(connection, u"RENAME TABLE item TO thing"_s));
        const Schema later = readSchema(connection, server);
        for (const auto &[from, to] : {std::pair(known, knowingNothing(later)), {unknown, later}}) {
            const auto seen = compared(from, to, connection, server);
            QVERIFY(seen.has_value());
            QCOMPARE(seen->plan.up.statements(), QStringList{u"RENAME TABLE item TO thing"_s});
            QVERIFY(
                std::any_of(seen->plan.up.steps.front().findings.begin(), seen->plan.up.steps.front().findings.end(),
                    [](const Finding &one) { return one.code == QByteArray("DP101"); }));
        }
    }
};

RELATA_TEST(MysqlPrivilegesTest)

} // namespace relata

#include "tst_mysql_privileges.moc"
