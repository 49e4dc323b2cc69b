#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Numbers = "CREATE TABLE a (id INTEGER NOT NULL, v INTEGER, word VARCHAR(20)) PARTITION BY LIST (v)\n"
                           "(PARTITION p1 VALUES IN (1, 2, NULL), PARTITION p2 VALUES IN (3));\n";
const QString NumberRows = u"INSERT INTO a VALUES (1, 1, 'x'), (2, 2, 'x'), (3, NULL, 'x'), (4, 3, 'x')"_s;
const QString WordRows = u"INSERT INTO a VALUES (1, 'a b'), (2, 'A B'), (3, 'c')"_s;

/// A table whose parts are lists of words.
QByteArray listed(const QByteArray &collation, const QByteArray &values)
{
    return "CREATE TABLE a (id INTEGER NOT NULL, word VARCHAR(20) CHARACTER SET utf8 COLLATE " + collation
        + ") PARTITION BY LIST COLUMNS (word)\n(PARTITION p1 VALUES IN (" + values + "));\n";
}

QByteArray reorganized(const QByteArray &values)
{
    return "ALTER TABLE a REORGANIZE PARTITION p1 INTO (PARTITION p1 VALUES IN (" + values + "));\n";
}

struct Way {
    const char *name;
    QByteArray table;
    QString rows;
    QByteArray up;
    QString told{}; ///< empty: it runs
    int lost = 0; ///< rows, once it is allowed
};

QList<Way> ways()
{
    const QString deleted = u"deleted without a word: %1 ("_s;
    return {{"a value left out", Numbers, NumberRows, reorganized("1"), deleted.arg(2) + u"id = 2, v = 2"_s,
                1}, // NULL stays, out of its place, until the next change
        {"each value has its part", Numbers, NumberRows,
            "ALTER TABLE a REORGANIZE PARTITION p1, p2 INTO (PARTITION p1 VALUES IN (2, 3), "
            "PARTITION p2 VALUES IN (NULL, 1, 7));\n"},
        {"no row has the value", Numbers, u"INSERT INTO a VALUES (1, 1, 'x')"_s, reorganized("1")},
        {"spelled otherwise", Numbers, NumberRows, reorganized("1, 1 + 1, NULL")},
        {"deleted before", Numbers, NumberRows, "DELETE FROM a WHERE v = 2 OR v IS NULL;\n" + reorganized("1")},
        {"put in before", Numbers, NumberRows, "INSERT INTO a VALUES (5, 3, 'x');\n" + reorganized("1, NULL"),
            deleted.arg(1), 1},
        {"twice", Numbers, NumberRows, reorganized("1, 2, NULL, 8") + reorganized("1, NULL"), u"cannot be told"_s, 1},
        {"twice, and each has its part", Numbers, NumberRows,
            reorganized("1, 2, NULL, 8") + reorganized("8, 1, 2, NULL")},
        {"of a part that came", Numbers, NumberRows,
            "ALTER TABLE a ADD PARTITION (PARTITION p3 VALUES IN (8, 9));\n"
            "ALTER TABLE a REORGANIZE PARTITION p3 INTO (PARTITION p3 VALUES IN (8));\n"},
        {"in another case, which is the same", listed("utf8_general_ci", "'a b', 'c'"), WordRows,
            reorganized("'A b', 'C'")},
        {"in another case, which is not", listed("utf8_bin", "'a b', 'A B', 'c'"), WordRows,
            reorganized("'a b', 'a B', 'c'"), deleted.arg(1) + u"id = 2"_s, 1},
        {"with more blanks", listed("utf8_general_ci", "'a b', 'c'"), WordRows, reorganized("'a  b', 'c'"),
            deleted.arg(2), 2}};
}

} // namespace

/// Rows that find no place in the parts that a hand-written statement makes of a list would be deleted without a word.
class DisplacedRowsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void upRefuses_data();
    void upRefuses();
    void planTells_data();
    void planTells();
    void downRefuses_data() { servers(); }
    void downRefuses();

