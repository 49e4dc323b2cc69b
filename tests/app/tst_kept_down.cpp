#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/sql/sql_writer.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Parts = "-- relata:transaction none\n"; // each statement commits by itself

/// The name of the one table that keeps rows; empty without one.
QString keptIn(const MigrateBench &bench)
{
    return bench.rows(u"SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '\\_relata\\_kept\\_%'"_s);
}

/// What down loses cannot be kept: the table is left alone by its own policies.
const QByteArray Guarded = "CREATE TABLE u (id INTEGER NOT NULL PRIMARY KEY);\n"
                           "ALTER TABLE u FORCE ROW LEVEL SECURITY;\n"
                           "ALTER TABLE z ADD COLUMN q INTEGER;\n";

} // namespace

/// What a hand-written way down takes away of what was written since is kept, or it is refused.
class KeptDownTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void partitions_data();
    void partitions();
    void partitionsOfOthers();
    void quotedNames_data() { engineRows(); }
    void quotedNames();
    void quotedNamesUnderAnother_data() { engineRows(); }
    void quotedNamesUnderAnother();
    void routines_data();
    void routines();
    void resumesPastWhatIsGone();
    void resumesWithDiscard();
    void viewsOfOthers_data();
    void viewsOfOthers();
    void rightsHandedOn();

private:
    /// `down` was stopped by rows that were in the way, and these are settled; `rest` is still to run.
    void stopDown(const MigrateBench &bench, const QByteArray &down, const QByteArray &rest = {}) const;

    EngineRegistry m_engines;
};

void KeptDownTest::partitions_data()
{
    QTest::addColumn<QByteArray>("directives");
    QTest::addColumn<QByteArray>("down");
    QTest::newRow("in a transaction") << QByteArray() << QByteArray("DROP TABLE events;\n");
    QTest::newRow("by themselves") << Parts << QByteArray("DROP TABLE events;\n");
    QTest::newRow("under another name") << QByteArray()
                                        << QByteArray("ALTER TABLE events RENAME TO old;\nDROP TABLE old;\n");
    QTest::newRow("part by part") << QByteArray() << QByteArray("DROP TABLE part;\nDROP TABLE events;\n");
}

/// They go with the whole, which does not name them.
void KeptDownTest::partitions()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    QFETCH(const QByteArray, directives);
    QFETCH(const QByteArray, down);
    const MigrateBench bench(m_engines, "postgresql15", u"kept_parts"_s);
    bench.migration(1, "events",
        "CREATE TABLE events (id INTEGER, day INTEGER) PARTITION BY RANGE (day);\n"
        "CREATE TABLE y2024 PARTITION OF events FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);\n"
        "CREATE TABLE part PARTITION OF y2024 FOR VALUES FROM (0) TO (100);\n",
        down, directives);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO events VALUES (1, 1), (2, 2)"_s), QString());
    bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QVERIFY(!bench.run(u"SELECT 1 FROM events"_s).isEmpty());
    QCOMPARE(bench.rows(u"SELECT id, day FROM "_s + keptIn(bench) + u" ORDER BY id"_s), u"1|1\n2|2"_s);
}

/// Made by somebody else, as jobs do month by month.
void KeptDownTest::partitionsOfOthers()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"kept_other_parts"_s);
    bench.migration(1, "events",
        "CREATE TABLE events (id INTEGER, day INTEGER) PARTITION BY RANGE (day);\n"
        "CREATE TABLE part PARTITION OF events FOR VALUES FROM (0) TO (100);\n",
        "DROP TABLE events;\n");
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"CREATE TABLE more PARTITION OF events FOR VALUES FROM (100) TO (200);\n"
                       "CREATE TABLE none PARTITION OF events FOR VALUES FROM (200) TO (300);\n"
                       "INSERT INTO events VALUES (1, 1), (2, 150), (3, 160)"_s),
        QString());
    const QStringList down{u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s};
    const Answer refused = bench.migrate(down);
    QCOMPARE(refused.status, 4);
    QVERIFY2(
        refused.err.contains("with events goes its partition more, which holds 2 rows"_L1), qPrintable(refused.err));
    QCOMPARE(bench.rows(u"SELECT count(*) FROM events"_s), u"3"_s);
    QCOMPARE(bench.run(u"ALTER TABLE events DETACH PARTITION more"_s), QString());
    const Answer done = bench.migrate(down);
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(bench.rows(u"SELECT id, day FROM "_s + keptIn(bench)), u"1|1"_s);
    QCOMPARE(bench.rows(u"SELECT count(*) FROM more"_s), u"2"_s);
}

