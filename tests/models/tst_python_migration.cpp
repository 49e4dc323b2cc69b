#include "models/timeline/python_migration.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestPythonMigration : public QObject {
    Q_OBJECT
private slots:
    void readsAndWritesTheSame();
    void takesItsTitleFromTheDocstring();
    void mistakesNameTheLine_data();
    void mistakesNameTheLine();
    void writesLiterals_data();
    void writesLiterals();
};

static const char Example[] = R"(# Migration 007: fill names
# From two columns.
# relata:id 3f1c9a parent 77b0e2
# relata:transaction none


def up(cursor):
    cursor.execute("""
# no directive
""")


def down(cursor):
    pass
)";

void TestPythonMigration::readsAndWritesTheSame()
{
    const auto file = parseMigration(Example, u"007_fill_names.py"_s);
    QVERIFY2(file, file ? "" : qPrintable(file.error().text()));
    QCOMPARE(file->version, u"007"_s);
    QCOMPARE(file->title, u"fill names"_s);
    QCOMPARE(file->description, u"From two columns."_s);
    QCOMPARE(file->id + file->parent, u"3f1c9a77b0e2"_s);
    QVERIFY(file->isPython() && file->hasDown() && file->withoutTransaction());
    QCOMPARE(file->upLine, 5);
    QVERIFY(file->up.isEmpty() && file->down.isEmpty());
    QCOMPARE(writeMigration(*file), QByteArray(Example));
}

void TestPythonMigration::takesItsTitleFromTheDocstring()
{
    const auto file = parseMigration(
        "#!/usr/bin/python3\r\n\"\"\"Fill names\r\n\r\nFrom two columns.\r\n\"\"\"\r\ndef up(cursor):\r\n    pass\r\n",
        u"008_x.py"_s);
    QVERIFY2(file, file ? "" : qPrintable(file.error().text()));
    QCOMPARE(file->title, u"Fill names"_s);
    QCOMPARE(file->description, u"From two columns."_s);
    QVERIFY(!file->hasDown());
    QVERIFY(!file->python.contains(u'\r'));
    const auto again = parseMigration(writeMigration(*file), u"008_x.py"_s);
    QVERIFY(again.has_value());
    QCOMPARE(again->python, file->python);
    QCOMPARE(writeMigration(*again), writeMigration(*file));
}

void TestPythonMigration::mistakesNameTheLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("no up") << QByteArray("import os\n") << u"has a function up(cursor)"_s;
    QTest::newRow("unknown") << QByteArray("# x\n# relata:color red\ndef up(cursor):\n    pass\n") << u":2"_s;
    QTest::newRow("late") << QByteArray("def up(cursor):\n    # relata:manual Wait\n    pass\n") << u":2"_s;
    QTest::newRow("empty") << QByteArray("# relata:run\ndef up(cursor):\n    pass\n") << u":1"_s;
    QTest::newRow("conflict") << QByteArray("<<<<<<< ours\ndef up(cursor):\n    pass\n") << u":1"_s;
}

void TestPythonMigration::mistakesNameTheLine()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, says);
    const auto file = parseMigration(text, u"007_fill.py"_s);
    QVERIFY(!file);
    QVERIFY2(file.error().text().contains(says), qPrintable(file.error().text()));
    QVERIFY(!parseMigration("def up(cursor):\n    pass\n", u"helper.py"_s).has_value());
}

void TestPythonMigration::writesLiterals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("literal");
    QTest::newRow("quotes") << u"SELECT \"a\" || 'b\\n'"_s << u"\"SELECT \\\"a\\\" || 'b\\\\n'\""_s;
    QTest::newRow("lines") << u"SELECT 1,\n\"a\""_s << u"\"\"\"SELECT 1,\n\"a\\\"\"\"\""_s;
    QTest::newRow("three") << u"a\n\"\"\"\""_s << u"\"\"\"a\n\\\"\\\"\\\"\\\"\"\"\""_s;
}

void TestPythonMigration::writesLiterals()
{
    QFETCH(const QString, text);
    QFETCH(const QString, literal);
    QCOMPARE(pythonLiteral(text), literal);
}

RELATA_TEST(TestPythonMigration)
#include "tst_python_migration.moc"
