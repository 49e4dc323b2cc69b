#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Each cause of a migration that stopped is told from the others, with its evidence, and a way out leads out.
class TestMigrateDiagnose : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void changedByHand_data() { tests::engineRows(); }
    void changedByHand();
    void partlyApplied_data() { tests::engineRows(); }
    void partlyApplied();
    void otherMigration_data() { tests::engineRows(); }
    void otherMigration();
    void wrongDatabase_data() { tests::engineRows(); }
    void wrongDatabase();
    void migrationItself_data() { tests::engineRows(); }
    void migrationItself();
    void data_data() { tests::engineRows(); }
    void data();
    void lock_data() { tests::engineRows(); }
    void lock();
    void rights();

private:
    EngineRegistry m_registry;
};

namespace {

QJsonObject diagnosis(const tests::MigrateBench &bench, const QStringList &more = {})
{
    return QJsonDocument::fromJson(bench.answer(QStringList{u"diagnose"_s, u"--format"_s, u"json"_s} + more).toUtf8())
        .object();
}

QString causeOf(const QJsonObject &json) { return json[u"cause"].toString(); }

QString evidenceOf(const QJsonObject &json)
{
    QStringList lines;
    for (const QJsonValue &one : json[u"evidence"].toArray())
        lines += one.toString();
    return lines.join(u'\n');
}

/// The commands it names, without the words that every one has.
QStringList commandsOf(const QJsonObject &json)
{
    QStringList result;
    for (const QJsonValue &one : json[u"ways"].toArray()) {
        const QString command = one[u"command"].toString();
        if (!command.isEmpty())
            result += command.section(u" --project"_s, 0, 0).mid(qsizetype(qstrlen("relata migrate ")));
    }
    return result;
}

void writeFirst(const tests::MigrateBench &bench)
{
    bench.migration(1, "books",
        "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n"
        "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);\n",
        "DROP TABLE shelf;\nDROP TABLE book;\n");
}

void writePages(const tests::MigrateBench &bench)
{
    bench.migration(2, "pages", "CREATE TABLE label (id INTEGER);\nALTER TABLE book ADD COLUMN pages INTEGER;\n",
        "ALTER TABLE book DROP COLUMN pages;\nDROP TABLE label;\n");
}

} // namespace

void TestMigrateDiagnose::changedByHand()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const tests::MigrateBench bench(m_registry, server, u"diagnose_hand"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    QVERIFY(diagnosis(bench).isEmpty());
    writePages(bench);
    QCOMPARE(bench.run(u"ALTER TABLE book ADD COLUMN pages INTEGER"_s), QString());
    const tests::Answer failed = bench.migrate({u"up"_s, u"--allow"_s, u"DRIFT"_s});
    QCOMPARE(failed.status, 3);
    QVERIFY2(failed.err.contains("Likely cause (changed-by-hand)"_L1), qPrintable(failed.err));
    QVERIFY2(failed.err.contains("relata migrate resume --project "_L1), qPrintable(failed.err));
    const QJsonObject json = diagnosis(bench);
    QCOMPARE(causeOf(json), u"changed-by-hand"_s);
    QCOMPARE(json[u"statement"].toInt(), 2);
    QVERIFY2(evidenceOf(json).contains("column book.pages: not in the migrations"_L1), qPrintable(evidenceOf(json)));
    const QJsonValue sight = json[u"objects"][0];
    QCOMPARE(sight[u"name"].toString(), u"column book.pages"_s);
    QCOMPARE(sight[u"expected"].toString(), QString());
    QVERIFY(!sight[u"actual"].toString().isEmpty());
    // Not a rollback: what somebody made by hand is not the migration's to drop.
    const bool isTransactional = server.isEmpty() || server.startsWith("postgresql");
    // Without transactions the first statement stays, and with the column made by hand all of it is there.
    QCOMPARE(commandsOf(json),
        isTransactional ? QStringList({u"resume"_s, u"stamp 001 --force"_s})
                        : QStringList({u"stamp 002"_s, u"resume"_s}));
    QCOMPARE(bench.run(u"ALTER TABLE book DROP COLUMN pages"_s), QString());
    bench.answer({u"resume"_s});
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
}

