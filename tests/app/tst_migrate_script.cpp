#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What `migrate script` prints is run by the engine's own client: it leaves the database and its ledger as `up` and
/// `down` do, once; and with --idempotent however often.
class TestMigrateScript : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void once_data() { tests::engineRows(); }
    void once();
    void often_data() { tests::engineRows(); }
    void often();
    void checks_data() { tests::engineRows(); }
    void checks();
    void cannotBeConditional();

    void saysHowLongToWait();

private:
    EngineRegistry m_registry;
};

namespace {

const auto LedgerRows = u"SELECT id, version, title, checksum, body, direction, state, statements, error FROM "
                        "_relata_migrations ORDER BY id"_s;
const auto StatementRows = u"SELECT migration_id, direction, position, sql_text, state FROM _relata_statements "
                           "ORDER BY migration_id, position"_s;

/// Three migrations: rows with quotes and backslashes, statements that cannot share a transaction, none at all.
void writeMigrations(const tests::MigrateBench &bench, const QByteArray &server)
{
    const bool isPostgresql = server.startsWith("postgresql");
    bench.migration(1, "books",
        "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n"
        "INSERT INTO book (id, title) VALUES (1, 'It''s; \"so\"'), (2, 'Ulysses');\n",
        "DROP TABLE book;\n");
    bench.migration(2, "shelves",
        isPostgresql ? "CREATE TYPE mood AS ENUM ('good');\nALTER TYPE mood ADD VALUE 'bad';\n"
                       "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY, mood mood DEFAULT 'bad');\n"
                       "ALTER TABLE book ADD COLUMN shelf INTEGER;\n"
                     : "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);\n"
                       "ALTER TABLE book ADD COLUMN shelf INTEGER;\n",
        isPostgresql ? "ALTER TABLE book DROP COLUMN shelf;\nDROP TABLE shelf;\nDROP TYPE mood;\n"
                     : "ALTER TABLE book DROP COLUMN shelf;\nDROP TABLE shelf;\n");
    bench.migration(3, "index", "CREATE INDEX book_title ON book (title);\n",
        server.isEmpty() || isPostgresql ? "DROP INDEX book_title;\n" : "DROP INDEX book_title ON book;\n",
        "-- relata:transaction none\n");
}

bool hasClient(const ConnectionProfile &profile)
{
    const QString missing = tests::missingClient(profile);
    if (missing.isEmpty())
        return true;
    const QString reason = missing + u" is not installed: its scripts are not run"_s;
    if (qEnvironmentVariable("CI") == "true"_L1)
        QTest::qFail(qPrintable(reason), __FILE__, __LINE__);
    else
        QTest::qSkip(qPrintable(reason), __FILE__, __LINE__);
    return false;
}

QString summary(const tests::MigrateBench &bench)
{
    const tests::Answer schema =
        tests::runProgram({u"inspect"_s, bench.database.profile.url(), u"--format"_s, u"sql"_s});
    return schema.out + schema.err + bench.rows(LedgerRows) + u'\n' + bench.rows(StatementRows) + u'\n'
        + bench.rows(u"SELECT id, title FROM book ORDER BY id"_s);
}

} // namespace

void TestMigrateScript::once()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench model(m_registry, server, u"script_up"_s), bench(m_registry, server, u"script_client"_s);
    if (!hasClient(bench.database.profile))
        return;
    writeMigrations(model, server);
    writeMigrations(bench, server);
    model.answer({u"up"_s});
    const QString script = bench.answer({u"script"_s});
    QCOMPARE(bench.answer({u"up"_s, u"--dry-run"_s}), script);
    QCOMPARE(bench.state(u"001"_s), u"pending"_s); // printing runs nothing
    QCOMPARE(tests::runInClient(bench.database.profile, script), QString());
    QCOMPARE(summary(bench), summary(model));
    QCOMPARE(bench.state(u"003"_s), u"applied"_s);
    QVERIFY(bench.rows(u"SELECT COUNT(*) FROM _relata_migrations WHERE applied_by <> '' AND finished_at > "
                       "'2020-01-01T00:00:00.000Z' AND finished_at LIKE '%Z'"_s)
        == "3"_L1);
    // A second run stops at what is applied already, and changes nothing.
    QVERIFY(!tests::runInClient(bench.database.profile, script).isEmpty());
    QCOMPARE(summary(bench), summary(model));

    model.answer({u"down"_s, u"--to"_s, u"001"_s});
    const QString back = bench.answer({u"script"_s, u"--down"_s, u"--to"_s, u"001"_s});
    QString dry = bench.answer({u"down"_s, u"--to"_s, u"001"_s, u"--dry-run"_s});
    dry.remove(QRegularExpression(u"^(-- (?!Made by)[^\\n]*\\n)+"_s)); // what it would keep and ask for
    QCOMPARE(dry, back);
    QCOMPARE(tests::runInClient(bench.database.profile, back), QString());
    QCOMPARE(summary(bench), summary(model));
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
}

