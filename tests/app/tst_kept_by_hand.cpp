#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QRegularExpression>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Parts = "-- relata:transaction none\n"; // each statement commits by itself
const QByteArray Made = "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20));\n";
const QByteArray More = "ALTER TABLE a ADD COLUMN more INTEGER;\n";
const QByteArray MadeAnew =
    "CREATE TABLE a_new (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20));\n"
    "INSERT INTO a_new SELECT id, word FROM a;\nDROP TABLE a;\nALTER TABLE a_new RENAME TO a;\n";
const QByteArray MadeBeside = "ALTER TABLE a RENAME TO a_old;\n"
                              "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20));\n"
                              "INSERT INTO a SELECT id, word FROM a_old;\nDROP TABLE a_old;\n";
const QString ByHand = u"ALTER TABLE a ADD COLUMN note VARCHAR(20);"_s;

QStringList words(const QString &command)
{
    QStringList result{command, u"--yes"_s};
    for (const char *code : {"DRIFT", "DL101", "DL102", "DL111", "DL112", "DL113"})
        result += {u"--allow"_s, QString::fromLatin1(code)};
    return result;
}

/// The table that the program says it keeps rows in.
QString keptBy(const Answer &answer)
{
    static const QRegularExpression name(u"kept in (_relata_kept_\\w+)"_s);
    return name.match(answer.err).captured(1);
}

} // namespace

/// What somebody has made by hand, beside the migrations, goes with what a migration takes away: it is kept, too, or
/// nothing runs.
class KeptByHandTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void goesWithItsTable_data();
    void goesWithItsTable();
    void goesWithTheOldTable_data() { engineRows(); }
    void goesWithTheOldTable();
    void goesUnderAnotherName_data() { engineRows(); }
    void goesUnderAnotherName();
    void goesFromARenamedTable_data() { engineRows(); }
    void goesFromARenamedTable();
    void staysWhereNothingTakesIt_data() { engineRows(); }
    void staysWhereNothingTakesIt();
    void goesByItsName_data() { engineRows(); }
    void goesByItsName();
    void goesWithItsType();
    void goesInTheRollback_data() { engineRows(); }
    void goesInTheRollback();
    void computedValuesAreKept();
    void goesBeforeItsTable_data();
    void goesBeforeItsTable();
    void isInTheWayOfUp_data();
    void isInTheWayOfUp();

private:
    EngineRegistry m_engines;
};

#define OPEN(name)                                                                                                     \
    QFETCH(const QByteArray, server);                                                                                  \
    if (!server.isEmpty())                                                                                             \
        RELATA_REQUIRE_SERVER(server.constData());                                                                     \
    const MigrateBench bench(m_engines, server, name)

void KeptByHandTest::goesWithItsTable_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("up");
    QTest::addColumn<QByteArray>("down");
    QTest::addColumn<QString>("byHand");
    const QByteArray down = "DROP TABLE a;\n";
    QTest::newRow("sqlite") << QByteArray() << Made << down << ByHand;
    for (const char *server : {"postgresql15", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server) << Made << down << ByHand;
    QTest::newRow("copied for a type that goes")
        << QByteArray("postgresql15")
        << "CREATE TYPE mood AS ENUM ('glad');\n" + Made + "ALTER TABLE a ADD COLUMN m mood;\n"
        << down + "DROP TYPE mood;\n"
        << ByHand;
    QTest::newRow("copied for a type made by hand")
        << QByteArray("postgresql15") << Made << down
        << u"CREATE TYPE mine AS ENUM ('one', 'two'); ALTER TABLE a ADD COLUMN note mine;"_s;
}

void KeptByHandTest::goesWithItsTable()
{
    OPEN(u"hand_table"_s);
    QFETCH(const QByteArray, up);
    QFETCH(const QByteArray, down);
    QFETCH(const QString, byHand);
    bench.migration(1, "a", up, down);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(byHand + u"INSERT INTO a (id, note) VALUES (1, 'one'), (2, 'two')"_s), QString());
    const Answer answer = bench.migrate(words(u"down"_s));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT id, note FROM %1 ORDER BY id"_s.arg(keptBy(answer))), u"1|one\n2|two"_s);
}

/// A table that is made anew as the migrations know it leaves other columns behind.
void KeptByHandTest::goesWithTheOldTable()
{
    OPEN(u"hand_anew"_s);
    bench.migration(1, "a", Made, "DROP TABLE a;\n");
    bench.migration(2, "more", More, MadeAnew);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(ByHand + u"INSERT INTO a VALUES (1, 'w', 10, 'one'), (2, 'w', NULL, 'two')"_s), QString());
    const Answer answer = bench.migrate(words(u"down"_s));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT id, note FROM %1 ORDER BY id"_s.arg(keptBy(answer))), u"1|one\n2|two"_s);
    QCOMPARE(bench.rows(u"SELECT more FROM %1 WHERE id = 1"_s.arg(keptBy(answer))), u"10"_s);
    QCOMPARE(bench.rows(u"SELECT count(*) FROM a"_s), u"2"_s);
}

