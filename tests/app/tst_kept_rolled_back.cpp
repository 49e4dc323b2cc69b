#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/project/new_migration.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QRegularExpression>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Parts = "-- relata:transaction none\n"; // each statement commits by itself
const QByteArray Fails = "CREATE UNIQUE INDEX z_word ON z (word);\n"; // while rows are in the way, and never without
const QByteArray Stops = "CREATE TABLE z (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20));\n";
const QString InTheWay = u"INSERT INTO z (id, word) VALUES (1, 'same'), (2, 'same')"_s;

} // namespace

/// What a migration has kept aside once it is rolled back half-way: its own rows come back, and no others are touched.
class KeptRolledBackTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void othersStay_data() { servers({"postgresql15", "mariadb"}); }
    void othersStay();
    void copiesGo_data() { servers({"postgresql15", "mariadb"}); }
    void copiesGo();
    void labelsComeBack_data();
    void labelsComeBack();
    void untoldLabelsStay();
    void keyIsTheMigrations();
    void comesBackInPart();
    void refusesWhatItCannotTell();

private:
    static void servers(const QList<QByteArray> &names)
    {
        QTest::addColumn<QByteArray>("server");
        for (const QByteArray &name : names)
            QTest::newRow(name.constData()) << name;
    }

    /// What Relata writes for that change.
    MigrationFile draft(
        const MigrateBench &bench, const QByteArray &from, const QByteArray &to, const QList<FillAnswer> &answers = {})
    {
        const Engine &engine = *m_engines.find(bench.database.profile.engine);
        const auto connection = engine.driver->open(bench.database.profile);
        const Result<Schema> before =
            m_schemas.read(QString::fromUtf8(from), engine, bench.database.profile, m_context);
        const Result<Schema> after = m_schemas.read(QString::fromUtf8(to), engine, bench.database.profile, m_context);
        if (!connection || !before || !after) {
            QTest::qFail("no schemas", __FILE__, __LINE__);
            return {};
        }
        DraftOptions options;
        options.fills = answers;
        const auto made = draftMigration(
            *before, matched(*after, *before, engine.nameRule), engine, (*connection)->server(), options);
        if (!made)
            QTest::qFail(qPrintable(made.error().text()), __FILE__, __LINE__);
        return made ? made->file : MigrationFile();
    }

    static QString keptName(const QString &text)
    {
        static const QRegularExpression name(u"_relata_kept_\\w+"_s);
        return name.match(text).captured();
    }

    /// The first migration applied, with rows; the second one stopped.
    static void stop(const MigrateBench &bench, const QByteArray &tables, const QString &rows, const QString &up,
        const QString &down)
    {
        bench.migration(1, "tables", tables, "SELECT 1;\n");
        bench.migration(2, "second", up.toUtf8(), down.toUtf8(), Parts);
        bench.answer({u"up"_s, u"--to"_s, u"001"_s, u"--allow"_s, u"all"_s});
        QCOMPARE(bench.run(rows), QString());
        bench.answer({u"up"_s, u"--allow"_s, u"all"_s, u"--allow"_s, u"DATA"_s}, 3);
        QCOMPARE(bench.state(u"002"_s), u"partial"_s);
    }

    EngineRegistry m_engines;
    ScriptSchemas m_schemas;
    QuietContext m_context;
};

/// A migration that would have dropped what another one, applied, keeps, and stopped before.
void KeptRolledBackTest::othersStay()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"kept_others"_s);
    const QByteArray a = "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20));\n";
    const MigrationFile second = draft(bench, Stops + a, Stops);
    const QString kept = keptName(second.up);
    QVERIFY2(!kept.isEmpty() && second.down.contains(kept), qPrintable(second.up));
    bench.migration(1, "tables", Stops + a, "SELECT 1;\n");
    bench.migration(2, "less", second.up.toUtf8(), second.down.toUtf8());
    bench.answer({u"up"_s, u"--to"_s, u"001"_s});
    QCOMPARE(bench.run(InTheWay + u"; INSERT INTO a VALUES (1, 'one'), (2, 'two'), (3, 'three')"_s), QString());
    bench.answer({u"up"_s, u"--allow"_s, u"all"_s});
    bench.migration(3, "purge", "ALTER TABLE z ADD COLUMN q INTEGER;\n" + Fails + "DROP TABLE " + kept.toUtf8() + ";\n",
        "SELECT 1;\n", Parts);
    bench.answer({u"up"_s, u"--allow"_s, u"all"_s, u"--allow"_s, u"DATA"_s}, 3);
    bench.answer({u"rollback"_s});
    QCOMPARE(bench.state(u"003"_s), u"pending"_s);
    QCOMPARE(bench.rows(u"SELECT count(*) FROM "_s + kept), u"3"_s);
    bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.rows(u"SELECT count(*) FROM a"_s), u"3"_s);
}

