#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What a database has otherwise than its migrations lead to is told, kept out of the way of `up`, adopted or taken
/// back.
class TestMigrateDrift : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void told_data() { tests::engineRows(); }
    void told();
    void beforeUp_data() { tests::engineRows(); }
    void beforeUp();
    void adopted_data() { tests::engineRows(); }
    void adopted();
    void takenBack_data() { tests::engineRows(); }
    void takenBack();

private:
    EngineRegistry m_registry;
};

namespace {

void writeFirst(const tests::MigrateBench &bench)
{
    bench.migration(1, "books",
        "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n"
        "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);\n",
        "DROP TABLE shelf;\nDROP TABLE book;\n");
}

} // namespace

void TestMigrateDrift::told()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"drift_told"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    QCOMPARE(bench.run(u"CREATE TABLE tmp_import (id INTEGER, n INTEGER); ALTER TABLE book ADD COLUMN isbn VARCHAR(20);"
                       "DROP TABLE shelf"_s),
        QString());
    QCOMPARE(bench.answer({u"drift"_s}),
        u"table shelf: missing\ntable tmp_import: not in the migrations\ncolumn book.isbn: not in the migrations\n"_s);
    bench.answer({u"drift"_s, u"--check"_s}, 1);
    const QJsonObject json =
        QJsonDocument::fromJson(bench.answer({u"drift"_s, u"--format"_s, u"json"_s}).toUtf8()).object();
    QCOMPARE(json[u"items"].toArray().size(), 3);
    QCOMPARE(json[u"items"][2][u"name"].toString(), u"book.isbn"_s);
    QCOMPARE(json[u"items"][2][u"state"].toString(), u"added"_s);
    const QByteArray engine = server.isEmpty() ? QByteArray("sqlite") : bench.database.profile.engine;
    bench.write(u"relata.json"_s,
        R"({"engine": ")" + engine
            + R"(", "drift": {"ignore": [{"kind": "table", "name": "tmp_*"}, {"name": "shelf"}, {"name": "*.isbn"}]}})");
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    bench.write(
        u"relata.json"_s, R"({"engine": ")" + engine + R"(", "drift": {"ignore": [{"kind": "tabel", "name": "*"}]}})");
    QCOMPARE(bench.migrate({u"drift"_s}).status, 2);
}

void TestMigrateDrift::beforeUp()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"drift_up"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    bench.migration(
        2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "ALTER TABLE book DROP COLUMN pages;\n");
    QCOMPARE(
        bench.run(u"ALTER TABLE shelf ADD COLUMN room INTEGER; ALTER TABLE book ADD COLUMN isbn INTEGER"_s), QString());
    const tests::Answer refused = bench.migrate({u"up"_s});
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("column book.isbn: not in the migrations"_L1), qPrintable(refused.err));
    QVERIFY2(refused.err.contains("Drift: column shelf.room"_L1), qPrintable(refused.err)); // only a warning
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    QCOMPARE(bench.run(u"ALTER TABLE book DROP COLUMN isbn"_s), QString());
    const tests::Answer warned = bench.migrate({u"up"_s});
    QVERIFY2(warned.status == 0 && warned.err.contains("Drift: column shelf.room"_L1), qPrintable(warned.err));
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
}

void TestMigrateDrift::adopted()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"drift_adopted"_s),
        other(m_registry, server, u"drift_other"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"ALTER TABLE book ADD COLUMN isbn VARCHAR(20); INSERT INTO book VALUES (1, 'Emma', 'x');"
                       "CREATE INDEX book_isbn ON book (isbn)"_s),
        QString());
    bench.answer({u"drift"_s, u"--adopt"_s, u"isbn of books"_s});
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    QCOMPARE(bench.rows(u"SELECT isbn FROM book"_s), u"x"_s);
    bench.answer({u"check"_s}); // head.json follows
    // The migration brings another database there, and back.
    const QStringList there{u"--target"_s, other.database.profile.url()};
    bench.answer(QStringList{u"up"_s} + there);
    QCOMPARE(other.run(u"SELECT isbn FROM book"_s), QString());
    bench.answer(QStringList{u"down"_s} + there);
    QVERIFY(!other.run(u"SELECT isbn FROM book"_s).isEmpty());
    QCOMPARE(bench.migrate({u"drift"_s, u"--adopt"_s, u"nothing"_s}).status, 4);
}

void TestMigrateDrift::takenBack()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"drift_back"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"ALTER TABLE book ADD COLUMN isbn VARCHAR(20); INSERT INTO book VALUES (1, 'Emma', 'x')"_s),
        QString());
    QVERIFY(bench.answer({u"drift"_s, u"--revert"_s}).contains("isbn"_L1));
    QCOMPARE(bench.rows(u"SELECT isbn FROM book"_s), u"x"_s); // only shown
    const tests::Answer refused = bench.migrate({u"drift"_s, u"--revert"_s, u"--yes"_s});
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("DL102"_L1), qPrintable(refused.err));
    bench.answer({u"drift"_s, u"--revert"_s, u"--yes"_s, u"--allow"_s, u"DL102"_s});
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    QCOMPARE(bench.rows(u"SELECT title FROM book"_s), u"Emma"_s);
}

RELATA_TEST(TestMigrateDrift)
#include "tst_migrate_drift.moc"
