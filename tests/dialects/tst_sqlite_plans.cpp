#include "dialects/sqlite/engine.h"
#include "models/diff/matcher.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/run_script.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"
#include "tests/dialects/sqlite_fixture.h"
#include "tests/support/case_file.h"
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Plans from one database to another, run up, down and up again on a real one with rows in it.
class SqlitePlansTest : public QObject {
    Q_OBJECT

private:
    static Result<PlanPair> plan(const Schema &from, const Schema &to, Connection &connection)
    {
        const Target target{connection.server(), {}, false, {}};
        return planBetween(from, to, target, sqliteEngine());
    }
    static QString run(Connection &connection, const Plan &plan)
    {
        QuietContext context;
        const Result<> done = runScript(connection, sqliteEngine(),
            scriptStatements(plan.statements(), sqliteEngine(), connection.server()), 0, {}, context);
        return done ? QString() : done.error().text();
    }

private slots:
    void leavesTheServersOwnDump_data();
    void leavesTheServersOwnDump();
    void runsInTheShell();
    void keepsChildRowsWhenTheParentIsRebuilt();
    void keepsChildRowsWhenARebuildIsResumed();
    void keepsTheNumbersGivenOut();
    void stopsWhenRowsBreakAForeignKey();
    void refusesToTouchWhatIsNotManaged();
    void refusesWhatTurnsUnmanaged();
    void keepsTheRowsOfVirtualTables();
    void provesOnADatabaseInMemory();
};

void SqlitePlansTest::leavesTheServersOwnDump_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : casePaths("sqlite"))
        QTest::newRow(qPrintable(path.section(u'/', -1))) << path;
}

void SqlitePlansTest::leavesTheServersOwnDump()
{
    QFETCH(QString, path);
    const CaseFile file = readCase(path);
    auto database = sqliteDatabase(), wanted = sqliteDatabase();
    QCOMPARE(runSqliteScript(*database, file.from.toUtf8()), QString());
    QCOMPARE(runSqliteScript(*wanted, file.to.toUtf8()), QString());
    const Schema before = inspectSqlite(*database);
    const Schema after = matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive, file.renames);
    const QStringList dump = sqliteDump(*database);
    const Result<PlanPair> plans = plan(before, after, *database);
    QVERIFY2(plans, plans ? "" : qPrintable(plans.error().text()));
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(run(*database, plans->up), QString());
        QCOMPARE(sqliteDump(*database), sqliteDump(*wanted));
        QCOMPARE(run(*database, plans->down), QString());
        QCOMPARE(sqliteDump(*database), dump);
    }
    QCOMPARE(fetch(*database, u"PRAGMA foreign_keys"_s)->number(0, 0), 1);
    QCOMPARE(fetch(*database, u"PRAGMA legacy_alter_table"_s)->number(0, 0), 0);
}

void SqlitePlansTest::runsInTheShell()
{
    const QString shell = QStandardPaths::findExecutable(u"sqlite3"_s);
    if (shell.isEmpty())
        QSKIP("The sqlite3 shell is not installed.");
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"shell.db"_s);
    auto database = sqliteDatabase(file), wanted = sqliteDatabase();
    const QByteArray start =
        "CREATE TABLE p (id INTEGER PRIMARY KEY, a);"
        "CREATE TABLE c (p INT REFERENCES p (id) ON DELETE CASCADE); CREATE VIEW v AS SELECT a FROM p;";
    QCOMPARE(runSqliteScript(*database, start + "INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1)"), QString());
    QCOMPARE(runSqliteScript(*wanted, QByteArray(start).replace("a)", "a TEXT NOT NULL)")), QString());
    const Schema before = inspectSqlite(*database);
    const Schema after = matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive);
    const Result<PlanPair> plans = plan(before, after, *database);
    QVERIFY(plans);
    const QStringList dump = sqliteDump(*database);
    for (const Plan *one : {&plans->up, &plans->down}) {
        QProcess process;
        process.start(shell, {u"-bail"_s, file});
        // Many keep this in their ~/.sqliterc: the rows of c must not follow those of p.
        process.write("PRAGMA foreign_keys = ON;\n" + planScript(*one, sqliteEngine()).toUtf8());
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(sqliteDump(*database), one == &plans->up ? sqliteDump(*wanted) : dump);
        QCOMPARE(fetch(*database, u"SELECT count(*) FROM c"_s)->number(0, 0), 1);
    }
}

