#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/timeline/ledger.h"
#include "tests/app/migrate_bench.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// stamp, repair, baseline and status write and tell what the ledger says, and nothing else.
class TestMigrateLedger : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void stamp_data() { tests::engineRows(); }
    void stamp();
    void repair_data() { tests::engineRows(); }
    void repair();
    void baselineInto_data() { tests::engineRows(); }
    void baselineInto();
    void statusOfAll();
    void countsBeyondItsDigits();
    void isReadAtOnce();

private:
    EngineRegistry m_registry;
};

static void writeTwo(const tests::MigrateBench &bench)
{
    bench.migration(
        1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n", "DROP TABLE book;\n");
    bench.migration(
        2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "ALTER TABLE book DROP COLUMN pages;\n");
}

void TestMigrateLedger::stamp()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"stamp"_s);
    writeTwo(bench);
    QCOMPARE(bench.run(u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40))"_s), QString());
    const tests::Answer refused = bench.migrate({u"stamp"_s, u"002"_s});
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("column book.pages: missing"_L1), qPrintable(refused.err));
    QCOMPARE(bench.state(u"001"_s), u"pending"_s);
    QVERIFY(bench.answer({u"stamp"_s, u"001"_s, u"--dry-run"_s}).contains("would be recorded as applied: 001"_L1));
    QCOMPARE(bench.state(u"001"_s), u"pending"_s);
    QVERIFY(bench.answer({u"stamp"_s, u"001"_s}).contains("recorded as applied: 001 books"_L1));
    QCOMPARE(bench.state(u"001"_s), u"applied"_s);
    bench.answer({u"up"_s});
    QCOMPARE(bench.rows(u"SELECT COUNT(pages) FROM book"_s), u"0"_s);
    // Back to 1, although the database is at 2: only by force, and nothing is run.
    QCOMPARE(bench.migrate({u"stamp"_s, u"1"_s}).status, 4);
    QVERIFY(bench.answer({u"stamp"_s, u"1"_s, u"--force"_s}).contains("forgotten: 002"_L1));
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    QCOMPARE(bench.rows(u"SELECT COUNT(pages) FROM book"_s), u"0"_s);
    QCOMPARE(bench.migrate({u"stamp"_s, u"007"_s}).status, 2);
    QCOMPARE(bench.migrate({u"stamp"_s}).status, 2);
}

void TestMigrateLedger::repair()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"repair"_s);
    writeTwo(bench);
    bench.answer({u"up"_s});
    QCOMPARE(bench.answer({u"repair"_s, u"--check"_s}), u"The ledger agrees with the files.\n"_s);
    const QString when = bench.rows(u"SELECT finished_at FROM _relata_migrations ORDER BY version"_s);
    bench.migration(
        1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(80));\n", "DROP TABLE book;\n");
    QCOMPARE(bench.state(u"001"_s), u"edited"_s);
    const QString shown = bench.answer({u"repair"_s, u"--check"_s}, 1);
    QVERIFY2(shown.contains("-CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n"
                            "+CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(80));\n"_L1),
        qPrintable(shown));
    QCOMPARE(bench.migrate({u"repair"_s, u"--accept"_s, u"002"_s}).status, 4); // it was not edited
    QCOMPARE(bench.migrate({u"repair"_s, u"--forget"_s, u"001"_s}).status, 4); // its file is there
    bench.answer({u"repair"_s, u"--accept"_s, u"1"_s});
    QCOMPARE(bench.state(u"001"_s), u"applied"_s);
    QCOMPARE(bench.rows(u"SELECT finished_at FROM _relata_migrations ORDER BY version"_s), when);
    QVERIFY(QFile::remove(bench.project() + u"/migrations/002_pages.sql"_s));
    QCOMPARE(bench.state(u"002"_s), u"missing"_s);
    const QJsonObject json =
        QJsonDocument::fromJson(bench.answer({u"repair"_s, u"--format"_s, u"json"_s}).toUtf8()).object();
    QCOMPARE(json[u"missing"][0][u"version"].toString(), u"002"_s);
    bench.answer({u"repair"_s, u"--forget"_s, u"002"_s});
    QCOMPARE(bench.state(u"002"_s), QString());
    QCOMPARE(bench.rows(u"SELECT migration_id FROM _relata_statements"_s), u"7e570001"_s);
}

