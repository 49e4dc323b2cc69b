#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/jobs/recipes/data_checks.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Tables = u"CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);\n"
                       "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(20), \"shelf no\" INTEGER, "
                       "title VARCHAR(20), pages INTEGER);\n"
                       "CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);"_s;
/// Each of these rows is in the way of one change; NULL is in the way of no key and no reference.
const QString Bad = u"INSERT INTO shelf VALUES (1);"
                    "INSERT INTO book VALUES (1, 'x', 1, 'a', 1), (2, 'x', 1, 'b', 2), (3, NULL, 7, 'c', 3), "
                    "(4, NULL, NULL, NULL, 4), (5, 'y', 1, 'd', -5), (6, 'z', 1, 'longer than', 6);"
                    "INSERT INTO note VALUES (1), (2)"_s;
const QString Settled = u"UPDATE book SET code = 'w' WHERE id = 2; UPDATE book SET \"shelf no\" = 1 WHERE id = 3;"
                        "UPDATE book SET title = 'e' WHERE id = 4; UPDATE book SET pages = 5 WHERE id = 5;"
                        "UPDATE book SET title = 'l' WHERE id = 6"_s;

struct Asked {
    QString sql, told;
};

/// What the server can be asked for, and what is to be told of those rows.
QList<Asked> asked(const QByteArray &server)
{
    QList<Asked> result{{u"CREATE UNIQUE INDEX book_code ON book (code);"_s,
                            u"new key book_code; values in more rows than one: 1 (code = x (×2))"_s},
        {u"DROP TABLE note;"_s, u"note goes, and rows with it: 2 (id = 1; id = 2)"_s}};
    if (server.isEmpty())
        return result;
    result += {u"ALTER TABLE book ADD CONSTRAINT book_shelf FOREIGN KEY (\"shelf no\") REFERENCES shelf (id);"_s,
        u"new foreign key book_shelf; rows without a parent: 1 (\"shelf no\" = 7, id = 3)"_s};
    const bool isPostgresql = server.startsWith("postgresql");
    result += {isPostgresql ? u"ALTER TABLE book ALTER COLUMN title SET NOT NULL;"_s
                            : u"ALTER TABLE book MODIFY title VARCHAR(20) NOT NULL;"_s,
        u"book.title becomes NOT NULL; rows without a value: 1 (id = 4)"_s};
    if (server != "mysql56")
        result += {u"ALTER TABLE book ADD CONSTRAINT book_pages CHECK (pages > 0);"_s,
            u"new check book_pages; rows that it refuses: 1 (id = 5)"_s};
    return result;
}

QString inWordsOf(const QByteArray &server, QString text)
{
    return server.startsWith("m") ? text.replace(u'"', u'`') : text;
}

} // namespace

/// Rows that a migration would stumble over are found and told before its first statement.
class DataChecksTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void tellsBeforehand_data() { eachRunnerServer(); }
    void tellsBeforehand();
    void whatTheMigrationSettlesIsOnlyTold();
    void thePlanTells();
    void settlesWhatItNames_data();
    void settlesWhatItNames();
    void settlesInTime_data();
    void settlesInTime();
    void settlesByCode_data();
    void settlesByCode();
    void grantsOnWhatItNames_data();
    void grantsOnWhatItNames();
    void tellsWhatIsNotKnown();
    void asksOfRowsAsTheyStand();

private:
    static void settling();

    EngineRegistry m_engines;
};

void DataChecksTest::tellsBeforehand()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    QStringList changes, told;
    for (const Asked &one : asked(server)) {
        changes += inWordsOf(server, one.sql);
        told += inWordsOf(server, one.told);
    }
    const RunnerPlace place(m_engines, server, {inWordsOf(server, Tables), changes.join(u'\n')}, {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(inWordsOf(server, Bad)), QString());
    const Result<Schema> before = session.schema();
    const QStringList up{u"up"_s, u"--allow"_s, u"DL101"_s, u"--allow"_s, u"DL111"_s};
    const Answer refused = runProgram(place.words(up));
    for (const QString &one : std::as_const(told))
        QVERIFY2(refused.err.contains(one), qPrintable(one + u"\nis not in:\n"_s + refused.err));
    QVERIFY2(refused.status == 4 && refused.err.contains("--allow DATA"_L1), qPrintable(refused.err));
    QCOMPARE(session.schema()->fingerprint(), before->fingerprint());
    QVERIFY(place.state(session, 2) == MigrationState::Pending);

    QCOMPARE(runProgram(place.words(up + QStringList{u"--allow"_s, u"DATA"_s})).status, 3); // the server finds them
    const Answer still = runProgram(place.words({u"resume"_s})); // nor does what is left run into them
    QVERIFY2(still.status == 4 && still.err.contains("--allow DATA"_L1), qPrintable(still.err));
    QVERIFY2(still.err.contains(told.first()), qPrintable(still.err));
    QCOMPARE(runProgram(place.words({u"resume"_s, u"--allow"_s, u"DATA"_s})).status, 3);
    QCOMPARE(session.run(inWordsOf(server, Settled)), QString());
    const Answer resumed = runProgram(place.words({u"resume"_s}));
    QVERIFY2(resumed.status == 0, qPrintable(resumed.err));
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
}

