#include "models/sql/altered_table.h"
#include "models/sql/sql_flavour.h"
#include "models/timeline/backfill_rules.h"
#include "models/timeline/migration_file.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// The text of a change that runs on a copy: what stands in the comment, and the ALTER TABLE for another table.
class CopyTextTest : public QObject {
    Q_OBJECT
private slots:
    void readsRules();
    void names_data();
    void names();
    void refuses_data();
    void refuses();
    void standsInTheFile();
};

void CopyTextTest::readsRules()
{
    const std::optional<CopyRules> rules = copyRules(u"rows 50 pause 100ms batch 2s"_s);
    QVERIFY(rules);
    QCOMPARE(rules->rows, 50);
    QCOMPARE(rules->pause.count(), 100);
    QCOMPARE(rules->batch.count(), 2000);
    QVERIFY(rules->tool.isEmpty() && rules->namesRows);
    QVERIFY(copyRules({}));
    QVERIFY(!copyRules({})->namesRows);
    const std::optional<CopyRules> tool = copyRules(u"with pt-online-schema-change pause 1s"_s);
    QVERIFY(tool);
    QCOMPARE(tool->tool, u"pt-online-schema-change"_s);
    QCOMPARE(tool->pause.count(), 1000);
    QVERIFY(!copyRules(u"with"_s));
    QVERIFY(!copyRules(u"rows 50 with pt-online-schema-change"_s)); // what copies comes first
    QVERIFY(!copyRules(u"by id"_s)); // the table's key is not chosen
    QVERIFY(!copyRules(u"slowly"_s));
    QCOMPARE(copyText(u"-- why\n-- relata:copy rows 50  \n"), std::optional(u"rows 50"_s));
    QVERIFY(!copyText(u"-- relata:copying\n"));
}

void CopyTextTest::names_data()
{
    QTest::addColumn<QStringList>("table");
    QTest::addColumn<QString>("on");
    const auto row = [](const char *statement, const QStringList &table, const char *on) {
        QTest::newRow(statement) << table << QString::fromUtf8(on);
    };
    row("ALTER TABLE item MODIFY n BIGINT", {u"item"_s}, "ALTER TABLE other MODIFY n BIGINT");
    row("alter table `a``b` add column item ENUM('item', 'ALTER TABLE item'), drop n", {u"a`b"_s},
        "alter table other add column item ENUM('item', 'ALTER TABLE item'), drop n");
    row("ALTER /* item */ TABLE shop.item CHANGE n n DECIMAL(12,2) DEFAULT 0", {u"shop"_s, u"item"_s},
        "ALTER /* item */ TABLE other CHANGE n n DECIMAL(12,2) DEFAULT 0");
    row("ALTER TABLE item ALGORITHM=COPY, MODIFY n BIGINT, LOCK=SHARED", {u"item"_s},
        "ALTER TABLE other MODIFY n BIGINT");
    row("ALTER TABLE item ENGINE=InnoDB ROW_FORMAT=DYNAMIC -- all of item", {u"item"_s},
        "ALTER TABLE other ENGINE=InnoDB ROW_FORMAT=DYNAMIC");
    row("ALTER TABLE item DROP KEY n, ADD KEY n (m), DROP date, ADD (day DATE, amount DECIMAL(4, 2)), DROP m",
        {u"item"_s},
        "ALTER TABLE other DROP KEY n, ADD KEY n (m), DROP date, ADD (day DATE, amount DECIMAL(4, 2)), DROP m");
    row("ALTER TABLE item DROP b, ADD n ENUM('a', 'b')", {u"item"_s}, "ALTER TABLE other DROP b, ADD n ENUM('a', 'b')");
    row("ALTER TABLE item RENAME INDEX a TO b, CONVERT TO CHARACTER SET utf8mb4", {u"item"_s},
        "ALTER TABLE other RENAME INDEX a TO b, CONVERT TO CHARACTER SET utf8mb4");
}