void TestMigrateLedger::baselineInto()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"baseline_into"_s);
    QCOMPARE(bench.run(u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));"
                       "CREATE INDEX book_title ON book (title)"_s),
        QString());
    bench.answer({u"baseline"_s});
    QCOMPARE(bench.state(u"001"_s), u"applied"_s);
    QVERIFY(QFile::exists(bench.project() + u"/migrations/001_baseline.sql"_s));
    QVERIFY(bench.answer({u"drift"_s, u"--check"_s}).contains("No drift"_L1));
    bench.answer({u"check"_s});
    const tests::Answer again = bench.migrate({u"baseline"_s});
    QCOMPARE(again.status, 4);
    QVERIFY2(again.err.contains("has migrations already"_L1), qPrintable(again.err));
}

void TestMigrateLedger::statusOfAll()
{
    const tests::MigrateBench bench(m_registry, {}, u"status_dev"_s);
    writeTwo(bench);
    bench.write(u"relata.json"_s,
        R"({"name": "bench", "engine": "sqlite", "default_connection": "dev", "connections": [)"
        R"({"name": "dev", "url": "sqlite:../status_dev.db?mode=rwc", "environment": "dev"},)"
        R"({"name": "live", "url": "sqlite:../live.db?mode=rwc", "environment": "prod"}]})");
    bench.answer({u"up"_s, u"--target"_s, u"@dev"_s});
    bench.answer({u"up"_s, u"--target"_s, u"@live"_s, u"--to"_s, u"001"_s, u"--yes"_s});
    QCOMPARE(bench.run(u"CREATE TABLE by_hand (id INTEGER)"_s), QString());
    const QString table = bench.answer({u"status"_s, u"--all"_s, u"--offline"_s});
    const QStringList lines = table.split(u'\n');
    QVERIFY2(lines.size() >= 5, qPrintable(table));
    QCOMPARE(lines.at(0).simplified(), u"migration dev live"_s);
    QCOMPARE(lines.at(1).simplified(), u"dev prod"_s);
    QCOMPARE(lines.at(2).simplified(), u"001 books applied applied"_s);
    QCOMPARE(lines.at(3).simplified(), u"002 pages applied pending"_s);
    QCOMPARE(lines.at(4).simplified(), u"drift 1 differ none"_s);
    const QJsonArray json = QJsonDocument::fromJson(
        bench.answer({u"status"_s, u"--all"_s, u"--format"_s, u"json"_s, u"--offline"_s}).toUtf8())
                                .array();
    QCOMPARE(json.size(), 2);
    QCOMPARE(json[0][u"drift"].toInt(), 1);
    QCOMPARE(json[1][u"migrations"][1][u"state"].toString(), u"pending"_s);
}

/// 1000 is behind 999, though not as a text.
void TestMigrateLedger::countsBeyondItsDigits()
{
    const tests::MigrateBench bench(m_registry, {}, u"digits"_s);
    bench.write(u"migrations/999_a.sql"_s, "-- relata:id d999\n-- relata:up\nCREATE TABLE a (id INTEGER);\n");
    bench.answer({u"up"_s});
    bench.write(
        u"migrations/1000_b.sql"_s, "-- relata:id d1000 parent d999\n-- relata:up\nCREATE TABLE b (id INTEGER);\n");
    QCOMPARE(bench.state(u"1000"_s), u"pending"_s);
    bench.answer({u"up"_s});
    QCOMPARE(bench.state(u"1000"_s), u"applied"_s);
}

/// However much was applied: each run of one more asks what was.
void TestMigrateLedger::isReadAtOnce()
{
    RELATA_REQUIRE_SERVER("mariadb");
    constexpr int Applied = 30;
    QStringList ups;
    for (int i = 0; i < Applied; ++i)
        ups += u"CREATE TABLE t%1 (id INTEGER);\nINSERT INTO t%1 VALUES (1);"_s.arg(i);
    const tests::RunnerPlace place(m_registry, "mariadb", ups, {});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_registry));
    QuietContext quiet;
    for (int i = 1; i <= Applied; ++i)
        QVERIFY(place.apply(session, i, quiet, {}));
    const auto questions = [&] {
        const Result<Rows> rows = fetch(*session.connection, u"SHOW SESSION STATUS LIKE 'Questions'"_s);
        return rows ? rows->text(0, 1).toLongLong() : -1;
    };
    Ledger ledger(*session.connection, *session.engine);
    const qint64 before = questions();
    const auto entries = ledger.entries();
    const qint64 asked = questions() - before;
    QVERIFY(entries && entries->size() == Applied && entries->last().done == 2);
    QVERIFY2(asked < 10, qPrintable(QString::number(asked)));
    const auto one = ledger.entry(place.migration(7));
    QVERIFY(one && *one && (*one)->version == place.migration(7).version && (*one)->done == 2);
    MigrationFile other = place.migration(7);
    other.id = u"none"_s;
    QVERIFY(!ledger.entry(other).value());
}

RELATA_TEST(TestMigrateLedger)
#include "tst_migrate_ledger.moc"