void DataChecksTest::whatTheMigrationSettlesIsOnlyTold()
{
    const RunnerPlace place(m_engines, {},
        {Tables, u"UPDATE book SET code = code || id;\nCREATE UNIQUE INDEX book_code ON book (code);"_s}, {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(Bad), QString());
    const Answer answer = runProgram(place.words({u"up"_s}));
    QVERIFY2(answer.status == 0 && answer.err.contains("new key book_code"_L1)
            && answer.err.contains("the migration may settle that itself"_L1),
        qPrintable(answer.err));
}

/// Of the first one that would run: those behind it meet what it leaves.
void DataChecksTest::thePlanTells()
{
    const QString index = u"CREATE UNIQUE INDEX book_%1 ON book (%1);"_s;
    const RunnerPlace place(
        m_engines, {}, {Tables, u"UPDATE book SET pages = id;\n"_s + index.arg(u"code"_s), index.arg(u"title"_s)}, {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(Bad + u"; UPDATE book SET title = 'same'"_s), QString());
    const Answer dry = runProgram(place.words({u"up"_s, u"--dry-run"_s}));
    const QString settles = u"new key book_code; values in more rows than one: 1 (code = x (×2)); the migration may "
                            "settle that itself"_s;
    QVERIFY2(dry.status == 0 && dry.err.contains(settles), qPrintable(dry.err));
    const Answer plan = runProgram(place.words({u"plan"_s}));
    QVERIFY2(plan.out.contains(u"-- "_s + settles) && !plan.out.contains("book_title;"_L1), qPrintable(plan.out));
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    QCOMPARE(session.run(u"UPDATE book SET code = id"_s), QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"002"_s})).status, 0);
    const Answer next = runProgram(place.words({u"plan"_s}));
    QVERIFY2(next.out.contains("-- In the way of up: new key book_title"_L1), qPrintable(next.out));
    const Answer json = runProgram(place.words({u"plan"_s, u"--format"_s, u"json"_s}));
    const QJsonObject found = QJsonDocument::fromJson(json.out.toUtf8())[0]["rows"_L1][0].toObject();
    QVERIFY2(found["refused"_L1].toBool() && found["rows"_L1].toInt() == 1, qPrintable(json.out));
}

void DataChecksTest::settling()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("tables");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("up");
    QTest::addColumn<int>("status");
}

void DataChecksTest::settlesWhatItNames_data()
{
    settling();
    const QString index = u"CREATE UNIQUE INDEX book_code ON book (code);"_s;
    QTest::newRow("another table") << QByteArray() << Tables << Bad << u"UPDATE note SET id = id + 9;\n"_s + index << 4;
    QTest::newRow("another row put in") << QByteArray() << Tables << Bad << u"INSERT INTO shelf VALUES (9);\n"_s + index
                                        << 4;
    QTest::newRow("its table in quotes") << QByteArray() << Tables << Bad
                                         << u"UPDATE \"Book\" SET code = code || id;\n"_s + index << 0;
    const QByteArray server = "postgresql15";
    QTest::newRow("parents put in") << server << Tables << Bad
                                    << u"INSERT INTO shelf VALUES (7);\nALTER TABLE book ADD CONSTRAINT book_shelf "
                                       "FOREIGN KEY (\"shelf no\") REFERENCES shelf (id);"_s
                                    << 0;
    const QString house = u"CREATE TABLE house (id int PRIMARY KEY, housing varchar(20), place varchar(20));"_s,
                  housed = u"INSERT INTO house VALUES (1, 'too long a word', 'x')"_s,
                  cast = u"ALTER TABLE house ALTER COLUMN %1 TYPE varchar(5)%2;"_s;
    QTest::newRow("using in its name") << server << house << housed << cast.arg(u"housing"_s, QString()) << 4;
    QTest::newRow("using of another") << server << house << housed
                                      << cast.arg(u"place"_s,
                                             u" USING left(place, 5), ALTER COLUMN housing TYPE varchar(5)"_s)
                                      << 4;
    QTest::newRow("using of its own") << server << house << housed
                                      << cast.arg(u"housing"_s, u" USING left(housing, 5)"_s) << 0;
    const QString mood = u"CREATE TYPE mood AS ENUM ('a', 'b');\nCREATE TABLE feeling (id int PRIMARY KEY, m mood, n "
                         "int);"_s,
                  felt = u"INSERT INTO feeling VALUES (1, 'a', NULL)"_s;
    QTest::newRow("value renamed") << server << mood << felt
                                   << u"ALTER TYPE mood RENAME VALUE 'a' TO 'c';\n"
                                      "ALTER TABLE feeling ALTER COLUMN n SET NOT NULL;"_s
                                   << 4;
    QTest::newRow("renamed itself") << server << mood << felt << u"ALTER TYPE mood RENAME VALUE 'a' TO 'c';"_s << 0;
}

