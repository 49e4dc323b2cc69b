#include "models/sql/batched_statement.h"
#include "models/sql/sql_flavour.h"
#include "models/timeline/backfill_rules.h"
#include "models/timeline/migration_file.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// The text of a backfill: what stands in the comment, and where the statement below it is cut.
class BackfillTextTest : public QObject {
    Q_OBJECT
private slots:
    void readsRules_data();
    void readsRules();
    void cuts_data();
    void cuts();
    void leavesOthersWhole_data();
    void leavesOthersWhole();
    void standsInTheFile();
};

void BackfillTextTest::readsRules_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isRead");
    QTest::addColumn<QStringList>("key");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("pause");
    const auto row = [](const char *text, bool isRead, const QStringList &key = {}, int rows = 10'000, int pause = 0) {
        QTest::newRow(text) << QString::fromUtf8(text) << isRead << key << rows << pause;
    };
    row("", true);
    row("by id", true, {u"id"_s});
    row("by a, \"b c\",`d`", true, {u"a"_s, u"b c"_s, u"d"_s});
    row("rows 50 by id pause 1s", true, {u"id"_s}, 50, 1000);
    row("  pause none   rows 1000000 ", true, {}, 1'000'000);
    row("by id id", false);
    row("by", false);
    row("rows 0", false);
    row("rows 1000001", false);
    row("rows -5", false);
    row("rows 5 rows 6", false);
    row("pause 5", false);
    row("batch none", false);
    row("by \"id", false);
    row("slowly", false);
    row("lag 5s load 40 by id", true, {u"id"_s});
    row("lag off", true);
    row("lag 5", false);
    row("load 0", false);
    row("load few", false);
}

void BackfillTextTest::readsRules()
{
    QFETCH(const QString, text);
    QFETCH(const bool, isRead);
    const std::optional<BackfillRules> rules = backfillRules(text);
    QCOMPARE(rules.has_value(), isRead);
    if (!isRead)
        return;
    QTEST(rules->key, "key");
    QTEST(rules->rows, "rows");
    QTEST(int(rules->pause.count()), "pause");
}

void BackfillTextTest::cuts_data()
{
    QTest::addColumn<QString>("flavour");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QStringList>("table");
    QTest::addColumn<QString>("reference");
    QTest::addColumn<QStringList>("assigned");
    QTest::addColumn<QString>("within");
    const auto row = [](const char *flavour, const char *statement, const QStringList &table, const char *reference,
                         const QStringList &assigned, const char *within) {
        QTest::newRow(statement) << QString::fromLatin1(flavour) << QString::fromUtf8(statement) << table
                                 << QString::fromUtf8(reference) << assigned << QString::fromUtf8(within);
    };
    row("postgresql", "update Only Shop.\"My Item\" AS i SET a = (SELECT 1 WHERE true), i.B = 2",
        {u"shop"_s, u"My Item"_s}, "i", {u"a"_s, u"i"_s, u"b"_s},
        "update Only Shop.\"My Item\" AS i SET a = (SELECT 1 WHERE true), i.B = 2\nWHERE (R)");
    row("postgresql", "UPDATE t SET (a, b) = (1, 2) FROM u WHERE t.x = u.x OR t.y IS NULL -- all", {u"t"_s}, "t",
        {u"a"_s, u"b"_s}, "UPDATE t SET (a, b) = (1, 2) FROM u\nWHERE (R) AND (t.x = u.x OR t.y IS NULL\n)");
    row("mysql", "UPDATE `a``b` SET x = 'WHERE ;' WHERE /* one */ y = 1", {u"a`b"_s}, "`a``b`", {u"x"_s},
        "UPDATE `a``b` SET x = 'WHERE ;'\nWHERE (R) AND (y = 1\n)");
    row("sqlite", "DELETE FROM main.t WHERE a < 5 OR b", {u"main"_s, u"t"_s}, "main.t", {},
        "DELETE FROM main.t\nWHERE (R) AND (a < 5 OR b\n)");
    row("postgresql", "DELETE FROM t d USING u WHERE d.a = u.a", {u"t"_s}, "d", {},
        "DELETE FROM t d USING u\nWHERE (R) AND (d.a = u.a\n)");
    row("mariadb", "DELETE FROM t", {u"t"_s}, "t", {}, "DELETE FROM t\nWHERE (R)");
}

void BackfillTextTest::cuts()
{
    QFETCH(const QString, flavour);
    QFETCH(const QString, statement);
    const std::optional<BatchedStatement> cut = batched(statement, *sqlFlavour(flavour));
    QVERIFY(cut);
    QTEST(cut->table, "table");
    QTEST(cut->reference, "reference");
    QTEST(cut->assigned, "assigned");
    QTEST(cut->within(u"R"_s), "within");
}

void BackfillTextTest::leavesOthersWhole_data()
{
    QTest::addColumn<QString>("flavour");
    const auto row = [](const char *flavour, const char *statement) {
        QTest::newRow(statement) << QString::fromLatin1(flavour);
    };
    row("mysql", "UPDATE a, b SET a.x = b.x");
    row("mysql", "UPDATE a JOIN b ON a.i = b.i SET a.x = b.x");
    row("mysql", "DELETE a FROM a JOIN b ON a.i = b.i");
    row("mysql", "UPDATE a SET x = 1 ORDER BY y LIMIT 5");
    row("postgresql", "UPDATE a SET x = 1 RETURNING y");
    row("postgresql", "WITH w AS (SELECT 1) UPDATE a SET x = 1");
    row("postgresql", "UPDATE a SET x = 1 WHERE CURRENT OF c");
    row("postgresql", "INSERT INTO a SELECT 1");
    row("sqlite", "UPDATE OR IGNORE a SET x = 1");
    row("sqlite", "UPDATE a SET x = (1");
    row("sqlite", "UPDATE");
    row("sqlite", "DELETE FROM");
    row("sqlite", "");
}

void BackfillTextTest::leavesOthersWhole()
{
    QFETCH(const QString, flavour);
    QVERIFY(!batched(QString::fromUtf8(QTest::currentDataTag()), *sqlFlavour(flavour)));
}

/// Above its statement, where writing the file again leaves it; in the header, or misspelt, it is an error of a line.
void BackfillTextTest::standsInTheFile()
{
    const QByteArray text = "-- Migration 004: totals\n-- relata:id 04\n-- relata:up\nALTER TABLE t ADD a int;\n"
                            "-- relata:backfill by id rows 50\nUPDATE t SET a = 1;\n-- relata:down\n";
    const Result<MigrationFile> read = parseMigration(text, u"004_totals.sql"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(writeMigration(*read), text);
    QCOMPARE(backfillText(u"-- why\n-- relata:backfill by id rows 50  \n"), std::optional(u"by id rows 50"_s));
    QVERIFY(!backfillText(u"-- see relata:backfill\n"));
    const Result<MigrationFile> above =
        parseMigration("-- relata:backfill by id\n-- relata:up\nSELECT 1;\n", u"004_totals.sql"_s);
    QVERIFY(!above.has_value());
    QVERIFY2(above.error().text().contains("004_totals.sql:1"_L1), qPrintable(above.error().text()));
    const Result<MigrationFile> misspelt =
        parseMigration("-- relata:up\n-- relata:backfill quickly\nUPDATE t SET a = 1;\n", u"004_totals.sql"_s);
    QVERIFY(!misspelt.has_value());
    QVERIFY2(misspelt.error().text().contains("004_totals.sql:2"_L1), qPrintable(misspelt.error().text()));
}

RELATA_TEST(BackfillTextTest)
#include "tst_backfill_text.moc"