/// A copy of what is still in its place would be in the way of the next run.
void KeptRolledBackTest::copiesGo()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"kept_copies"_s);
    const QByteArray a = "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20), more INTEGER);\n",
                     less = "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, more INTEGER);\n";
    const MigrationFile second = draft(bench, Stops + a, Stops + less);
    const qsizetype drop = second.up.lastIndexOf("ALTER TABLE"_L1);
    const QString copy = second.up.left(drop).remove(QRegularExpression(u"LOCK TABLE[^;]*;"_s));
    stop(bench, Stops + a, InTheWay + u"; INSERT INTO a VALUES (1, 'one', 1)"_s,
        copy + QString::fromUtf8(Fails) + u"ALTER TABLE a DROP COLUMN word;\n"_s, second.down);
    const QString kept = keptName(copy);
    QCOMPARE(bench.rows(u"SELECT count(*) FROM "_s + kept), u"1"_s);
    bench.answer({u"rollback"_s, u"--allow"_s, u"DATA"_s});
    QVERIFY(!bench.run(u"SELECT 1 FROM "_s + kept).isEmpty());
    QCOMPARE(bench.rows(u"SELECT word FROM a"_s), u"one"_s);
}

void KeptRolledBackTest::labelsComeBack_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<QByteArray>("after");
    for (const char *server : {"mariadb", "mysql56"}) {
        QTest::addRow("%s by one that was there", server)
            << QByteArray(server) << QByteArray("fair") << QByteArray("bad") << QByteArray("'good', 'bad'");
        QTest::addRow("%s by a new one", server)
            << QByteArray(server) << QByteArray("good") << QByteArray("glad") << QByteArray("'glad', 'fair', 'bad'");
    }
}

/// Rows whose label was replaced get it back, however far the list has come.
void KeptRolledBackTest::labelsComeBack()
{
    RELATA_REQUIRE_ROWS_SERVER;
    QFETCH(const QByteArray, label);
    QFETCH(const QByteArray, other);
    QFETCH(const QByteArray, after);
    for (const bool isNarrowed : {false, true}) {
        const MigrateBench bench(m_engines, server, u"kept_labels"_s);
        const auto table = [](const QByteArray &labels) -> QByteArray {
            return "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, m enum(" + labels + "));\n";
        };
        const QByteArray from = Stops + table("'good', 'fair', 'bad'");
        const MigrationFile second = draft(
            bench, from, Stops + table(after), {{u"t.m"_s, QString::fromUtf8(other), false, QString::fromUtf8(label)}});
        QString up = second.up;
        up.insert(isNarrowed ? up.size() : up.lastIndexOf("ALTER TABLE"_L1), QString::fromUtf8(Fails));
        stop(bench, from, InTheWay + u"; INSERT INTO t VALUES (1, 'good'), (2, 'fair'), (3, 'bad')"_s, up, second.down);
        QCOMPARE(bench.rows(u"SELECT count(*) FROM t WHERE m = '%1'"_s.arg(QString::fromUtf8(other))),
            label == "fair" ? u"2"_s : u"1"_s);
        bench.answer({u"rollback"_s, u"--allow"_s, u"DATA"_s});
        QCOMPARE(bench.rows(u"SELECT m FROM t ORDER BY id"_s), u"good\nfair\nbad"_s);
        QVERIFY(!bench.run(u"SELECT 1 FROM "_s + keptName(second.up)).isEmpty());
        QCOMPARE(bench.run(u"DELETE FROM z"_s), QString());
        bench.answer({u"up"_s, u"--allow"_s, u"all"_s, u"--allow"_s, u"DATA"_s});
    }
}

/// By what a label was replaced no statement says that can be read.
void KeptRolledBackTest::untoldLabelsStay()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const MigrateBench bench(m_engines, "mariadb", u"kept_untold"_s);
    const QByteArray from =
        Stops + "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, m enum('good', 'fair', 'bad'));\n";
    const MigrationFile second =
        draft(bench, from, Stops + "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, m enum('good', 'bad'));\n",
            {{u"t.m"_s, u"bad"_s, false, u"fair"_s}});
    QString up = second.up;
    const qsizetype update = up.indexOf("UPDATE"_L1);
    up.replace(update, up.indexOf(u';', update) - update, u"UPDATE t SET m = elt(1, 'bad') WHERE id = 2"_s);
    up.remove(QRegularExpression(u"-- relata:backfill[^\\n]*\\n"_s));
    up.insert(up.lastIndexOf("ALTER TABLE"_L1), QString::fromUtf8(Fails));
    stop(bench, from, InTheWay + u"; INSERT INTO t VALUES (1, 'good'), (2, 'fair'), (3, 'bad')"_s, up, second.down);
    bench.answer({u"rollback"_s, u"--allow"_s, u"DATA"_s});
    QCOMPARE(bench.rows(u"SELECT id, m FROM "_s + keptName(second.up)), u"2|fair"_s);
}