/// The same where the table has another name by then.
void KeptByHandTest::goesUnderAnotherName()
{
    OPEN(u"hand_beside"_s);
    bench.migration(1, "a", Made, "DROP TABLE a;\n");
    bench.migration(2, "more", More, MadeBeside);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(ByHand + u"INSERT INTO a VALUES (1, 'w', 10, 'one'), (2, 'w', 20, 'two')"_s), QString());
    const Answer answer = bench.migrate(words(u"down"_s));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT id, more, note FROM %1 ORDER BY id"_s.arg(keptBy(answer))), u"1|10|one\n2|20|two"_s);
}

/// A column, while its table has another name; and that name is another table's before.
void KeptByHandTest::goesFromARenamedTable()
{
    OPEN(u"hand_renamed"_s);
    bench.migration(1, "a", Made + "CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, more INTEGER);\n",
        "DROP TABLE b;\nDROP TABLE a;\n");
    bench.migration(2, "more", More,
        "ALTER TABLE b RENAME TO c;\nALTER TABLE a RENAME TO b;\nALTER TABLE b DROP COLUMN more;\n"
        "ALTER TABLE b RENAME TO a;\nALTER TABLE c RENAME TO b;\n");
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO a VALUES (1, 'w', 10), (2, 'w', 20); INSERT INTO b VALUES (3, 30)"_s), QString());
    const Answer answer = bench.migrate(words(u"down"_s));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT id, more FROM %1 ORDER BY id"_s.arg(keptBy(answer))), u"1|10\n2|20"_s);
    QCOMPARE(bench.rows(u"SELECT id, more FROM b"_s), u"3|30"_s);
    QCOMPARE(bench.rows(u"SELECT count(*) FROM a"_s), u"2"_s);
}

/// Nothing is copied of tables, and columns beside, that the way down leaves alone.
void KeptByHandTest::staysWhereNothingTakesIt()
{
    OPEN(u"hand_stays"_s);
    bench.migration(1, "a", Made, "DROP TABLE a;\n");
    bench.migration(2, "more", More + "CREATE TABLE b (id INTEGER);\n",
        "ALTER TABLE a DROP COLUMN more;\nALTER TABLE b RENAME TO c;\nDROP TABLE c;\n");
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(ByHand
                 + u"CREATE TABLE theirs (id INTEGER); INSERT INTO theirs VALUES (1);"
                   "INSERT INTO a VALUES (1, 'w', NULL, 'one')"_s),
        QString());
    const Answer answer = bench.migrate(words(u"down"_s));
    QVERIFY2(answer.status == 0 && keptBy(answer).isEmpty(), qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT word, note FROM a"_s), u"w|one"_s);
    QCOMPARE(bench.rows(u"SELECT id FROM theirs"_s), u"1"_s);
}

void KeptByHandTest::goesByItsName()
{
    OPEN(u"hand_named"_s);
    const bool dropsColumn = server == "postgresql15" || server == "mariadb";
    bench.migration(1, "a", Made, "DROP TABLE a;\n");
    bench.migration(2, "more", More,
        "ALTER TABLE a DROP COLUMN more;\n"
            + QByteArray(
                dropsColumn ? "ALTER TABLE a DROP COLUMN IF EXISTS note;\n" : "DROP TABLE IF EXISTS theirs;\n"));
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(ByHand
                 + u"CREATE TABLE theirs (id INTEGER, note VARCHAR(20));"
                   "INSERT INTO a (id, note) VALUES (1, 'one'); INSERT INTO theirs VALUES (1, 'one')"_s),
        QString());
    const Answer answer = bench.migrate(words(u"down"_s));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT id, note FROM "_s + keptBy(answer)), u"1|one"_s);
}

void KeptByHandTest::goesWithItsType()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"hand_type"_s);
    bench.migration(1, "a", Made, "DROP TABLE a;\n");
    bench.migration(2, "type", "CREATE TYPE mood AS ENUM ('glad');\n", "DROP TYPE mood CASCADE;\n");
    bench.answer({u"up"_s});
    QCOMPARE(
        bench.run(u"ALTER TABLE a ADD COLUMN note mood; INSERT INTO a (id, note) VALUES (1, 'glad')"_s), QString());
    const Answer answer = bench.migrate(words(u"down"_s));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT id, note FROM "_s + keptBy(answer)), u"1|glad"_s);
}

void KeptByHandTest::goesInTheRollback()
{
    OPEN(u"hand_back"_s);
    bench.migration(1, "z", "CREATE TABLE z (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20));\n", "DROP TABLE z;\n");
    bench.migration(2, "a", Made + "CREATE UNIQUE INDEX z_word ON z (word);\n", "DROP TABLE a;\n", Parts);
    bench.answer({u"up"_s, u"--to"_s, u"001"_s});
    QCOMPARE(bench.run(u"INSERT INTO z VALUES (1, 'same'), (2, 'same')"_s), QString());
    bench.answer({u"up"_s, u"--allow"_s, u"all"_s, u"--allow"_s, u"DATA"_s}, 3);
    QCOMPARE(bench.run(ByHand + u"INSERT INTO a (id, note) VALUES (1, 'one')"_s), QString());
    const Answer answer = bench.migrate(words(u"rollback"_s));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT id, note FROM "_s + keptBy(answer)), u"1|one"_s);
}