void TestMigrateDiagnose::partlyApplied()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const tests::MigrateBench bench(m_registry, server, u"diagnose_partly"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    bench.migration(2, "pages", "CREATE TABLE label (id INTEGER);\nALTER TABLE book ADD COLUMN pages INTEGER;\n", "",
        "-- relata:transaction none\n");
    bench.answer({u"up"_s});
    // As a run leaves it that is killed between a statement and its row of the ledger.
    QCOMPARE(
        bench.run(u"UPDATE _relata_migrations SET state = 'running' WHERE version = '002';"
                  "UPDATE _relata_statements SET state = 'started' WHERE migration_id = '7e570002' AND position = 1"_s),
        QString());
    const QJsonObject json = diagnosis(bench);
    QCOMPARE(causeOf(json), u"partly-applied"_s);
    QVERIFY2(evidenceOf(json).contains("whose end is not written"_L1), qPrintable(evidenceOf(json)));
    QCOMPARE(commandsOf(json).value(0), u"stamp 002"_s);
    bench.answer({u"stamp"_s, u"002"_s});
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
}

void TestMigrateDiagnose::otherMigration()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const tests::MigrateBench bench(m_registry, server, u"diagnose_other"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    writePages(bench);
    bench.answer({u"up"_s});
    // The other branch's file is gone; this branch's does the same under another id, and only the ledger knows both.
    QVERIFY(QFile::remove(bench.project() + u"/migrations/002_pages.sql"_s));
    bench.migration(3, "size", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "ALTER TABLE book DROP COLUMN pages;\n");
    QFile file(bench.project() + u"/migrations/003_size.sql"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll().replace(" parent 7e570002", " parent 7e570001");
    bench.write(u"migrations/003_size.sql"_s, text);
    QCOMPARE(bench.migrate({u"up"_s}).status, 4); // the missing one
    QCOMPARE(bench.run(u"INSERT INTO _relata_migrations (id, version, title, checksum, body, direction, state, "
                       "statements, error) VALUES ('7e570003', '003', 'size', '', '', 'up', 'failed', 1, "
                       "'Statement 1 of 1 failed: the column exists')"_s),
        QString());
    const QJsonObject json = diagnosis(bench);
    QCOMPARE(causeOf(json), u"other-migration"_s);
    QVERIFY2(evidenceOf(json).contains("002 pages: applied, not in the project"_L1), qPrintable(evidenceOf(json)));
}

void TestMigrateDiagnose::wrongDatabase()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const tests::MigrateBench bench(m_registry, server, u"diagnose_wrong"_s);
    writeFirst(bench);
    QCOMPARE(bench.run(u"CREATE TABLE invoice (id INTEGER); CREATE TABLE book (isbn VARCHAR(20));"
                       "CREATE TABLE payment (id INTEGER)"_s),
        QString());
    QCOMPARE(bench.migrate({u"up"_s}).status, 3);
    const QJsonObject json = diagnosis(bench);
    QCOMPARE(causeOf(json), u"wrong-database"_s);
    QVERIFY2(evidenceOf(json).contains("Its ledger has no applied migration"_L1), qPrintable(evidenceOf(json)));
    QCOMPARE(commandsOf(json), QStringList({u"stamp 0 --force"_s, u"status --all"_s}));
    bench.answer({u"stamp"_s, u"0"_s, u"--force"_s});
    QCOMPARE(bench.state(u"001"_s), u"pending"_s);
    QCOMPARE(bench.run(u"SELECT isbn FROM book"_s), QString()); // theirs
}

void TestMigrateDiagnose::migrationItself()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const tests::MigrateBench bench(m_registry, server, u"diagnose_itself"_s);
    writeFirst(bench);
    bench.migration(2, "twice", "CREATE TABLE label (id INTEGER);\nALTER TABLE nobody ADD COLUMN pages INTEGER;\n", "");
    const tests::Answer refused = bench.migrate({u"up"_s});
    QCOMPARE(refused.status, 3); // 001 was applied, the review of 002 already refused it
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    // As another tool, or an older version, would have left it.
    QCOMPARE(bench.run(u"INSERT INTO _relata_migrations (id, version, title, checksum, body, direction, state, "
                       "statements, error) VALUES ('7e570002', '002', 'twice', '', '', 'up', 'failed', 2, "
                       "'Statement 2 of 2 failed: no such table')"_s),
        QString());
    const QJsonObject json = diagnosis(bench);
    QCOMPARE(causeOf(json), u"migration-itself"_s);
    QCOMPARE(commandsOf(json), QStringList({u"rollback"_s, u"verify"_s}));
}