/// The key by which values were kept is that of the whole migration, not the one that is there half-way.
void KeptRolledBackTest::keyIsTheMigrations()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const MigrateBench bench(m_engines, "mariadb", u"kept_key"_s);
    const QByteArray code = "code VARCHAR(20) NOT NULL, CONSTRAINT t_code UNIQUE (code)";
    const QByteArray from = Stops + "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a INTEGER, " + code + ");\n";
    const MigrationFile second =
        draft(bench, from, Stops + "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, " + code + ");\n");
    QString up = second.up;
    static const QRegularExpression alter(u"ALTER TABLE [^;]*;"_s);
    up.replace(up.indexOf(alter), up.size(),
        u"ALTER TABLE t DROP COLUMN a;\nUNLOCK TABLES;\n"_s + QString::fromUtf8(Fails)
            + u"ALTER TABLE t MODIFY COLUMN id BIGINT NOT NULL;\n"_s);
    stop(bench, from, InTheWay + u"; INSERT INTO t VALUES (1, 10, 'x'), (2, 20, 'y')"_s, up, second.down);
    bench.answer({u"rollback"_s, u"--allow"_s, u"DATA"_s});
    QCOMPARE(bench.rows(u"SELECT id, a, code FROM t ORDER BY id"_s), u"1|10|x\n2|20|y"_s);
}

/// Of two columns that are kept together only one is gone yet.
void KeptRolledBackTest::comesBackInPart()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const MigrateBench bench(m_engines, "mariadb", u"kept_part"_s);
    const QByteArray from = Stops + "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b INTEGER);\n";
    const MigrationFile second = draft(bench, from, Stops + "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY);\n");
    QString up = second.up;
    static const QRegularExpression alter(u"ALTER TABLE [^;]*;"_s);
    up.replace(up.indexOf(alter), up.size(),
        u"ALTER TABLE t DROP COLUMN a;\nUNLOCK TABLES;\n"_s + QString::fromUtf8(Fails)
            + u"ALTER TABLE t DROP COLUMN b;\n"_s);
    stop(bench, from, InTheWay + u"; INSERT INTO t VALUES (1, 10, 100), (2, 20, 200)"_s, up, second.down);
    QCOMPARE(bench.run(u"UPDATE t SET b = 201 WHERE id = 2"_s), QString());
    bench.answer({u"rollback"_s, u"--allow"_s, u"DATA"_s});
    QCOMPARE(bench.rows(u"SELECT id, a, b FROM t ORDER BY id"_s), u"1|10|100\n2|20|201"_s);
}

/// The same where the rest of the migration runs nowhere any more, so that nobody knows what it keeps how.
void KeptRolledBackTest::refusesWhatItCannotTell()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const MigrateBench bench(m_engines, "mariadb", u"kept_refused"_s);
    const QString beside = bench.database.profile.database + u"_b"_s;
    const QByteArray from = Stops + "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b INTEGER);\n";
    const MigrationFile second = draft(bench, from, Stops + "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY);\n");
    QString up = second.up;
    static const QRegularExpression alter(u"ALTER TABLE [^;]*;"_s);
    up.replace(up.indexOf(alter), up.size(),
        u"ALTER TABLE t DROP COLUMN a;\nUNLOCK TABLES;\n"_s + QString::fromUtf8(Fails)
            + u"CREATE TABLE w LIKE %1.w;\nALTER TABLE t DROP COLUMN b;\n"_s.arg(beside));
    QCOMPARE(bench.run(u"CREATE DATABASE %1; CREATE TABLE %1.w (id INTEGER)"_s.arg(beside)), QString());
    stop(bench, from, InTheWay + u"; INSERT INTO t VALUES (1, 10, 100), (2, 20, 200)"_s, up, second.down);
    QCOMPARE(bench.run(u"DROP DATABASE "_s + beside), QString());
    const Answer refused = bench.migrate({u"rollback"_s, u"--allow"_s, u"DATA"_s});
    QVERIFY2(refused.status == 4 && refused.err.contains(keptName(second.up)), qPrintable(refused.err));
    QCOMPARE(bench.rows(u"SELECT id, a FROM "_s + keptName(second.up) + u" ORDER BY id"_s), u"1|10\n2|20"_s);
}

RELATA_TEST(KeptRolledBackTest)
#include "tst_kept_rolled_back.moc"
