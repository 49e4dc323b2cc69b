#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/copied_rows.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// A value of each storage class in columns of each affinity, in a table whose names need quotes.
const QString Loose =
    u"CREATE TABLE \"odd one\" (id INTEGER PRIMARY KEY, \"a \"\"n\"\"\" INTEGER, t TEXT, r REAL, d DATE, "
    "m DECIMAL(5, 2), b BLOB, x, g INTEGER GENERATED ALWAYS AS (id + 1) VIRTUAL);"_s;
const QString Rows5 =
    u"INSERT INTO \"odd one\" VALUES "
    "(1, 1, 'a', 1.5, '2024-01-01', 1, x'00', 'any'), (2, 'abc', x'41', 'one', 2024, 'much', 'text', 1),"
    "(3, 1.5, 'c', 2, x'00', 2.5, NULL, x'00'), (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"_s;
/// The documented steps for a rebuild of it, with the types and what is read.
QString rebuilt(const QString &columns, const QString &read, const QString &suffix = {}, const QString &rows = {})
{
    return u"CREATE TABLE fresh (id INTEGER PRIMARY KEY, %1)%3;\n"
           "INSERT INTO fresh SELECT %2 FROM \"odd one\"%4;\nDROP TABLE \"odd one\";\n"
           "ALTER TABLE fresh RENAME TO \"odd one\";"_s.arg(columns, read, suffix, rows);
}

const QString Same = u"\"a \"\"n\"\"\" INTEGER, t TEXT, r REAL, d DATE, m DECIMAL(5, 2), b BLOB, x%1"_s;
const QString All = u"id, \"a \"\"n\"\"\", t, r, d, m, b, x"_s;

QStringList toldOf(const QString &text)
{
    QStringList result;
    for (const QString &line : text.split(u'\n')) {
        if (line.contains(" goes to a new table; "_L1) || line.contains(" changes its type; "_L1))
            result += line.trimmed();
    }
    return result;
}

const QString Stays =
    u"%1 goes to a new table; rows whose value is of another kind than its type says, and stays as it "
    "is: %2"_s;
const QString Turns =
    u"%1 goes to a new table; rows whose value is of another kind than its type says, and becomes one of "
    "the new type: %2"_s;

QStringList straysOfAll()
{
    return {Stays.arg(u"odd one.a \"n\""_s,
                u"2 (id = 2, \"a \"\"n\"\"\" = abc (text); id = 3, \"a \"\"n\"\"\" = 1.5 (real))"_s),
        Stays.arg(u"odd one.t"_s, u"1 (id = 2, t = A (blob))"_s),
        Stays.arg(u"odd one.r"_s, u"1 (id = 2, r = one (text))"_s),
        Stays.arg(u"odd one.m"_s, u"1 (id = 2, m = much (text))"_s),
        Stays.arg(u"odd one.b"_s, u"1 (id = 2, b = text (text))"_s)};
}

} // namespace

/// SQLite takes values of any kind: those that a column's type does not say are found before its table is made anew.
class StorageClassesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void tellsBeforehand_data();
    void tellsBeforehand();
    void tellsInTheWindow();
    void countsAMillionRows();

private:
    EngineRegistry m_engines;
};