/// The name of the default namespace, and the table's in quotes.
static QString oddName(const MigrateBench &bench, const EngineRegistry &engines)
{
    const ConnectionProfile &profile = bench.database.profile;
    const QString space = profile.engine == "postgresql" ? u"public"_s
        : profile.engine == "sqlite"                     ? u"main"_s
                                                         : profile.database;
    const SqlFlavour &flavour = *engines.find(profile.engine)->flavour;
    const QString quote = profile.engine == "postgresql" || profile.engine == "sqlite" ? u"\""_s : u"`"_s;
    return quoted(QualifiedIdentifier{{space, u"we%1ird"_s.arg(quote)}}, flavour);
}

/// A name that holds a quote, behind its namespace.
void KeptDownTest::quotedNames()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"kept_quoted"_s);
    const QString name = oddName(bench, m_engines), bare = name.section(u'.', 1);
    bench.migration(1, "odd", u"CREATE TABLE %1 (id INTEGER NOT NULL PRIMARY KEY);\n"_s.arg(bare).toUtf8(),
        u"DROP TABLE %1;\n"_s.arg(name).toUtf8());
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO %1 VALUES (1), (2)"_s.arg(bare)), QString());
    const Answer answer = bench.migrate({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QVERIFY2(answer.status == 0 && answer.err.contains("2 rows of"_L1), qPrintable(answer.err));
    QVERIFY(!bench.run(u"SELECT 1 FROM "_s + bare).isEmpty());
}

/// The same where the statement that drops it calls it otherwise: kept in one transaction, or refused.
void KeptDownTest::quotedNamesUnderAnother()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"kept_renamed"_s);
    const QString name = oddName(bench, m_engines), bare = name.section(u'.', 1);
    bench.migration(1, "odd", u"CREATE TABLE %1 (id INTEGER NOT NULL PRIMARY KEY);\n"_s.arg(bare).toUtf8(),
        u"ALTER TABLE %1 RENAME TO stale;\nDROP TABLE stale;\n"_s.arg(name).toUtf8());
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO %1 VALUES (1), (2)"_s.arg(bare)), QString());
    const Answer answer = bench.migrate({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    const bool isRefused = answer.status == 4 && answer.err.contains("--discard"_L1);
    QVERIFY2(isRefused || (answer.status == 0 && answer.err.contains("2 rows of"_L1)), qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT count(*) FROM "_s + bare) == "2"_L1, isRefused);
}

void KeptDownTest::routines_data()
{
    QTest::addColumn<QByteArray>("directives");
    QTest::addColumn<bool>("isTheirs");
    QTest::addColumn<bool>("isRefused");
    QTest::newRow("of the migration") << QByteArray() << false << false;
    QTest::newRow("of nobody's migration") << QByteArray() << true << false;
    QTest::newRow("in no transaction") << Parts << false << true;
}

/// A routine of the database can drop what no statement names.
void KeptDownTest::routines()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    QFETCH(const QByteArray, directives);
    QFETCH(const bool, isTheirs);
    QFETCH(const bool, isRefused);
    const MigrateBench bench(m_engines, "postgresql15", u"kept_called"_s);
    const QByteArray routine = "CREATE FUNCTION clear_up() RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE ''DROP "
                               "TABLE IF EXISTS a''; END';\n";
    bench.migration(1, "called",
        "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);\n" + (isTheirs ? QByteArray() : routine),
        isTheirs ? "SELECT clear_up();\n" : "SELECT clear_up();\nDROP FUNCTION clear_up();\n", directives);
    bench.migration(0, "first", isTheirs ? routine : "SELECT 1;\n", "SELECT 1;\n");
    bench.answer({u"up"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.run(u"INSERT INTO a VALUES (1), (2)"_s), QString());
    const Answer answer = bench.migrate({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QVERIFY2(answer.status == (isRefused ? 4 : 0), qPrintable(answer.err));
    QCOMPARE(bench.rows(u"SELECT count(*) FROM "_s + (isRefused ? u"a"_s : keptIn(bench))), u"2"_s);
}

void KeptDownTest::stopDown(const MigrateBench &bench, const QByteArray &down, const QByteArray &rest) const
{
    bench.migration(
        1, "tables", "CREATE TABLE z (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20));\n", "SELECT 1;\n");
    bench.migration(2, "guarded", Guarded,
        down + "CREATE UNIQUE INDEX CONCURRENTLY z_word ON z (word);\nALTER TABLE z DROP COLUMN q;\n" + rest, Parts);
    bench.answer({u"up"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.run(u"INSERT INTO z VALUES (1, 'same', 10), (2, 'same', 20)"_s), QString());
    bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s}, 3);
    QCOMPARE(bench.state(u"002"_s), u"partial"_s);
    QCOMPARE(bench.run(u"DROP INDEX IF EXISTS z_word"_s), QString());
    QCOMPARE(bench.run(u"UPDATE z SET word = 'other' WHERE id = 2"_s), QString());
}

/// A table that could not be kept, and went empty, is in nobody's way afterwards.
void KeptDownTest::resumesPastWhatIsGone()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"kept_resumed"_s);
    stopDown(bench, "DROP TABLE u;\n");
    bench.answer({u"resume"_s, u"--allow"_s, u"DATA"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    QCOMPARE(bench.rows(u"SELECT q FROM "_s + keptIn(bench) + u" ORDER BY q"_s), u"10\n20"_s);
}

/// What cannot be kept and stands under another name by now is looked for under that, and somebody can say that it is
/// not to be kept.
void KeptDownTest::resumesWithDiscard()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"kept_discarded"_s);
    stopDown(bench, "ALTER TABLE u RENAME TO v;\n", "DROP TABLE v;\n");
    QCOMPARE(bench.run(u"INSERT INTO v VALUES (1)"_s), QString());
    const Answer refused = bench.migrate({u"resume"_s, u"--allow"_s, u"DATA"_s});
    QVERIFY2(refused.status == 4 && refused.err.contains("1 rows of v"_L1), qPrintable(refused.err));
    QCOMPARE(bench.state(u"002"_s), u"partial"_s);
    bench.answer({u"resume"_s, u"--allow"_s, u"DATA"_s, u"--discard"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    QCOMPARE(keptIn(bench), QString());
}

void KeptDownTest::viewsOfOthers_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("directives");
    QTest::newRow("down") << QStringList{u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s} << QByteArray();
    QTest::newRow("down by itself") << QStringList{u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s} << Parts;
    QTest::newRow("up") << QStringList{u"up"_s, u"--allow"_s, u"all"_s, u"--allow"_s, u"DATA"_s} << QByteArray();
    QTest::newRow("up by itself") << QStringList{u"up"_s, u"--allow"_s, u"all"_s, u"--allow"_s, u"DATA"_s} << Parts;
}

/// A table that goes is not renamed under a view that would show its rows still.
void KeptDownTest::viewsOfOthers()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, directives);
    const MigrateBench bench(m_engines, "postgresql15", u"kept_viewed"_s);
    bench.migration(1, "a", "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE a;\n", directives);
    bench.answer({u"up"_s});
    if (words.first() == "up"_L1)
        bench.migration(2, "less", "ALTER TABLE a RENAME TO _relata_kept_0123abcd_a;\n",
            "ALTER TABLE _relata_kept_0123abcd_a RENAME TO a;\n", directives);
    QCOMPARE(bench.run(u"INSERT INTO a VALUES (1); CREATE VIEW seen AS SELECT id FROM a"_s), QString());
    const Answer refused = bench.migrate(words);
    QVERIFY2(
        refused.status == 3 && refused.err.contains("seen"_L1) && refused.err.contains("Statement 1 of 1 failed"_L1),
        qPrintable(refused.err));
    QCOMPARE(bench.rows(u"SELECT id FROM a"_s), u"1"_s);
    QCOMPARE(bench.run(u"DROP VIEW seen"_s), QString());
    bench.answer({u"resume"_s, u"--allow"_s, u"DATA"_s});
    QCOMPARE(bench.rows(u"SELECT id FROM "_s + keptIn(bench)), u"1"_s);
}

/// Rights that somebody was given and has given to others go with the table.
void KeptDownTest::rightsHandedOn()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"kept_rights"_s);
    bench.migration(1, "a", "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE a;\n");
    bench.answer({u"up"_s});
    const QString giver = bench.database.profile.database + u"_giver"_s, taker = giver + u"_taker"_s;
    QCOMPARE(bench.run(u"CREATE ROLE %1; CREATE ROLE %2; INSERT INTO a VALUES (1); GRANT SELECT ON a TO %1 WITH GRANT "
                       "OPTION; SET ROLE %1; GRANT SELECT ON a TO %2"_s.arg(giver, taker)),
        QString());
    const Answer answer = bench.migrate({u"down"_s, u"--yes"_s, u"--allow"_s, u"DRIFT"_s});
    const QString rights = bench.rows(u"SELECT has_table_privilege('%1', '%2', 'SELECT')"_s.arg(taker, keptIn(bench)));
    QCOMPARE(bench.run(u"DROP OWNED BY %1, %2; DROP ROLE %1; DROP ROLE %2"_s.arg(giver, taker)), QString());
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(rights, u"f"_s);
}

RELATA_TEST(KeptDownTest)
#include "tst_kept_down.moc"