void TestMigrateDiagnose::data()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const tests::MigrateBench bench(m_registry, server, u"diagnose_data"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO book VALUES (1, 'Emma'), (2, 'Emma')"_s), QString());
    bench.migration(2, "unique", "CREATE UNIQUE INDEX book_title ON book (title);\n", "");
    const tests::Answer failed = bench.migrate({u"up"_s, u"--allow"_s, u"DATA"_s});
    QCOMPARE(failed.status, 3);
    const QJsonObject json = diagnosis(bench);
    QCOMPARE(causeOf(json), u"data"_s);
    QCOMPARE(commandsOf(json).value(0), u"resume"_s);
    QCOMPARE(bench.run(u"UPDATE book SET title = 'Persuasion' WHERE id = 2"_s), QString());
    bench.answer({u"resume"_s});
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
}

void TestMigrateDiagnose::lock()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const tests::MigrateBench bench(m_registry, server, u"diagnose_lock"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    writePages(bench);
    if (server.isEmpty()) { // another writer keeps the whole file, the ledger too: its words are what is left
        QCOMPARE(bench.run(u"INSERT INTO _relata_migrations (id, version, title, checksum, body, direction, state, "
                           "statements, error) VALUES ('7e570002', '002', 'pages', '', '', 'up', 'failed', 2, "
                           "'Statement 1 of 2 failed: database is locked')"_s),
            QString());
        QCOMPARE(causeOf(diagnosis(bench)), u"lock"_s);
        return;
    }
    tests::Session other;
    QVERIFY(other.open(bench.database.profile, m_registry));
    for (const QString &sql : {u"BEGIN"_s, u"SELECT * FROM book"_s})
        QVERIFY(perform(*other.connection, sql));
    const tests::Answer failed = bench.migrate({u"up"_s, u"--lock-timeout"_s, u"200ms"_s, u"--tries"_s, u"2"_s});
    QCOMPARE(failed.status, 3);
    QVERIFY2(failed.err.contains("Likely cause (lock)"_L1), qPrintable(failed.err));
    QVERIFY(perform(*other.connection, u"ROLLBACK"_s));
    QCOMPARE(causeOf(diagnosis(bench)), u"lock"_s);
    bench.answer({u"resume"_s});
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
}

void TestMigrateDiagnose::rights()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const tests::MigrateBench bench(m_registry, "postgresql15", u"diagnose_rights"_s);
    writeFirst(bench);
    bench.answer({u"up"_s});
    bench.migration(2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "");
    const QString role = u"plain_"_s + bench.database.profile.database;
    QCOMPARE(bench.run(u"CREATE ROLE %1 LOGIN; GRANT ALL ON _relata_migrations, _relata_statements, _relata_runs TO %1;"
                       "GRANT CREATE, USAGE ON SCHEMA public TO %1"_s.arg(role)),
        QString());
    ConnectionProfile plain = bench.database.profile;
    plain.user = role;
    const QStringList as{u"--target"_s, plain.url(), u"--dev"_s, bench.database.profile.url()};
    const tests::Answer failed = bench.migrate(QStringList{u"up"_s} + as);
    QCOMPARE(failed.status, 3);
    QVERIFY2(failed.err.contains("Likely cause (rights)"_L1), qPrintable(failed.err));
    QCOMPARE(causeOf(diagnosis(bench, as)), u"rights"_s);
    bench.answer({u"resume"_s}); // as the owner
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
    QCOMPARE(bench.run(u"DROP OWNED BY %1; DROP ROLE %1"_s.arg(role)), QString());
}

RELATA_TEST(TestMigrateDiagnose)
#include "tst_migrate_diagnose.moc"