/// A table without rowids whose column gets another type, or becomes strict.
static void addConversions()
{
    const QStringList none;
    const QString plain = u"CREATE TABLE p (k TEXT PRIMARY KEY, v %1) WITHOUT ROWID%2;"_s;
    const QString steps =
        u"CREATE TABLE q (k TEXT PRIMARY KEY, v %1) WITHOUT ROWID%2;\nINSERT INTO q (k, v) SELECT k, %3 "
        "FROM p%4;\nDROP TABLE p;\nALTER TABLE q RENAME TO p;"_s;
    const QString rows = u"INSERT INTO p VALUES ('a', '007'), ('b', '1e3'), ('c', '12'), ('d', 'abc'), ('e', x'41'), "
                         "('f', 1.5), ('g', 2.0)"_s;
    const QString changed = u"p.v changes its type; rows whose value comes out as another: %1"_s,
                  refused = u"p.v changes its type; rows whose value the new one refuses: %1"_s,
                  settled = refused + u"; the migration may settle that itself"_s;
    const auto with = [&](const QString &type, const QString &suffix, const QString &value, const QString &more = {}) {
        return steps.arg(type, suffix, value, more);
    };
    const QString text = plain.arg(u"TEXT"_s, QString()), none_ = plain.arg(QString(), QString());
    QTest::newRow("numbers lost")
        << text << rows << with(u"INTEGER"_s, {}, u"v"_s)
        << QStringList{changed.arg(u"3 (k = a, v = 007 (text); k = b, v = 1e3 (text); k = g, v = 2.0 (text))"_s),
               Stays.arg(u"p.v"_s, u"1 (k = e, v = A (blob))"_s)}
        << 0;
    QTest::newRow("kind lost") << none_ << rows << with(u"TEXT"_s, {}, u"v"_s)
                               << QStringList{changed.arg(u"2 (k = f, v = 1.5 (real); k = g, v = 2.0 (real))"_s)} << 0;
    QTest::newRow("strict") << text << rows << with(u"TEXT"_s, u", STRICT"_s, u"v"_s)
                            << QStringList{refused.arg(u"1 (k = e, v = A (blob))"_s)} << 4;
    QTest::newRow("strict, converted by hand") << text << rows << with(u"TEXT"_s, u", STRICT"_s, u"CAST(v AS TEXT)"_s)
                                               << QStringList{settled.arg(u"1 (k = e, v = A (blob))"_s)} << 0;
    QTest::newRow("strict, such rows left")
        << text << rows << with(u"TEXT"_s, u", STRICT"_s, u"v"_s, u" WHERE typeof(v) = 'text'"_s)
        << QStringList{settled.arg(u"1 (k = e, v = A (blob))"_s)} << 0;
    QTest::newRow("strict, of other rows")
        << text << u"INSERT INTO p VALUES ('a', 'x')"_s << with(u"TEXT"_s, u", STRICT"_s, u"v"_s) << none << 0;
    QTest::newRow("required, filled") << text << u"INSERT INTO p VALUES ('a', NULL)"_s
                                      << with(u"TEXT NOT NULL"_s, {}, u"coalesce(v, '')"_s) << none << 0;
}

void StorageClassesTest::tellsBeforehand_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("up");
    QTest::addColumn<QStringList>("told");
    QTest::addColumn<int>("status");
    const QStringList none;
    QTest::newRow("plain rebuild") << Loose << Rows5 << rebuilt(Same.arg(u", CHECK (id > 0)"_s), All) << straysOfAll()
                                   << 0;
    QTest::newRow("other order of names")
        << Loose << Rows5
        << QString(u"ALTER TABLE \"odd one\" RENAME TO gone;\nCREATE TABLE \"odd one\" "
                   "(id INTEGER PRIMARY KEY, "_s
               + Same.arg(QString()) + u");\nINSERT INTO \"odd one\" SELECT "_s + All
               + u" FROM gone;\nDROP TABLE gone;"_s)
        << straysOfAll() << 0;
    QTest::newRow("no rebuild") << Loose << Rows5 << u"ALTER TABLE \"odd one\" ADD COLUMN y TEXT;"_s << none << 0;
    QTest::newRow("other affinity")
        << Loose << Rows5 << rebuilt(u"\"a \"\"n\"\"\" TEXT, r INTEGER"_s, u"id, \"a \"\"n\"\"\", r"_s)
        << QStringList{Turns.arg(u"odd one.a \"n\""_s, u"1 (id = 3, \"a \"\"n\"\"\" = 1.5 (real))"_s),
               Stays.arg(u"odd one.a \"n\""_s, u"1 (id = 2, \"a \"\"n\"\"\" = abc (text))"_s),
               Stays.arg(u"odd one.r"_s, u"1 (id = 2, r = one (text))"_s)}
        << 0;
    addConversions();
}

