#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What production is kept from on the command line, by whatever words its database is called.
class ProductionUrlTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void everyChangeIsMeant_data() { tests::engineRows(); }
    void everyChangeIsMeant();
    void whatCannotBeLookedAtIsNotRun();
    void aLedgerThatCannotBeReadIsNotEmpty();

private:
    EngineRegistry m_registry;
};

namespace {

/// The bench's database is the project's connection "live", for production.
void makeProduction(const tests::MigrateBench &bench)
{
    const QJsonObject live{
        {u"name"_s, u"live"_s}, {u"url"_s, bench.database.profile.url()}, {u"environment"_s, u"prod"_s}};
    bench.write(u"relata.json"_s,
        QJsonDocument(
            QJsonObject{{u"name"_s, u"bench"_s}, {u"engine"_s, QString::fromLatin1(bench.database.profile.engine)},
                {u"connections"_s, QJsonArray{live}}})
            .toJson());
}

QStringList onTrial(const tests::MigrateBench &bench, const QStringList &words)
{
    return words + QStringList{u"--dev"_s, bench.database.profile.url()}; // no server of its own for each look
}

} // namespace

void ProductionUrlTest::everyChangeIsMeant()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"meant"_s);
    makeProduction(bench);
    const auto must = [&](const QStringList &words, const QString &said) {
        const tests::Answer refused = bench.migrate(onTrial(bench, words));
        QCOMPARE(refused.status, 4);
        QVERIFY2(refused.err.contains(u"live is production: say --yes to "_s + said), qPrintable(refused.err));
        bench.answer(onTrial(bench, words + QStringList{u"--yes"_s}));
    };
    bench.migration(
        1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, code INTEGER);\n", "DROP TABLE book;\n");
    must({u"up"_s}, u"apply 1 migrations"_s);
    must({u"down"_s}, u"take 1 migrations back"_s);
    bench.answer(onTrial(bench, {u"up"_s, u"--yes"_s}));
    bench.migration(2, "shelves",
        "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);\n"
        "CREATE UNIQUE INDEX book_code ON book (code);\n",
        "DROP TABLE shelf;\n", "-- relata:transaction none\n");
    const QStringList halfWay{u"up"_s, u"--yes"_s, u"--allow"_s, u"DATA"_s};
    QCOMPARE(bench.run(u"INSERT INTO book VALUES (1, 7), (2, 7)"_s), QString());
    QCOMPARE(bench.migrate(onTrial(bench, halfWay)).status, 3);
    must({u"rollback"_s}, u"roll migration 002 back"_s);
    QCOMPARE(bench.migrate(onTrial(bench, halfWay)).status, 3);
    QCOMPARE(bench.run(u"DELETE FROM book WHERE id = 2"_s), QString());
    must({u"resume"_s}, u"go on with migration 002"_s);
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
}

/// Without a server for scratch databases nobody knows what the migration loses; with a broken ledger, what is there.
void ProductionUrlTest::whatCannotBeLookedAtIsNotRun()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const tests::MigrateBench bench(m_registry, "postgresql15", u"blind"_s);
    makeProduction(bench);
    bench.migration(1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE book;\n");
    bench.answer(onTrial(bench, {u"up"_s, u"--yes"_s}));
    bench.migration(2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "");
    const QStringList blind{u"up"_s, u"--yes"_s, u"--dev"_s, u"postgresql://nobody@127.0.0.1:1/nowhere"_s};
    const tests::Answer unreviewed = bench.migrate(blind);
    QCOMPARE(unreviewed.status, 4);
    QVERIFY2(unreviewed.err.contains("--allow UNREVIEWED"_L1), qPrintable(unreviewed.err));
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    // It can be reviewed, and what was applied cannot be replayed.
    QCOMPARE(
        bench.run(u"UPDATE _relata_migrations SET body = replace(body, 'CREATE TABLE', 'CREATE TABEL')"_s), QString());
    const QStringList lost = onTrial(bench, {u"up"_s, u"--yes"_s});
    const tests::Answer unknown = bench.migrate(lost);
    QCOMPARE(unknown.status, 4);
    QVERIFY2(unknown.err.contains("could not be told"_L1) && unknown.err.contains("--allow DRIFT"_L1),
        qPrintable(unknown.err));
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    bench.answer(lost + QStringList{u"--allow"_s, u"DRIFT"_s});
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
}

/// Who may not read what was applied is not told that nothing was.
void ProductionUrlTest::aLedgerThatCannotBeReadIsNotEmpty()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const tests::MigrateBench bench(m_registry, "postgresql15", u"unread"_s);
    bench.migration(1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE book;\n");
    bench.answer({u"up"_s});
    const QString role = u"reader_"_s + bench.database.profile.database;
    QCOMPARE(bench.run(u"CREATE ROLE %1 LOGIN"_s.arg(role)), QString());
    ConnectionProfile reader = bench.database.profile;
    reader.user = role;
    const tests::Answer status = bench.migrate({u"status"_s, u"--target"_s, reader.url()});
    QCOMPARE(status.status, 3);
    QVERIFY2(status.err.contains("_relata_migrations"_L1), qPrintable(status.err));
    QVERIFY2(!status.out.contains("pending"_L1), qPrintable(status.out));
    QCOMPARE(bench.run(u"DROP ROLE %1"_s.arg(role)), QString());
}

RELATA_TEST(ProductionUrlTest)
#include "tst_production_url.moc"