void SqlitePlansTest::keepsChildRowsWhenTheParentIsRebuilt()
{
    auto database = sqliteDatabase(), wanted = sqliteDatabase();
    const QByteArray start = "CREATE TABLE p (id INTEGER PRIMARY KEY, up INT REFERENCES p ON DELETE CASCADE, a);"
                             "CREATE TABLE c (p INT REFERENCES p ON DELETE SET NULL);";
    QCOMPARE(runSqliteScript(
                 *database, start + "INSERT INTO p VALUES (1, NULL, 'x'), (2, 1, 'y'); INSERT INTO c VALUES (1), (2)"),
        QString());
    QCOMPARE(runSqliteScript(*wanted, QByteArray(start).replace("a)", "a TEXT)")), QString());
    const Schema before = inspectSqlite(*database);
    const Schema after = matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive);
    const Result<PlanPair> plans = plan(before, after, *database);
    QVERIFY(plans);
    const QStringList rows = sqliteRows(*database);
    QCOMPARE(rows.size(), 4);
    QCOMPARE(run(*database, plans->up), QString());
    QCOMPARE(sqliteRows(*database), rows);
}

void SqlitePlansTest::keepsChildRowsWhenARebuildIsResumed()
{
    const QTemporaryDir folder;
    auto database = sqliteDatabase(folder.filePath(u"a.db"_s)), wanted = sqliteDatabase();
    const QByteArray start = "CREATE TABLE p (id INTEGER PRIMARY KEY, a);"
                             "CREATE TABLE c (p INT REFERENCES p ON DELETE CASCADE); CREATE VIEW v AS SELECT a FROM p;";
    QCOMPARE(runSqliteScript(*database, start + "INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1)"), QString());
    QCOMPARE(runSqliteScript(*wanted, QByteArray(start).replace("a)", "a TEXT)")), QString());
    const Schema before = inspectSqlite(*database);
    const Result<PlanPair> plans =
        plan(before, matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive), *database);
    QVERIFY(plans);
    const QStringList good = plans->up.statements();
    QStringList bad = good;
    bad.insert(bad.indexOf(u"DROP TABLE p"_s) + 2, u"SELECT nowhere"_s);
    QuietContext context;
    const auto run = [&](Connection &connection, const QStringList &statements, int first) {
        return bool(runScript(connection, sqliteEngine(),
            scriptStatements(statements, sqliteEngine(), connection.server()), first, {}, context));
    };
    QVERIFY(!run(*database, bad, 0));
    QCOMPARE(fetch(*database, u"PRAGMA foreign_keys"_s)->number(0, 0), 1);
    QCOMPARE(fetch(*database, u"PRAGMA legacy_alter_table"_s)->number(0, 0), 0);
    auto later = sqliteDatabase(folder.filePath(u"a.db"_s));
    QVERIFY(run(*later, good, 1)); // the first statement was done, by another session
    QCOMPARE(sqliteDump(*later), sqliteDump(*wanted));
    QCOMPARE(fetch(*later, u"SELECT count(*) FROM c"_s)->number(0, 0), 1);
    QCOMPARE(fetch(*later, u"PRAGMA foreign_keys"_s)->number(0, 0), 1);
}

void SqlitePlansTest::keepsTheNumbersGivenOut()
{
    auto database = sqliteDatabase(), wanted = sqliteDatabase();
    QCOMPARE(runSqliteScript(*database,
                 "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a);"
                 "INSERT INTO t VALUES (41, 'gone'); DELETE FROM t"),
        QString());
    QCOMPARE(runSqliteScript(*wanted, "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)"), QString());
    const Schema before = inspectSqlite(*database);
    const Result<PlanPair> plans =
        plan(before, matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive), *database);
    QVERIFY(plans);
    QCOMPARE(run(*database, plans->up), QString());
    QCOMPARE(runSqliteScript(*database, "INSERT INTO t (a) VALUES ('next')"), QString());
    QCOMPARE(fetch(*database, u"SELECT id FROM t"_s)->number(0, 0), 42);
}

void SqlitePlansTest::stopsWhenRowsBreakAForeignKey()
{
    auto database = sqliteDatabase(), wanted = sqliteDatabase();
    const QByteArray start = "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (a INT);"
                             "CREATE TABLE d (c INT REFERENCES c (a));";
    QCOMPARE(runSqliteScript(*database, start + "INSERT INTO c VALUES (7)"), QString());
    QCOMPARE(runSqliteScript(*wanted, QByteArray(start).replace("a INT", "a INT REFERENCES p (id)")), QString());
    const Schema before = inspectSqlite(*database);
    const Result<PlanPair> plans =
        plan(before, matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive), *database);
    QVERIFY(plans);
    const QStringList dump = sqliteDump(*database);
    QVERIFY(!run(*database, plans->up).isEmpty());
    QCOMPARE(database->transaction(), TransactionState::None);
    QCOMPARE(sqliteDump(*database), dump);
    QCOMPARE(sqliteRows(*database), QStringList{u"c: 7"_s});
}

