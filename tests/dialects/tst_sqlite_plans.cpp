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
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

enum Way { Native, Rebuild };

/// "column t.a -> t.b, table t -> u"
QList<RenameNote> notesOf(const QString &text)
{
    QList<RenameNote> notes;
    for (const QString &one : text.split(u", "_s, Qt::SkipEmptyParts)) {
        const QStringList words = one.split(u' ');
        const auto path = [](const QString &name) { return QStringList{QString()} + name.split(u'.'); };
        notes += {*kindNamed(words.at(0).toLatin1()), path(words.at(1)), path(words.at(3))};
    }
    return notes;
}

} // namespace

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
    static bool rebuilds(const Plan &plan) { return plan.statements().join(u'\n').contains(u"_relata_new_"_s); }

private slots:
    void goesUpAndDown_data();
    void goesUpAndDown();
    void runsInTheShell();
    void keepsChildRowsWhenTheParentIsRebuilt();
    void keepsTheNumbersGivenOut();
    void stopsWhenRowsBreakAForeignKey();
    void refusesToTouchWhatIsNotManaged();
    void provesOnADatabaseInMemory();
};

void SqlitePlansTest::goesUpAndDown_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("renames");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<bool>("rebuild");
    QTest::addColumn<bool>("loses");
    const QString t = u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER);"_s;
    const QString rows = u"INSERT INTO t VALUES (1, 'x', 10), (2, 'y', NULL), (3, NULL, 30)"_s;
    const QString full = u"INSERT INTO t VALUES (1, 'x', 10), (2, 'y', 20)"_s;
    const auto add = [](const char *name, const QString &from, const QString &to, const QString &data, Way way = Native,
                         const QString &renames = {}, bool loses = false) {
        QTest::newRow(name) << from << to << renames << data << (way == Rebuild) << loses;
    };
    const auto table = [](const char *definition) {
        return QString(u"CREATE TABLE t ("_s + QString::fromUtf8(definition) + u");"_s);
    };
    add("column added", t, table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT DEFAULT 'new' NOT NULL"), rows);
    add("column added in between", t, table("id INTEGER PRIMARY KEY, a TEXT, c REAL DEFAULT -1.5, b INTEGER"), rows);
    add("column added with an expression for default", t,
        table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT DEFAULT (datetime('now'))"), rows, Rebuild);
    add("column added with CURRENT_TIMESTAMP", t,
        table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP"), rows, Rebuild);
    add("column added with a check", t,
        table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c INT CONSTRAINT small CHECK (c < 9)"), rows);
    add("column added with a foreign key", t + u"CREATE TABLE p (id INTEGER PRIMARY KEY);"_s,
        u"CREATE TABLE p (id INTEGER PRIMARY KEY);"_s
            + table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, p INT REFERENCES p (id) ON DELETE CASCADE"),
        rows);
    add("unique column added", t, table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT UNIQUE"), rows, Rebuild);
    add("virtual column added", t, table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c AS (b * 2)"), rows);
    add("stored column added", t, table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c INT AS (b * 2) STORED"), rows,
        Rebuild);
    add("column dropped", t, table("id INTEGER PRIMARY KEY, a TEXT"), rows, Native, {}, true);
    add("column dropped with its index", t + u"CREATE INDEX i ON t (b);"_s, table("id INTEGER PRIMARY KEY, a TEXT"),
        rows, Native, {}, true);
    add("column dropped with its check", table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER CHECK (b > 0)"),
        table("id INTEGER PRIMARY KEY, a TEXT"), full, Rebuild, {}, true);
    add("column renamed", t + u"CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT id, a FROM t;"_s,
        table("id INTEGER PRIMARY KEY, name TEXT, b INTEGER")
            + u"CREATE INDEX i ON t (name); CREATE VIEW v AS SELECT id, name FROM t;"_s,
        rows, Native, u"column t.a -> t.name"_s);
    add("columns swap their names", t, table("id INTEGER PRIMARY KEY, b TEXT, a INTEGER"), rows, Native,
        u"column t.a -> t.b, column t.b -> t.a"_s);
    add("column renamed to a dropped one", t, table("id INTEGER PRIMARY KEY, b TEXT"), rows, Native,
        u"column t.a -> t.b"_s, true);
    add("column renamed and its type changed", t, table("id INTEGER PRIMARY KEY, a TEXT, number TEXT"), rows, Rebuild,
        u"column t.b -> t.number"_s);
    add("type changed", t, table("id INTEGER PRIMARY KEY, a TEXT, b TEXT"), rows, Rebuild);
    add("not null", t, table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER NOT NULL"), full, Rebuild);
    add("not null takes the default", t, table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER NOT NULL DEFAULT 7"), rows,
        Rebuild, {}, true);
    add("default set", t, table("id INTEGER PRIMARY KEY, a TEXT DEFAULT 'q', b INTEGER"), rows, Rebuild);
    add("collation set", t, table("id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, b INTEGER"), rows, Rebuild);
    add("check added", t, table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, CONSTRAINT c CHECK (t.b > id)"), rows,
        Rebuild);
    add("check changed", table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, CONSTRAINT c CHECK (b > 0)"),
        table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, CONSTRAINT c CHECK (b > 1)"), rows, Rebuild);
    add("unique added", t, table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER, CONSTRAINT u UNIQUE (a, b)"), rows,
        Rebuild);
    add("primary key changed", table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER"),
        table("id INTEGER, a TEXT, b INTEGER, PRIMARY KEY (id, b)"), full, Rebuild);
    add("autoincrement", t, table("id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, b INTEGER"), rows, Rebuild);
    add("strict", t, u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER) STRICT;"_s, rows, Rebuild);
    add("without rowid", t, u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER) WITHOUT ROWID;"_s, rows,
        Rebuild);
    const QString parent = u"CREATE TABLE p (x INTEGER, y INTEGER, PRIMARY KEY (x, y));"_s;
    add("composite foreign key added", parent + table("id INTEGER PRIMARY KEY, a INT, b INT"),
        parent + table("id INTEGER PRIMARY KEY, a INT, b INT, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (x, y)"),
        u"INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, 1, 2), (2, NULL, 5)"_s, Rebuild);
    add("foreign key action", parent + table("id INTEGER PRIMARY KEY, a INT REFERENCES t (id)"),
        parent + table("id INTEGER PRIMARY KEY, a INT REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL"),
        u"INSERT INTO t VALUES (1, NULL), (2, 1), (3, 2)"_s, Rebuild);
    add("self-reference added", t,
        table("id INTEGER PRIMARY KEY, a TEXT, b INTEGER REFERENCES t (id) ON DELETE CASCADE"),
        u"INSERT INTO t VALUES (1, 'x', NULL), (2, 'y', 1)"_s, Rebuild);
    add("parent rebuilt, children kept",
        t + u"CREATE TABLE c (id INTEGER PRIMARY KEY, t INT REFERENCES t (id) ON DELETE CASCADE);"_s,
        table("id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT")
            + u"CREATE TABLE c (id INTEGER PRIMARY KEY, t INT REFERENCES t (id) ON DELETE CASCADE);"_s,
        u"INSERT INTO t VALUES (1, 'x', 5), (2, 'y', 6); INSERT INTO c VALUES (1, 1), (2, 2), (3, 2)"_s, Rebuild);
    const QString circle = u"CREATE TABLE c1 (id INTEGER PRIMARY KEY, o INT REFERENCES c2 (id));"
                           "CREATE TABLE c2 (id INTEGER PRIMARY KEY, o INT REFERENCES c1 (id));"_s;
    add("circle created", t, t + circle, rows);
    add("circle dropped", t + circle, t,
        rows + u"; PRAGMA foreign_keys = OFF; INSERT INTO c1 VALUES (1, 1); INSERT INTO c2 VALUES (1, 1)"_s, Native, {},
        true);
    add("circle closed",
        u"CREATE TABLE c1 (id INTEGER PRIMARY KEY, o INT);"
        "CREATE TABLE c2 (id INTEGER PRIMARY KEY, o INT REFERENCES c1 (id));"_s,
        circle, u"INSERT INTO c1 VALUES (1, 1); INSERT INTO c2 VALUES (1, 1)"_s, Rebuild);
    add("tables created and dropped", t + u"CREATE TABLE gone (id INTEGER PRIMARY KEY, t INT REFERENCES t);"_s,
        t + u"CREATE TABLE \"new one\" (t INT REFERENCES t, \"select\" TEXT, PRIMARY KEY (t, \"select\"));"_s, rows,
        Native, {}, true);
    add("table renamed",
        t
            + u"CREATE TABLE c (t INT REFERENCES t (id)); CREATE VIEW v AS SELECT t.a FROM t;"
              "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM c WHERE t = new.id; END;"_s,
        u"CREATE TABLE person (id INTEGER PRIMARY KEY, a TEXT, b INTEGER);"
        "CREATE TABLE c (t INT REFERENCES person (id)); CREATE VIEW v AS SELECT person.a FROM person;"
        "CREATE TRIGGER g AFTER INSERT ON person BEGIN DELETE FROM c WHERE t = new.id; END;"_s,
        rows, Native, u"table t -> person"_s);
    add("table renamed in case", t, u"CREATE TABLE T (id INTEGER PRIMARY KEY, a TEXT, b INTEGER);"_s, rows);
    add("table renamed and rebuilt", t, u"CREATE TABLE person (id INTEGER PRIMARY KEY, a TEXT, b TEXT);"_s, rows,
        Rebuild, u"table t -> person"_s);
    add("index created, partial and by expression", t,
        t + u"CREATE UNIQUE INDEX i ON t (a COLLATE NOCASE DESC) WHERE b IS NOT NULL; CREATE INDEX j ON t (lower(a), b);"_s,
        rows);
    add("index changed", t + u"CREATE INDEX i ON t (a);"_s, t + u"CREATE UNIQUE INDEX i ON t (a, b);"_s, rows);
    add("index renamed", t + u"CREATE INDEX i ON t (a);"_s, t + u"CREATE INDEX j ON t (a);"_s, rows);
    add("view changed", t + u"CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v;"_s,
        t + u"CREATE VIEW v AS SELECT a, b FROM t; CREATE VIEW w AS SELECT a FROM v;"_s, rows);
    add("trigger changed", t + u"CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;"_s,
        t + u"CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 2; END;"_s, rows);
    add("trigger of a view", t + u"CREATE VIEW v AS SELECT a FROM t;"_s,
        t
            + u"CREATE VIEW v AS SELECT a FROM t;"
              "CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (new.a); END;"_s,
        rows);
    const QString around = u"CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a, b FROM t;"
                           "CREATE TABLE log (what TEXT);"
                           "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END;"
                           "CREATE TRIGGER h AFTER INSERT ON log BEGIN UPDATE t SET b = 0 WHERE a = new.what; END;"_s;
    add("rebuild keeps what stands around", t + around,
        table("id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER DEFAULT 5") + around, full, Rebuild);
    add("rebuild beside changes around", t + around,
        table("id INTEGER PRIMARY KEY, a TEXT, b NUMERIC")
            + u"CREATE INDEX i ON t (a, b); CREATE VIEW v AS SELECT b FROM t; CREATE TABLE log (what TEXT);"
              "CREATE TRIGGER h AFTER INSERT ON log BEGIN UPDATE t SET b = 1 WHERE a = new.what; END;"_s,
        full, Rebuild);
    add("column renamed under triggers and a rebuild", t + around,
        table("id INTEGER PRIMARY KEY, name TEXT, b NUMERIC")
            + QString(around)
                  .replace(u"t (a)"_s, u"t (name)"_s)
                  .replace(u"SELECT a,"_s, u"SELECT name,"_s)
                  .replace(u"new.a"_s, u"new.name"_s)
                  .replace(u"WHERE a"_s, u"WHERE name"_s),
        full, Rebuild, u"column t.a -> t.name"_s);
}

void SqlitePlansTest::goesUpAndDown()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, renames);
    QFETCH(QString, rows);
    QFETCH(bool, loses);
    auto database = sqliteDatabase(), wanted = sqliteDatabase();
    QCOMPARE(runSqliteScript(*database, from.toUtf8()), QString());
    QCOMPARE(runSqliteScript(*wanted, to.toUtf8()), QString());
    QCOMPARE(runSqliteScript(*database, rows.toUtf8() + ";PRAGMA foreign_keys = ON"), QString());
    const Schema before = inspectSqlite(*database);
    const Schema after = matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive, notesOf(renames));
    const QStringList dump = sqliteDump(*database), content = sqliteRows(*database);
    const Result<PlanPair> plans = plan(before, after, *database);
    QVERIFY2(plans, plans ? "" : qPrintable(plans.error().text()));
    QTEST(rebuilds(plans->up), "rebuild");
    const QString text = plans->up.statements().join(u";\n"_s);
    const QString wrong = run(*database, plans->up);
    QVERIFY2(wrong.isEmpty(), qPrintable(QString(wrong + u'\n' + text)));
    QCOMPARE(sqliteDump(*database), sqliteDump(*wanted));
    const Schema reached = matched(inspectSqlite(*database), after, NameRule::CaseInsensitive);
    QVERIFY(ChangeSet::between(after, reached, sqliteEngine().diffPolicy()).isEmpty());
    QCOMPARE(run(*database, plans->down), QString());
    QCOMPARE(sqliteDump(*database), dump);
    if (!loses)
        QCOMPARE(sqliteRows(*database), content);
    QCOMPARE(run(*database, plans->up), QString());
    QCOMPARE(sqliteDump(*database), sqliteDump(*wanted));
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
    QCOMPARE(runSqliteScript(*database, "CREATE TABLE odd (a CONSTRAINT n NOT NULL); CREATE TABLE t (a)"), QString());
    QCOMPARE(
        runSqliteScript(*wanted, "CREATE TABLE odd (a CONSTRAINT n NOT NULL, b); CREATE TABLE t (a, b)"), QString());
    const Schema before = inspectSqlite(*database);
    const Result<PlanPair> plans =
        plan(before, matched(inspectSqlite(*wanted), before, NameRule::CaseInsensitive), *database);
    QVERIFY2(plans, plans ? "" : qPrintable(plans.error().text()));
    const QString text = plans->up.statements().join(u'\n');
    QVERIFY2(!text.contains(u"odd"_s) && text.contains(u"ADD COLUMN b"_s), qPrintable(text));
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