void TestMigrateScript::often()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench model(m_registry, server, u"often_up"_s), bench(m_registry, server, u"often_client"_s);
    if (!hasClient(bench.database.profile))
        return;
    const QString place = QDir::currentPath();
    QVERIFY(QDir::setCurrent(bench.project())); // the sqlite3 shell writes a file where it runs
    writeMigrations(model, server);
    writeMigrations(bench, server);
    model.answer({u"up"_s});
    bench.answer({u"up"_s, u"--to"_s, u"001"_s});
    const QString script = bench.answer({u"script"_s, u"--idempotent"_s});
    for (int run = 0; run < 3; ++run) {
        QCOMPARE(tests::runInClient(bench.database.profile, script), QString());
        QCOMPARE(summary(bench), summary(model));
    }
    model.answer({u"down"_s, u"--to"_s, u"0"_s});
    const QString back = bench.answer({u"script"_s, u"--down"_s, u"--idempotent"_s});
    for (int run = 0; run < 2; ++run) {
        QCOMPARE(tests::runInClient(bench.database.profile, back), QString());
        QCOMPARE(bench.rows(LedgerRows) + bench.rows(StatementRows), QString());
        QVERIFY(!bench.run(u"SELECT 1 FROM book"_s).isEmpty());
    }
    QDir::setCurrent(place);
}

void TestMigrateScript::checks()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const tests::MigrateBench bench(m_registry, server, u"script_checks"_s);
    if (!hasClient(bench.database.profile))
        return;
    writeMigrations(bench, server);
    bench.migration(2, "shelves", "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE shelf;\n",
        "-- relata:check SELECT id FROM book WHERE title = 'Ulysses'\n");
    const QString script = bench.answer({u"script"_s});
    const QString said = tests::runInClient(bench.database.profile, script);
    QVERIFY2(said.contains("A check before migration 002 found rows"_L1), qPrintable(said));
    QCOMPARE(bench.state(u"001"_s), u"applied"_s);
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    QVERIFY(!bench.run(u"SELECT 1 FROM shelf"_s).isEmpty());
    // What must be applied before is looked for.
    const QString behind = bench.answer({u"script"_s, u"--from"_s, u"002"_s});
    const QString refused = tests::runInClient(bench.database.profile, behind);
    QVERIFY2(refused.contains("Migration 002 is not applied here"_L1), qPrintable(refused));
    QCOMPARE(bench.run(u"UPDATE book SET title = 'Emma' WHERE id = 2"_s), QString());
    QCOMPARE(tests::runInClient(bench.database.profile, bench.answer({u"script"_s})), QString());
    QCOMPARE(bench.state(u"003"_s), u"applied"_s);
}

void TestMigrateScript::cannotBeConditional()
{
    RELATA_REQUIRE_SERVER("mysql56");
    const tests::MigrateBench bench(m_registry, "mysql56", u"script_trigger"_s);
    bench.migration(1, "trigger",
        "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n INTEGER);\n"
        "CREATE TRIGGER t_before BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.n = 1; SET NEW.n = 2; END;\n",
        "DROP TABLE t;\n");
    const tests::Answer refused = bench.migrate({u"script"_s, u"--idempotent"_s});
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("CREATE TRIGGER t_before"_L1), qPrintable(refused.err));
    if (!hasClient(bench.database.profile))
        return;
    QCOMPARE(tests::runInClient(bench.database.profile, bench.answer({u"script"_s})), QString());
    QCOMPARE(bench.run(u"INSERT INTO t (id) VALUES (1)"_s), QString());
    QCOMPARE(bench.rows(u"SELECT n FROM t"_s), u"2"_s);
    // The server's mode is not known without it.
    const tests::Answer offline = bench.migrate({u"script"_s, u"--offline"_s});
    QCOMPARE(offline.status, 2);
    QVERIFY2(offline.err.contains("--target"_L1), qPrintable(offline.err));
}

/// As a run would, by what the migration's header says; what cannot be read is refused by both.
void TestMigrateScript::saysHowLongToWait()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const tests::MigrateBench bench(m_registry, "postgresql15", u"script_waits"_s);
    const QByteArray up = "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);\n"
                          "CREATE INDEX CONCURRENTLY book_id ON book (id);\nDROP INDEX book_id;\n";
    const auto waits = [&] { // in their order
        QStringList result;
        for (const QString &line : bench.answer({u"script"_s}).split(u'\n')) {
            if (line.startsWith("SET lock_timeout"_L1))
                result += line.section(u' ', 3).remove(u';');
        }
        return result;
    };
    bench.migration(1, "books", up, "DROP TABLE book;\n");
    QCOMPARE(waits(), (QStringList{u"3000"_s, u"3000"_s, u"0"_s, u"3000"_s})); // of the script's lock, too
    bench.migration(1, "books", up, "DROP TABLE book;\n", "-- relata:timeout lock 7s\n");
    QCOMPARE(waits(), (QStringList{u"3000"_s, u"7000"_s}));
    bench.migration(1, "books", up, "DROP TABLE book;\n", "-- relata:timeout lock never\n");
    for (const QString &action : {u"script"_s, u"up"_s})
        QVERIFY(bench.migrate({action}).err.contains("time-outs that cannot be read"_L1));
}

RELATA_TEST(TestMigrateScript)
#include "tst_migrate_script.moc"