/// A statement settles rows of the table that it names, or of the column: no other ones, and no word within a name.
void DataChecksTest::settlesWhatItNames()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, tables);
    QFETCH(const QString, rows);
    QFETCH(const QString, up);
    QFETCH(const int, status);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, {tables, up}, {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(rows), QString());
    const Answer answer = runProgram(place.words({u"up"_s, u"--allow"_s, u"DL103"_s}));
    QVERIFY2(
        answer.status == status && answer.err.contains("--allow DATA"_L1) == (status == 4), qPrintable(answer.err));
}

void DataChecksTest::settlesInTime_data()
{
    settling();
    const QString index = u"CREATE UNIQUE INDEX book_code ON book (code);"_s;
    const QString write = u"UPDATE book SET code = code || id;\n"_s,
                  put = u"INSERT INTO book VALUES (9, 'n', 1, 'n', 9);\n"_s;
    QTest::newRow("written behind") << QByteArray() << Tables << Bad << index + u'\n' + write << 4;
    QTest::newRow("written between") << QByteArray() << Tables << Bad
                                     << u"ALTER TABLE book ADD COLUMN more INTEGER;\n"_s + write + index << 0;
    QTest::newRow("put in its own table") << QByteArray() << Tables << Bad << put + index << 4;
    QTest::newRow("put in, and that settles others")
        << QByteArray()
        << Tables + u"CREATE TRIGGER settles AFTER INSERT ON book BEGIN UPDATE book SET code = code || id; END;\n"_s
        << Bad << put + index << 0;
    QTest::newRow("a query") << QByteArray() << Tables << Bad << u"SELECT count(*) FROM book;\n"_s + index << 4;
    QTest::newRow("a longer query") << QByteArray() << Tables << Bad
                                    << u"WITH a AS (SELECT id FROM book) SELECT count(*) FROM a;\n"_s + index << 4;
}

/// What comes behind the statement in question, or changes none of the rows that stand, settles nothing.
void DataChecksTest::settlesInTime() { settlesWhatItNames(); }

void DataChecksTest::settlesByCode_data()
{
    settling();
    const QString index = u"CREATE UNIQUE INDEX book_code ON book (code);"_s;
    const QByteArray server = "postgresql15";
    const QString
        code = u"DO $$ BEGIN UPDATE book SET code = code || id; END $$;\n"_s,
        settle =
            u"CREATE FUNCTION settle() RETURNS int LANGUAGE sql AS 'UPDATE book SET code = code || id RETURNING id';\n"_s;
    QTest::newRow("code") << server << Tables << Bad << code + index << 0;
    QTest::newRow("code behind") << server << Tables << Bad << index + u'\n' + code << 4;
    QTest::newRow("a query that calls") << server << Tables + settle << Bad << u"SELECT settle();\n"_s + index << 0;
    QTest::newRow("a query that calls by a view")
        << server << Tables + settle + u"CREATE VIEW settled AS SELECT settle();\n"_s << Bad
        << u"SELECT * FROM settled;\n"_s + index << 0;
    QTest::newRow("a query of what the server has")
        << server << Tables + settle << Bad << u"SELECT pg_catalog.upper('a'), count(*) FROM book;\n"_s + index << 4;
    QTest::newRow("put in over others")
        << server << Tables << Bad
        << u"INSERT INTO book VALUES (2, 'w', 1, 'b', 2) ON CONFLICT (id) DO UPDATE SET code = 'w';\n"_s + index << 0;
}

