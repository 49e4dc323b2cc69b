#include "models/sql/sql_flavour.h"
#include "models/timeline/migration_file.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Steps outside of the database, as a migration's file names them.
class RunGatesTest : public QObject {
    Q_OBJECT
private slots:
    void areReadInOrder();
    void standInTheFile();
    void emptyOnesAreErrors();
    void danglingOnesAreFound();
};

void RunGatesTest::areReadInOrder()
{
    const QList<RunGate> gates =
        runGates(u"-- relata:manual Close the shop \n-- why: it sells\n--relata:run ./a.sh -x\n"
                 "-- see relata:run\n-- relata:runner x\n");
    QCOMPARE(gates.size(), 2);
    QVERIFY((gates.at(0) == RunGate{RunGate::Kind::Manual, u"Close the shop"_s}));
    QVERIFY((gates.at(1) == RunGate{RunGate::Kind::Command, u"./a.sh -x"_s}));
}

/// Where they were written: in a section above their statement, in the header for the first of the way up.
void RunGatesTest::standInTheFile()
{
    const QByteArray text = "-- Migration 004: totals\n-- relata:id 04\n-- relata:manual Close the shop\n-- relata:run "
                            "./a.sh\n-- relata:up\nALTER TABLE t ADD a int;\n-- relata:run ./b.sh\nUPDATE t SET a = "
                            "1;\n-- relata:down\n-- relata:manual Open it\nALTER TABLE t DROP a;\n";
    const Result<MigrationFile> read = parseMigration(text, u"004_totals.sql"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(writeMigration(*read), text);
    QCOMPARE(read->gates().size(), 2);
    QCOMPARE(read->gates().at(1).text, u"./a.sh"_s);
    QVERIFY(read->up.contains("-- relata:run ./b.sh\n"_L1));
    QVERIFY(read->down.contains("-- relata:manual Open it\n"_L1));
}

void RunGatesTest::emptyOnesAreErrors()
{
    for (const char *name : {"manual", "run"}) {
        const QByteArray text = "-- relata:up\nSELECT 1;\n-- relata:" + QByteArray(name) + "\nSELECT 2;\n";
        const Result<MigrationFile> read = parseMigration(text, u"004_totals.sql"_s);
        QVERIFY(!read.has_value());
        QVERIFY2(read.error().text().contains("004_totals.sql:3"_L1), qPrintable(read.error().text()));
    }
}

void RunGatesTest::danglingOnesAreFound()
{
    for (const char *text : {"-- relata:up\nSELECT 1;\n-- relata:manual B\n\n-- why\n",
             "-- relata:up\nSELECT 1;\n-- relata:manual B\n-- relata:down\nSELECT 2;\n"}) {
        const Result<MigrationFile> read = parseMigration(text, u"004_totals.sql"_s);
        QVERIFY(!read.has_value());
        QVERIFY2(read.error().text().contains("004_totals.sql:3"_L1), qPrintable(read.error().text()));
    }
    const SqlFlavour &flavour = *sqlFlavour(u"sqlite");
    QCOMPARE(danglingGate(u"-- relata:manual A\nSELECT 1;\n"_s, flavour), QString());
    QCOMPARE(danglingGate(u"SELECT 1;\n-- relata:manual B\n"_s, flavour), u"B"_s);
    QCOMPARE(danglingGate(u"-- relata:run c\n"_s, flavour), u"c"_s);
    QCOMPARE(danglingGate(QString(), flavour), QString());
}

RELATA_TEST(RunGatesTest)
#include "tst_run_gates.moc"