void KeptByHandTest::computedValuesAreKept()
{
    const MigrateBench bench(m_engines, {}, u"hand_computed"_s);
    bench.migration(1, "a",
        "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, twice INTEGER GENERATED ALWAYS AS (id * 2) STORED);\n",
        "DROP TABLE a;\n");
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO a (id) VALUES (1), (2)"_s), QString());
    const Answer answer = bench.migrate(words(u"down"_s));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT id, twice FROM %1 ORDER BY id"_s.arg(keptBy(answer))), u"1|2\n2|4"_s);
}

void KeptByHandTest::goesBeforeItsTable_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("directives");
    QTest::addColumn<QString>("key"); // of the table
    QTest::addColumn<QStringList>("kept");
    const QString key = u"PRIMARY KEY"_s;
    const QStringList whole{u"1|one\n2|"_s}, parts{u"1|one\n2|"_s, u"1\n2"_s};
    QTest::newRow("in one transaction") << QByteArray("postgresql15") << QByteArray() << key << whole;
    QTest::newRow("in several") << QByteArray("postgresql15") << Parts << key << parts;
    QTest::newRow("in several of sqlite") << QByteArray() << Parts << key << parts;
    QTest::newRow("in none") << QByteArray("mysql56") << QByteArray() << key << parts;
    QTest::newRow("in none of mariadb") << QByteArray("mariadb") << QByteArray() << key << parts;
    QTest::newRow("without a key") << QByteArray("mariadb") << QByteArray() << QString() << QStringList();
}

/// A column that goes by itself, and then its table: the column is kept by the rows' key, and then what is left.
void KeptByHandTest::goesBeforeItsTable()
{
    OPEN(u"hand_before"_s);
    QFETCH(const QByteArray, directives);
    QFETCH(const QString, key);
    QFETCH(const QStringList, kept);
    bench.migration(1, "a", "CREATE TABLE a (id INTEGER NOT NULL " + key.toUtf8() + ", word VARCHAR(20));\n",
        "ALTER TABLE a DROP COLUMN word;\nDROP TABLE a;\n", directives);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO a VALUES (1, 'one'), (2, NULL)"_s), QString());
    const Answer answer = bench.migrate(words(u"down"_s));
    QVERIFY2(answer.status == (kept.isEmpty() ? 4 : 0), qPrintable(answer.err));
    static const QRegularExpression name(u"kept in (_relata_kept_\\w+)"_s);
    QStringList found;
    for (const QRegularExpressionMatch &one : name.globalMatch(answer.err))
        found += bench.rows(u"SELECT * FROM %1 ORDER BY id"_s.arg(one.captured(1)));
    QCOMPARE(found, kept);
    if (kept.isEmpty())
        QCOMPARE(bench.rows(u"SELECT id, word FROM a ORDER BY id"_s), u"1|one\n2|"_s);
}

void KeptByHandTest::isInTheWayOfUp_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("up");
    const QByteArray kept = "CREATE TABLE _relata_kept_0123abcd_a AS SELECT id, word, more FROM a;\nDROP TABLE a;\n";
    for (const QByteArray server : {"", "postgresql15", "mariadb", "mysql56"}) {
        QTest::addRow("made anew on %s", server.constData()) << server << MadeAnew;
        QTest::addRow("made beside on %s", server.constData()) << server << MadeBeside;
        QTest::addRow("kept on %s", server.constData()) << server << kept;
    }
}

/// A way up keeps what the migrations know of.
void KeptByHandTest::isInTheWayOfUp()
{
    OPEN(u"hand_up"_s);
    QFETCH(const QByteArray, up);
    bench.migration(1, "a", Made + More, "DROP TABLE a;\n");
    bench.answer({u"up"_s});
    bench.migration(2, "less", up, "SELECT 1;\n");
    QCOMPARE(bench.run(ByHand + u"INSERT INTO a VALUES (1, 'w', NULL, 'one'), (2, 'w', NULL, 'two')"_s), QString());
    const Answer refused = bench.migrate(words(u"up"_s));
    QVERIFY2(refused.status == 4 && refused.err.contains("goes a.note"_L1) && refused.err.contains("holds: 2"_L1),
        qPrintable(refused.err));
    QVERIFY2(refused.err.contains("--allow DATA"_L1), qPrintable(refused.err));
    QCOMPARE(bench.rows(u"SELECT id, note FROM a ORDER BY id"_s), u"1|one\n2|two"_s);
    QCOMPARE(bench.run(u"UPDATE a SET note = NULL WHERE id = 1"_s), QString());
    const Answer still = bench.migrate(words(u"up"_s));
    QVERIFY2(still.status == 4 && still.err.contains("holds: 1"_L1), qPrintable(still.err));
    QCOMPARE(bench.run(u"UPDATE a SET note = NULL"_s), QString()); // nothing is lost any more
    const Answer done = bench.migrate(words(u"up"_s));
    QVERIFY2(done.status == 0, qPrintable(done.err));
}

RELATA_TEST(KeptByHandTest)
#include "tst_kept_by_hand.moc"