void SqlitePlansTest::refusesToTouchWhatIsNotManaged()
{
    auto database = sqliteDatabase(), wanted = sqliteDatabase();
    QCOMPARE(runSqliteScript(*database, "CREATE TABLE odd (a CONSTRAINT n DEFAULT 5); CREATE TABLE t (a)"), QString());
    QCOMPARE(
        runSqliteScript(*wanted, "CREATE TABLE odd (a CONSTRAINT n DEFAULT 5, b); CREATE TABLE t (a, b)"), QString());
    const Schema before = inspectSqlite(*database);
    const Result<PlanPair> plans =
        plan(before, matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive), *database);
    QVERIFY2(plans, plans ? "" : qPrintable(plans.error().text()));
    const QString text = plans->up.statements().join(u'\n');
    QVERIFY2(!text.contains(u"odd"_s) && text.contains(u"ADD COLUMN b"_s), qPrintable(text));
}

/// A table that is managed on one side alone is neither dropped nor made anew.
void SqlitePlansTest::refusesWhatTurnsUnmanaged()
{
    auto database = sqliteDatabase(), wanted = sqliteDatabase();
    QCOMPARE(runSqliteScript(*database, "CREATE TABLE odd (a)"), QString());
    QCOMPARE(runSqliteScript(*wanted, "CREATE TABLE odd (a CONSTRAINT n DEFAULT 5)"), QString());
    const Schema managed = inspectSqlite(*database), unmanaged = inspectSqlite(*wanted);
    QVERIFY(!plan(managed, matched(unmanaged, managed, NameRule::CaseInsensitive), *database));
    QVERIFY(!plan(unmanaged, matched(managed, unmanaged, NameRule::CaseInsensitive), *database));
}

void SqlitePlansTest::keepsTheRowsOfVirtualTables()
{
    auto database = sqliteDatabase(), wanted = sqliteDatabase();
    QCOMPARE(runSqliteScript(*database,
                 "CREATE VIRTUAL TABLE note USING fts5(title, body);"
                 "INSERT INTO note (rowid, title, body) VALUES (7, 'running', 'fast');"
                 "CREATE VIRTUAL TABLE place USING rtree(id, x0, x1); INSERT INTO place VALUES (3, 1.5, 2.5)"),
        QString());
    QCOMPARE(runSqliteScript(*wanted,
                 "CREATE VIRTUAL TABLE memo USING fts5(title, author, tokenize='porter');"
                 "CREATE VIRTUAL TABLE place USING rtree(id, x0, x1, +label)"),
        QString());
    const Schema before = inspectSqlite(*database);
    const QList<RenameNote> notes{{Kind::VirtualTable, {QString(), u"note"_s}, {QString(), u"memo"_s}}};
    const Result<PlanPair> plans =
        plan(before, matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive, notes), *database);
    QVERIFY2(plans, plans ? "" : qPrintable(plans.error().text()));
    QCOMPARE(run(*database, plans->up), QString());
    const Result<Rows> found = fetch(*database, u"SELECT rowid, title FROM memo WHERE memo MATCH 'run'"_s);
    QVERIFY(found && found->count == 1);
    QCOMPARE(found->text(0, 0) + found->text(0, 1), u"7running"_s);
    QCOMPARE(fetch(*database, u"SELECT x1 FROM place WHERE id = 3"_s)->text(0, 0), u"2.5"_s);
    QCOMPARE(run(*database, plans->down), QString());
    QCOMPARE(fetch(*database, u"SELECT title FROM note WHERE note MATCH 'running'"_s)->count, 1);
}

void SqlitePlansTest::provesOnADatabaseInMemory()
{
    auto database = sqliteDatabase(), wanted = sqliteDatabase();
    const QByteArray start = "CREATE TABLE p (id INTEGER PRIMARY KEY, a);"
                             "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p (id) ON DELETE CASCADE);";
    QCOMPARE(runSqliteScript(*database, start), QString());
    QCOMPARE(runSqliteScript(*wanted, QByteArray(start).replace("a)", "a TEXT)")), QString());
    QuietContext context;
    const Result<Comparison> comparison = compareSchemas(inspectSqlite(*database), inspectSqlite(*wanted),
        sqliteEngine(), database->server(), CompareOptions{}, context);
    QVERIFY(comparison);
    QVERIFY2(comparison->proof.proved, qPrintable(comparison->proof.summary().source() + comparison->proof.detail));
    QVERIFY(comparison->proof.rows > 0);
}

RELATA_TEST(SqlitePlansTest)
#include "tst_sqlite_plans.moc"
