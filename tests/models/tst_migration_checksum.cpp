#include "models/engine/engine.h"
#include "models/sql/sql_flavour.h"
#include "models/timeline/ledger.h"
#include "models/timeline/text_diff.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;

/// What people may do to a migration's text without its being another one, and what they may not.
class TestMigrationChecksum : public QObject {
    Q_OBJECT
private slots:
    void same_data();
    void same();
    void different_data();
    void different();
    void lines();
};

namespace {

const QByteArray Text =
    "-- Migration 001: a\n-- relata:id 1\n-- relata:up\nCREATE TABLE a (id int, n text DEFAULT 'x y');\n"
    "INSERT INTO a VALUES (1, 'z');\n-- relata:down\nDROP TABLE a;\n";

QString checksumOf(const QByteArray &text, const SqlFlavour &flavour)
{
    const Result<MigrationFile> file = parseMigration(text, QStringLiteral("001_a.sql"));
    if (!file)
        return file.error().text();
    Engine engine{.key = "any", .name = "any"};
    engine.flavour = &flavour;
    return migrationChecksum(*file, engine);
}

void compareAll(const QByteArray &text, bool isSame)
{
    for (const SqlFlavour *flavour : {&postgresqlFlavour(), &mysqlFlavour(), &mariadbFlavour(), &sqliteFlavour()}) {
        const QString before = checksumOf(Text, *flavour), after = checksumOf(text, *flavour);
        QCOMPARE(before.size(), 64);
        QCOMPARE(before == after, isSame);
    }
}

} // namespace

void TestMigrationChecksum::same_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("line ends") << QByteArray(Text).replace("\n", "\r\n");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf" + Text);
    QTest::newRow("white space") << QByteArray(Text).replace("CREATE TABLE a (", "CREATE\n\tTABLE   a  (\n  ");
    QTest::newRow("no space") << QByteArray(Text).replace("(1, 'z')", "(1,'z')");
    QTest::newRow("comments") << QByteArray(Text).replace("INSERT", "-- seeds\n/* of\n two lines */ INSERT");
    QTest::newRow("end of file") << Text.chopped(1);
    QTest::newRow("empty lines") << QByteArray(Text + "\n\n\n");
    QTest::newRow("title") << QByteArray(Text).replace("001: a", "001: another title");
    QTest::newRow("description") << QByteArray(Text).replace("-- relata:id", "-- What it is for.\n-- relata:id");
}

void TestMigrationChecksum::same()
{
    QFETCH(QByteArray, text);
    QVERIFY(text != Text);
    compareAll(text, true);
}

void TestMigrationChecksum::different_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("value") << QByteArray(Text).replace("'z'", "'Z'");
    QTest::newRow("space in a string") << QByteArray(Text).replace("'x y'", "'x  y'");
    QTest::newRow("name") << QByteArray(Text).replace("n text", "m text");
    QTest::newRow("statement less") << QByteArray(Text).replace("INSERT INTO a VALUES (1, 'z');\n", "");
    QTest::newRow("commented out") << QByteArray(Text).replace("INSERT", "-- INSERT");
    QTest::newRow("down") << QByteArray(Text).replace("DROP TABLE a", "DROP TABLE IF EXISTS a");
    QTest::newRow("words run together") << QByteArray(Text).replace("id int", "idint");
    QTest::newRow("moved to down") << QByteArray(Text)
                                          .replace("INSERT INTO a VALUES (1, 'z');\n", "")
                                          .replace("DROP", "INSERT INTO a VALUES (1, 'z');\nDROP");
}

void TestMigrationChecksum::different()
{
    QFETCH(QByteArray, text);
    QVERIFY(text != Text);
    compareAll(text, false);
}

void TestMigrationChecksum::lines()
{
    const auto lines = [](const char *text) { return QString::fromLatin1(text).split(u',').join(u'\n'); };
    QCOMPARE(lineDiff(lines("a,b"), lines("a,b")), QString());
    QCOMPARE(lineDiff(lines("a,b,c"), lines("a,x,c")), QStringLiteral(" a\n-b\n+x\n c\n"));
    QCOMPARE(lineDiff(lines("a"), lines("a,b")), QStringLiteral(" a\n+b\n"));
    QCOMPARE(lineDiff(lines("a,b"), lines("b")), QStringLiteral("-a\n b\n"));
    QCOMPARE(lineDiff(lines("1,2,3,4,5,6,7,8"), lines("1,2,3,4,5,6,7,9"), 1), QStringLiteral(u"\u2026\n 7\n-8\n+9\n"));
    QCOMPARE(
        lineDiff(lines("x,2,3,4,5,y"), lines("p,2,3,4,5,q"), 1), QStringLiteral(u"-x\n+p\n 2\n\u2026\n 5\n-y\n+q\n"));
}

RELATA_TEST(TestMigrationChecksum)
#include "tst_migration_checksum.moc"
