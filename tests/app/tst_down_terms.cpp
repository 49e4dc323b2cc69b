#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "tests/app/migrate_bench.h"
#include "tests/app/report_stopper.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What `down` and `rollback` ask before they take anything away: that the file is what was applied, that the database
/// is what it leads to, that values fit what comes back, and that what goes is the migration's.
class DownTermsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void editedFileIsRefused_data() { engineRows(); }
    void editedFileIsRefused();
    void driftIsRefused_data() { engineRows(); }
    void driftIsRefused();
    void valuesMustFit_data();
    void valuesMustFit();
    void onlyLeadsBack_data() { eachRunnerServer(); }
    void onlyLeadsBack();
    void namesAreWhole_data() { eachRunnerServer(); }
    void namesAreWhole();
    void fullDatabaseIsTold();

private:
    void refuses(const MigrateBench &bench, const QStringList &words, QLatin1StringView why)
    {
        const Answer answer = bench.migrate(words);
        QVERIFY2(answer.status != 0 && answer.err.contains(why), qPrintable(answer.err));
    }

    EngineRegistry m_engines;
};

static void writeTwo(const MigrateBench &bench)
{
    bench.migration(
        1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n", "DROP TABLE book;\n");
    bench.migration(
        2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "ALTER TABLE book DROP COLUMN pages;\n");
}

/// A column that the applied text added, and the edited one does not, would go unkept.
void DownTermsTest::editedFileIsRefused()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"down_edited"_s);
    writeTwo(bench);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO book VALUES (1, 'one', 300)"_s), QString());
    bench.migration(2, "pages", "UPDATE book SET title = 'x' WHERE id = 0;\n", "ALTER TABLE book DROP COLUMN pages;\n");
    refuses(bench, {u"down"_s, u"--yes"_s}, "Migration 002 was edited after it was applied"_L1);
    refuses(bench, {u"down"_s, u"--to"_s, u"0"_s, u"--dry-run"_s}, "Migration 002 was edited"_L1);
    QCOMPARE(bench.rows(u"SELECT pages FROM book"_s), u"300"_s);
    writeTwo(bench);
    bench.answer({u"down"_s, u"--yes"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
}

/// A column that somebody else has made in a table that the way down drops.
void DownTermsTest::driftIsRefused()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"down_drift"_s);
    writeTwo(bench);
    bench.answer({u"up"_s});
    for (const char *sql : {"ALTER TABLE book ADD COLUMN note VARCHAR(20)", "INSERT INTO book VALUES (1, 'a', 2, 'n')"})
        QCOMPARE(bench.run(QString::fromLatin1(sql)), QString());
    refuses(bench, {u"down"_s, u"--to"_s, u"0"_s, u"--yes"_s}, "column book.note: not in the migrations"_L1);
    QCOMPARE(bench.rows(u"SELECT note FROM book"_s), u"n"_s);
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
    bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"DRIFT"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    QCOMPARE(bench.rows(u"SELECT note FROM book"_s), u"n"_s);
}

void DownTermsTest::valuesMustFit_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("wide");
    QTest::addColumn<QByteArray>("narrow");
    const QByteArray mysqlWide = "ALTER TABLE fee MODIFY COLUMN sum DECIMAL(12,4);\n",
                     mysqlNarrow = "ALTER TABLE fee MODIFY COLUMN sum DECIMAL(10,2);\n";
    QTest::newRow("postgresql15") << QByteArray("postgresql15")
                                  << QByteArray("ALTER TABLE fee ALTER COLUMN sum TYPE numeric(12,4);\n")
                                  << QByteArray("ALTER TABLE fee ALTER COLUMN sum TYPE numeric(10,2);\n");
    QTest::newRow("mariadb") << QByteArray("mariadb") << mysqlWide << mysqlNarrow;
    QTest::newRow("mysql56") << QByteArray("mysql56") << mysqlWide << mysqlNarrow;
}