/// What a statement calls may settle anything; a query that calls nothing of the database's own settles nothing.
void DataChecksTest::settlesByCode() { settlesWhatItNames(); }

void DataChecksTest::grantsOnWhatItNames_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("grant");
    QTest::addColumn<int>("status");
    for (const QByteArray server : {"mariadb", "mysql56"}) {
        QTest::addRow("nothing on %s", server.constData()) << server << QString() << 4;
        QTest::addRow("another on %s", server.constData())
            << server << u"GRANT EXECUTE ON FUNCTION other TO %1;"_s << 4;
        QTest::addRow("its own on %s", server.constData())
            << server << u"GRANT EXECUTE ON FUNCTION Grant_Total TO %1;"_s << 0;
    }
}

/// A routine that is dropped and made again has lost what others may do with it, whatever it is called.
void DataChecksTest::grantsOnWhatItNames()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, grant);
    QFETCH(const int, status);
    RELATA_REQUIRE_SERVER(server);
    const QString user = u"'relata_checks'@'localhost'"_s,
                  make = u"CREATE FUNCTION %1() RETURNS %2 DETERMINISTIC RETURN 1;\n"_s;
    const RunnerPlace place(m_engines, server,
        {make.arg(u"grant_total"_s, u"int"_s) + make.arg(u"other"_s, u"int"_s),
            u"DROP FUNCTION grant_total;\n"_s + make.arg(u"grant_total"_s, u"bigint"_s)
                + (grant.isEmpty() ? grant : grant.arg(user))},
        {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"CREATE USER "_s + user), QString());
    const auto tidy = qScopeGuard([&] { (void)session.run(u"DROP USER "_s + user); });
    QCOMPARE(session.run(u"GRANT EXECUTE ON FUNCTION grant_total TO "_s + user), QString());
    const Answer answer = runProgram(place.words({u"up"_s}));
    QVERIFY2(answer.status == status, qPrintable(answer.err));
    const bool isTold = answer.err.contains("grant_total loses what others were granted on it"_L1);
    QVERIFY2(isTold == (status != 0), qPrintable(answer.err)); // what it grants again is not lost
}

/// What the server does not answer is no answer that all is well.
void DataChecksTest::tellsWhatIsNotKnown()
{
    const RunnerPlace place(m_engines, {}, {}, {});
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    const DataCheck check{.what = DataCheck::What::Changed,
        .object = u"a.b"_s,
        .rows = u"FROM a WHERE b"_s,
        .sampled = {u"b"_s},
        .count = 0,
        .samples = {},
        .cast = {}};
    QuietContext context;
    const Result<QList<DataCheck>> found = failingChecks(*session.connection, {check}, context);
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    const QString told = found->first().message().source();
    QVERIFY2(told.startsWith("not known: "_L1) && told.contains("a.b"_L1) && told.contains("no such table: a"_L1),
        qPrintable(told));
}

/// The questions name what stands, under the names that it has: nothing is asked that only the change brings.
void DataChecksTest::asksOfRowsAsTheyStand()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const RunnerPlace place(m_engines, "postgresql15", {}, {});
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"CREATE TABLE a (id int PRIMARY KEY, n text, j json);"
                         "INSERT INTO a VALUES (1, 'q', '{}'), (2, 'q', '{}')"_s),
        QString());
    const Result<Schema> before = session.schema();
    QCOMPARE(session.run(u"DROP TABLE a; CREATE TABLE a (id int PRIMARY KEY, n text, j json, later int CHECK (later > "
                         "0), UNIQUE (n, later)); CREATE UNIQUE INDEX a_j ON a ((j::text)) WHERE id > 0"_s),
        QString());
    const Result<Schema> after = session.schema();
    QVERIFY(before && after);
    const QList<DataCheck> checks =
        dataChecks(*before, matched(*after, *before, session.engine->nameRule), *session.engine);
    QCOMPARE(checks.size(), 1);
    QVERIFY2(checks.first().rows.contains("(id > 0)"_L1), qPrintable(checks.first().rows));
    QCOMPARE(session.run(u"DROP TABLE a; CREATE TABLE a (id int PRIMARY KEY, j json); INSERT INTO a VALUES (1, '{}'), "
                         "(2, '{}')"_s),
        QString());
    QuietContext context;
    const Result<QList<DataCheck>> found = failingChecks(*session.connection, checks, context);
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().count, 1);
    QCOMPARE(found->first().samples, QStringList{u"(×2)"_s});
}

RELATA_TEST(DataChecksTest)
#include "tst_data_checks.moc"