private:
    static void servers()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : {"mariadb", "mysql56"})
            QTest::newRow(server) << QByteArray(server);
    }
    static void eachWay()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<int>("way");
        const QList<Way> all = ways();
        for (const char *server : {"mariadb", "mysql56"}) {
            for (int i = 0; i < all.size(); ++i)
                QTest::addRow("%s on %s", all.at(i).name, server) << QByteArray(server) << i;
        }
    }

    EngineRegistry m_engines;
};

#define OPEN(name)                                                                                                     \
    QFETCH(const QByteArray, server);                                                                                  \
    RELATA_REQUIRE_SERVER(server.constData());                                                                         \
    const MigrateBench bench(m_engines, server, name)

void DisplacedRowsTest::upRefuses_data() { eachWay(); }

void DisplacedRowsTest::upRefuses()
{
    OPEN(u"displaced"_s);
    QFETCH(const int, way);
    const Way is = ways().at(way);
    bench.migration(1, "a", is.table, "DROP TABLE a;\n");
    bench.answer({u"up"_s});
    bench.migration(2, "parts", is.up, "SELECT 1;\n");
    QCOMPARE(bench.run(is.rows), QString());
    const QString all = bench.rows(u"SELECT count(*) FROM a"_s);
    const Answer answer = bench.migrate({u"up"_s});
    QVERIFY2(answer.status == (is.told.isEmpty() ? 0 : 4), qPrintable(answer.err));
    QVERIFY2(answer.err.contains(is.told), qPrintable(answer.err));
    QCOMPARE(answer.err.contains("--allow DATA"_L1), !is.told.isEmpty());
    if (is.told.isEmpty()) {
        QVERIFY(is.up.startsWith("DELETE") || bench.rows(u"SELECT count(*) FROM a"_s) == all);
        return;
    }
    QCOMPARE(bench.rows(u"SELECT count(*) FROM a"_s), all);
    bench.answer({u"up"_s, u"--allow"_s, u"DATA"_s});
    const int added = int(is.up.count("INSERT"));
    QCOMPARE(bench.rows(u"SELECT count(*) FROM a"_s).toInt(), all.toInt() + added - is.lost);
}

void DisplacedRowsTest::planTells_data() { eachWay(); }

/// Whether any row is there or not: going back would not bring it back.
void DisplacedRowsTest::planTells()
{
    OPEN(u"displaced_plan"_s);
    QFETCH(const int, way);
    const Way is = ways().at(way);
    bench.migration(1, "a", is.table, "DROP TABLE a;\n");
    bench.answer({u"up"_s});
    bench.migration(2, "parts", is.up, "SELECT 1;\n");
    const QString plan = bench.answer({u"plan"_s});
    const bool hasPlaces = QByteArray(is.name).startsWith("each value") || QByteArray(is.name).endsWith("has its part")
        || QByteArray(is.name).startsWith("of a part") || is.up.startsWith("DELETE") || is.up.startsWith("INSERT");
    QVERIFY2(plan.contains("gives a other parts, and deletes rows"_L1) != hasPlaces, qPrintable(plan));
}

void DisplacedRowsTest::downRefuses()
{
    OPEN(u"displaced_down"_s);
    bench.migration(1, "a", Numbers, "DROP TABLE a;\n");
    bench.migration(2, "parts", reorganized("1, 2, NULL, 8"), reorganized("1, 2, NULL"));
    bench.answer({u"up"_s});
    const QStringList down{u"down"_s, u"--yes"_s};
    QCOMPARE(bench.run(u"INSERT INTO a VALUES (1, 1, 'x'), (2, 8, 'x')"_s), QString());
    const Answer refused = bench.migrate(down);
    QVERIFY2(
        refused.status == 4 && refused.err.contains("deleted without a word: 1 (id = 2"_L1), qPrintable(refused.err));
    QCOMPARE(bench.rows(u"SELECT count(*) FROM a"_s), u"2"_s);
    QCOMPARE(bench.run(u"UPDATE a SET v = 2 WHERE v = 8"_s), QString());
    bench.answer(down);
    QCOMPARE(bench.rows(u"SELECT count(*) FROM a"_s), u"2"_s);
}

RELATA_TEST(DisplacedRowsTest)
#include "tst_displaced_rows.moc"