/// A value with four digits behind the point comes out of the way down as another.
void DownTermsTest::valuesMustFit()
{
    QFETCH(QByteArray, server);
    QFETCH(QByteArray, wide);
    QFETCH(QByteArray, narrow);
    RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"down_values"_s);
    bench.migration(
        1, "fees", "CREATE TABLE fee (id INTEGER NOT NULL PRIMARY KEY, sum DECIMAL(10,2));\n", "DROP TABLE fee;\n");
    bench.migration(2, "digits", wide, narrow);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO fee VALUES (1, 1.25), (2, 1.2345)"_s), QString());
    refuses(bench, {u"down"_s, u"--yes"_s}, "values that are there do not fit what comes back"_L1);
    QCOMPARE(bench.rows(u"SELECT sum FROM fee WHERE id = 2"_s), u"1.2345"_s);
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
    QCOMPARE(bench.run(u"UPDATE fee SET sum = 1.5 WHERE id = 2"_s), QString());
    bench.answer({u"down"_s, u"--yes"_s}); // all fit
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"UPDATE fee SET sum = 1.2345 WHERE id = 2"_s), QString());
    bench.answer({u"down"_s, u"--yes"_s, u"--allow"_s, u"DATA"_s});
    QCOMPARE(bench.rows(u"SELECT sum FROM fee WHERE id = 2"_s), u"1.23"_s);
}

/// A rollback that stopped behind its first statement is not led upwards: what that took away would be missing.
void DownTermsTest::onlyLeadsBack()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE one (id INTEGER);"_s,
            u"CREATE TABLE two (id INTEGER);\nCREATE TABLE three (id INTEGER);\nINSERT INTO two VALUES (1, 2, 3);"_s},
        {u"DROP TABLE one;"_s, {}}, false);
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, {}));
    QVERIFY(!place.apply(session, 2, quiet, {}));
    const auto resume = [&] {
        return resumeMigration(
            *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules());
    };
    const auto rollBack = [&](JobContext &context) {
        return rollBackPartial(*session.connection, place.profile(), place.profile(), *session.engine, place.timeline,
            place.migration(2), context, place.rules());
    };
    ReportStopper stopper(1, u"Statement 1 of 2"_s);
    QVERIFY(!rollBack(stopper));
    const bool isWhole =
        session.run(u"SELECT id FROM two"_s).isEmpty() && session.run(u"SELECT id FROM three"_s).isEmpty();
    const Result<> on = resume();
    QVERIFY(!on);
    QCOMPARE(on.error().text().contains("was being rolled back"_L1), !isWhole);
    QCOMPARE(isWhole, place.isSqlite() || place.isPostgresql());
    QVERIFY(place.state(session, 2) == MigrationState::Partial);
    const Result<> back = rollBack(quiet);
    QVERIFY2(back, qPrintable(back ? QString() : back.error().text()));
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
    QVERIFY(!session.run(u"SELECT id FROM two"_s).isEmpty() && session.run(u"SELECT id FROM one"_s).isEmpty());
}

/// `nickname` does not speak of a column `name` that somebody else has made.
void DownTermsTest::namesAreWhole()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE one (id INTEGER);\nCREATE TABLE member (id INTEGER);"_s,
            u"ALTER TABLE one ADD COLUMN membership INTEGER;\nINSERT INTO one VALUES (1, 2, 3);"_s},
        {}, false);
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, {}));
    QVERIFY(!place.apply(session, 2, quiet, {}));
    QCOMPARE(session.run(u"ALTER TABLE member ADD COLUMN ship INTEGER"_s), QString());
    const Result<> back = rollBackPartial(*session.connection, place.profile(), place.profile(), *session.engine,
        place.timeline, place.migration(2), quiet, place.rules());
    QVERIFY(!back);
    QVERIFY2(back.error().text().contains("does not name it"_L1), qPrintable(back.error().text()));
    QCOMPARE(session.run(u"SELECT ship FROM member"_s), QString());
}

/// The first migration on a database that has tables and no ledger: told, and on production refused.
void DownTermsTest::fullDatabaseIsTold()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s}, {u"DROP TABLE one;"_s});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"CREATE TABLE other (id INTEGER)"_s), QString());
    QuietContext quiet;
    ConnectionProfile production = place.profile();
    production.environment = u"production"_s;
    RunRules rules = place.rules();
    QStringList told;
    rules.warn = [&](const Message &message) { told += message.source(); };
    const auto apply = [&](const ConnectionProfile &target) {
        return applyMigration(*session.connection, target, *session.engine, place.migration(1), quiet, rules);
    };
    const Result<> refused = apply(production);
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains("such as other. Is it the right database?"_L1),
        qPrintable(refused.error().text()));
    QVERIFY(!session.run(u"SELECT id FROM one"_s).isEmpty() && told.isEmpty());
    const Result<> done = apply(place.profile());
    QVERIFY2(done, qPrintable(done ? QString() : done.error().text()));
    QVERIFY2(told.join(u'\n').contains("such as other"_L1), qPrintable(told.join(u'\n')));
}

RELATA_TEST(DownTermsTest)
#include "tst_down_terms.moc"
