#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Squashed migrations lead where the old ones did; databases that had all of them are recognised, those in the middle
/// are left alone.
class TestMigrateSquash : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void planned_data() { tests::engineRows(); }
    void planned();
    void joined_data() { tests::engineRows(); }
    void joined();
    void refused();

private:
    EngineRegistry m_registry;
};

namespace {

void writeFour(const tests::MigrateBench &bench, const QByteArray &rows)
{
    bench.migration(1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n" + rows,
        "DROP TABLE book;\n");
    bench.migration(
        2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "ALTER TABLE book DROP COLUMN pages;\n");
    bench.migration(3, "shelves", "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE shelf;\n");
    bench.migration(
        4, "rooms", "ALTER TABLE shelf ADD COLUMN room INTEGER;\n", "ALTER TABLE shelf DROP COLUMN room;\n");
}

QStringList filesOf(const tests::MigrateBench &bench, const QString &folder)
{
    return QDir(bench.project() + u'/' + folder).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
}

QString schemaOf(const tests::MigrateBench &bench)
{
    return tests::runProgram({u"inspect"_s, bench.database.profile.url(), u"--format"_s, u"sql"_s}).out;
}

QString textOf(const tests::MigrateBench &bench, const QString &path)
{
    return QString::fromUtf8(readFile(bench.project() + u'/' + path).value_or(QByteArray()));
}

} // namespace

/// A database that has some of the squashed ones, and not all.
static void refusesTheMiddle(const tests::MigrateBench &bench, const tests::MigrateBench &half)
{
    const tests::Answer middle = bench.migrate({u"up"_s, u"--target"_s, half.database.profile.url()});
    QCOMPARE(middle.status, 4);
    QVERIFY2(
        middle.err.contains("2 of the 3 migrations that 003_the_beginning.sql stands for"_L1), qPrintable(middle.err));
    QCOMPARE(half.rows(u"SELECT version FROM _relata_migrations ORDER BY version"_s), u"001\n002"_s);
}

void TestMigrateSquash::planned()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"squash_all"_s), half(m_registry, server, u"squash_half"_s),
        fresh(m_registry, server, u"squash_fresh"_s);
    const auto of = [](const tests::MigrateBench &one) {
        return QStringList{u"--target"_s, one.database.profile.url()};
    };
    writeFour(bench, {});
    bench.answer({u"up"_s});
    bench.answer(QStringList{u"up"_s, u"--to"_s, u"002"_s} + of(half));
    const QString when = bench.rows(u"SELECT finished_at FROM _relata_migrations WHERE version = '003'"_s);
    QVERIFY(bench.answer({u"squash"_s, u"001..003"_s, u"the beginning"_s}).contains("003_the_beginning.sql"_L1));
    QCOMPARE(filesOf(bench, u"migrations"_s), QStringList({u"003_the_beginning.sql"_s, u"004_rooms.sql"_s}));
    QCOMPARE(filesOf(bench, u"migrations/squashed/003_the_beginning"_s),
        QStringList({u"001_books.sql"_s, u"002_pages.sql"_s, u"003_shelves.sql"_s}));
    const QString text = textOf(bench, u"migrations/003_the_beginning.sql"_s);
    QVERIFY2(!text.contains("ADD COLUMN"_L1), qPrintable(text)); // written anew

    QCOMPARE(bench.state(u"003"_s), u"applied"_s); // the old database
    QCOMPARE(bench.state(u"004"_s), u"applied"_s);
    QCOMPARE(bench.answer({u"up"_s}), u"Nothing is pending.\n"_s);
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    const QString versions = u"SELECT version FROM _relata_migrations ORDER BY version"_s;
    QCOMPARE(bench.rows(versions), u"001\n002\n003\n004"_s); // who looks writes nothing
    bench.migration(5, "halls", "CREATE TABLE hall (id INTEGER);\n", "DROP TABLE hall;\n");
    bench.answer({u"up"_s});
    QCOMPARE(bench.rows(versions), u"003\n004\n005"_s);
    QCOMPARE(bench.rows(u"SELECT finished_at FROM _relata_migrations WHERE version = '003'"_s), when);

    refusesTheMiddle(bench, half);
    bench.answer(QStringList{u"up"_s} + of(fresh));
    QCOMPARE(schemaOf(fresh), schemaOf(bench));
    bench.answer(QStringList{u"down"_s, u"--to"_s, u"0"_s} + of(fresh));
    QVERIFY(!fresh.run(u"SELECT 1 FROM book"_s).isEmpty());
}

void TestMigrateSquash::joined()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"squash_rows"_s);
    writeFour(bench, "INSERT INTO book VALUES (1, 'Emma');\n");
    bench.answer({u"squash"_s, u"1..2"_s, u"books"_s}); // rows
    bench.answer({u"squash"_s, u"3..4"_s, u"shelves"_s}); // not the beginning
    QCOMPARE(filesOf(bench, u"migrations"_s), QStringList({u"002_books.sql"_s, u"004_shelves.sql"_s}));
    QVERIFY(textOf(bench, u"migrations/002_books.sql"_s).contains("INSERT INTO book VALUES (1, 'Emma')"_L1));
    QVERIFY(textOf(bench, u"migrations/004_shelves.sql"_s).contains("ADD COLUMN room"_L1));
    bench.answer({u"up"_s});
    QCOMPARE(bench.rows(u"SELECT title FROM book"_s), u"Emma"_s);
    QCOMPARE(bench.run(u"SELECT room FROM shelf"_s), QString());
    bench.answer({u"down"_s, u"--to"_s, u"0"_s});
    QVERIFY(!bench.run(u"SELECT 1 FROM book"_s).isEmpty());
}

void TestMigrateSquash::refused()
{
    const tests::MigrateBench bench(m_registry, {}, u"squash_refused"_s);
    writeFour(bench, {});
    QCOMPARE(bench.migrate({u"squash"_s, u"001..001"_s, u"one"_s}).status, 2);
    QCOMPARE(bench.migrate({u"squash"_s, u"001..009"_s, u"none"_s}).status, 2);
    QCOMPARE(bench.migrate({u"squash"_s, u"001"_s}).status, 2);
    bench.migration(2, "pages", "ALTER TABLE nobody ADD COLUMN pages INTEGER;\n", "");
    const tests::Answer broken = bench.migrate({u"squash"_s, u"001..003"_s, u"broken"_s});
    QCOMPARE(broken.status, 3);
    QCOMPARE(filesOf(bench, u"migrations"_s).size(), 4);
}

RELATA_TEST(TestMigrateSquash)
#include "tst_migrate_squash.moc"