void CopyTextTest::names()
{
    const Result<AlteredTable> cut = alteredTable(QString::fromUtf8(QTest::currentDataTag()), mysqlFlavour());
    QVERIFY2(cut, cut ? "" : qPrintable(cut.error().text()));
    QTEST(cut->table, "table");
    QTEST(cut->on(u"other"_s), "on");
}

void CopyTextTest::refuses_data()
{
    QTest::addColumn<QString>("word");
    const auto row = [](const char *statement, const char *word) {
        QTest::newRow(statement) << QString::fromLatin1(word);
    };
    for (const char *statement :
        {"", "ALTER TABLE", "ALTER TABLE item", "UPDATE item SET n = 1", "ALTER IGNORE TABLE item ADD n INT",
            "ALTER TABLE IF EXISTS item ADD n INT", "ALTER TABLE item WAIT 5 ADD n INT", "ALTER TABLE item LOCK=NONE",
            "ALTER TABLE item DISABLE KEYS", "ALTER TABLE item ORDER BY n", "ALTER TABLE item ADD n INT,, DROP m",
            "ALTER TABLE item ADD n INT /*!50100 PARTITION BY HASH (n) */", "ALTER TABLE item ADD SYSTEM VERSIONING",
            "ALTER TABLE item DISCARD TABLESPACE"})
        row(statement, "Only one ALTER TABLE");
    for (const char *statement : {"ALTER TABLE item RENAME TO thing", "ALTER TABLE item RENAME thing",
             "ALTER TABLE item ADD n INT, RENAME COLUMN a TO b", "ALTER TABLE item CHANGE COLUMN a b INT",
             "ALTER TABLE item CHANGE a A INT"})
        row(statement, "another name");
    for (const char *statement : {"ALTER TABLE item DROP n, ADD n INT",
             "ALTER TABLE item DROP COLUMN IF EXISTS `n`, ADD COLUMN IF NOT EXISTS N INT",
             "ALTER TABLE item DROP m, DROP COLUMN n, ADD (k DECIMAL(4,2), n INT) "})
        row(statement, "keep its values");
    for (const char *statement : {"ALTER TABLE item ADD CONSTRAINT f FOREIGN KEY (n) REFERENCES p (id)",
             "ALTER TABLE item DROP FOREIGN KEY f", "ALTER TABLE item ADD n INT REFERENCES p (id)"})
        row(statement, "foreign keys");
    for (const char *statement : {"ALTER TABLE item PARTITION BY HASH (n)", "ALTER TABLE item DROP PARTITION p0",
             "ALTER TABLE item ENGINE=InnoDB REMOVE PARTITIONING"})
        row(statement, "changes partitions");
}

void CopyTextTest::refuses()
{
    const Result<AlteredTable> cut = alteredTable(QString::fromUtf8(QTest::currentDataTag()), mariadbFlavour());
    QVERIFY(!cut.has_value());
    QFETCH(const QString, word);
    QVERIFY2(cut.error().text().contains(word), qPrintable(cut.error().text()));
}

/// Above its statement, where writing the file again leaves it; in the header, or misspelt, it is an error of a line.
void CopyTextTest::standsInTheFile()
{
    const QByteArray text = "-- Migration 004: totals\n-- relata:id 04\n-- relata:up\n-- relata:copy rows 50\n"
                            "ALTER TABLE t MODIFY a bigint;\n-- relata:down\n";
    const Result<MigrationFile> read = parseMigration(text, u"004_totals.sql"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(writeMigration(*read), text);
    for (const char *wrong : {"-- relata:copy\n-- relata:up\nSELECT 1;\n",
             "-- relata:up\n-- relata:copy by id\nALTER TABLE t ADD a INT;\n"}) {
        const Result<MigrationFile> refused = parseMigration(wrong, u"004_totals.sql"_s);
        QVERIFY(!refused.has_value());
        QVERIFY2(refused.error().text().contains("relata:copy"_L1), qPrintable(refused.error().text()));
    }
}

RELATA_TEST(CopyTextTest)
#include "tst_copy_text.moc"