/// What `up` and its dry run say of the rows, whether it runs, and that the copy leaves what it said.
void StorageClassesTest::tellsBeforehand()
{
    QFETCH(const QString, table);
    QFETCH(const QString, rows);
    QFETCH(const QString, up);
    QFETCH(QStringList, told);
    QFETCH(const int, status);
    const RunnerPlace place(m_engines, {}, {table, up}, {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(rows), QString());
    told.sort();
    const QStringList allowed{u"--allow"_s, u"DL103"_s, u"--allow"_s, u"DL102"_s, u"--allow"_s, u"DL111"_s};
    for (const QStringList &more : {QStringList{u"--dry-run"_s}, QStringList()}) {
        const Answer answer = runProgram(place.words(QStringList{u"up"_s} + allowed + more));
        QStringList said = toldOf(answer.err);
        said.removeIf(
            [](const QString &line) { return line.startsWith("Migration "_L1) || line.startsWith("relata"_L1); });
        said.sort();
        QVERIFY2(
            said == told, qPrintable(said.join(u'\n') + u"\nis not\n"_s + told.join(u'\n') + u"\nin\n"_s + answer.err));
        QVERIFY2(answer.status == (more.isEmpty() ? status : 0), qPrintable(answer.err));
        QCOMPARE(answer.err.contains("--allow DATA"_L1), status == 4);
    }
    if (status == 4) { // rightly: the server does not take them either
        QCOMPARE(runProgram(place.words(QStringList{u"up"_s, u"--allow"_s, u"DATA"_s} + allowed)).status, 3);
        const Answer still = runProgram(place.words({u"resume"_s}));
        QVERIFY2(still.status == 4 && still.err.contains(told.first()), qPrintable(still.err));
    }
}

/// The window says the same before it applies a migration.
void StorageClassesTest::tellsInTheWindow()
{
    const RunnerPlace place(m_engines, {}, {Loose, rebuilt(Same.arg(u", CHECK (id > 0)"_s), All)}, {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(Rows5), QString());
    auto project = std::move(*Project::open(place.projectFolder()));
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(*project, m_engines, jobs, sessions);
    QStringList told;
    connect(&desk, &MigrationDesk::told, this, [&](const QList<Message> &messages) {
        for (const Message &one : messages)
            told += one.source();
    });
    desk.setConnection(place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, 20000);
    desk.apply({.allowed = {u"DL102"_s, u"DL103"_s}, .window = {}});
    QTRY_VERIFY_WITH_TIMEOUT(place.state(session, 2) == MigrationState::Applied, 20000);
    QTRY_VERIFY2_WITH_TIMEOUT(toldOf(told.join(u'\n')).size() == 5, qPrintable(told.join(u'\n')), 20000);
    for (const QString &one : straysOfAll())
        QVERIFY2(told.join(u'\n').contains(one), qPrintable(told.join(u'\n')));
}

/// All that is asked of a table's columns is counted in one reading of it, however many rows it has.
void StorageClassesTest::countsAMillionRows()
{
    const RunnerPlace place(m_engines, {}, {}, {});
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QString columns, values;
    for (int i = 0; i < 12; ++i) {
        columns += u", c%1 INTEGER"_s.arg(i);
        values += u", CASE n % 100000 WHEN %1 THEN 'x' ELSE n END"_s.arg(i);
    }
    const QString table = u"CREATE TABLE big (id INTEGER PRIMARY KEY%1)"_s;
    QCOMPARE(session.run(table.arg(columns)), QString());
    const Result<Schema> schema = session.schema();
    QCOMPARE(session.run(u"WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < 999999) "
                         "INSERT INTO big SELECT n"_s
                 + values + u" FROM s"_s),
        QString());
    MigrationFile migration;
    migration.up = u"CREATE TABLE fresh (id INTEGER PRIMARY KEY%1);\nINSERT INTO fresh SELECT * FROM big;\n"
                   "DROP TABLE big;\nALTER TABLE fresh RENAME TO big;\n"_s.arg(columns);
    const CopiedRows copies(migration, *session.engine);
    Listener context(u"nothing of the kind"_s, [] {});
    QElapsedTimer timer;
    timer.start();
    const Result<QList<DataCheck>> found = failingChecks(*session.connection,
        dataChecks(*schema, *schema, *session.engine, session.connection->server(), {}, &copies), context);
    qInfo("12 columns of a million rows: %lld ms", timer.elapsed());
    QVERIFY(found);
    QCOMPARE(found->size(), 12);
    for (const DataCheck &check : *found) {
        QVERIFY(check.what == DataCheck::What::Stray && check.count == 10 && check.samples.size() == 3);
    }
    QCOMPARE(context.heard.size(), 1);
}

RELATA_TEST(StorageClassesTest)
#include "tst_storage_classes.moc"
