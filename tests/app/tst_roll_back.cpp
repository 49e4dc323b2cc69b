#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/migrate_bench.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Tables = "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n"
                          "INSERT INTO book (id, title) VALUES (1, 'Emma');\n"
                          "CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);\n"
                          "INSERT INTO note (id) VALUES (1);\n";
const QByteArray Goes = "ALTER TABLE book ADD COLUMN shouted VARCHAR(40);\n"
                        "UPDATE book SET shouted = upper(title);\n"
                        "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY, room VARCHAR(20));\n"
                        "INSERT INTO shelf (id, room) VALUES (1, 'north');\n";
const QByteArray Stays = "UPDATE book SET title = 'EMMA' WHERE id = 1;\n"
                         "DELETE FROM note WHERE id = 1;\n"
                         "INSERT INTO note (id) VALUES (5);\n";
const QByteArray Fails = "CREATE UNIQUE INDEX book_title ON book (title);\n";
const QByteArray Down = "DROP TABLE shelf;\nALTER TABLE book DROP COLUMN shouted;\n";

/// Runs the second migration, statement by statement, until the rows are in the way of its last one.
void stop(const MigrateBench &bench, const QByteArray &up)
{
    bench.migration(1, "books", Tables, "DROP TABLE note;\nDROP TABLE book;\n");
    bench.migration(2, "shelves", up, Down, "-- relata:transaction none\n");
    bench.answer({u"up"_s, u"--to"_s, u"001"_s});
    QCOMPARE(bench.run(u"INSERT INTO book (id, title) VALUES (2, 'Persuasion'), (3, 'Persuasion')"_s), QString());
    bench.answer({u"up"_s, u"--allow"_s, u"DATA"_s}, 3);
    QCOMPARE(bench.state(u"002"_s), u"partial"_s);
}

/// Names of tables in which rows are said to be kept.
QStringList keptTables(const QString &said)
{
    static const QRegularExpression name(u"_relata_kept_\\w+"_s);
    QStringList result;
    for (const auto &match : name.globalMatch(said))
        result += match.captured();
    result.removeDuplicates();
    return result;
}

} // namespace

/// A rollback goes by the schema: what it does not take back is asked for, and what it takes away is kept.
class RollBackTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void leavesNoWriteUnsaid_data() { eachRunnerServer(); }
    void leavesNoWriteUnsaid();
    void keepsRowsOfOthers_data() { eachRunnerServer(); }
    void keepsRowsOfOthers();
    void triggersMayWriteMore_data();
    void triggersMayWriteMore();
    void leavesNothingOfTheWayDownOut_data() { eachRunnerServer(); }
    void leavesNothingOfTheWayDownOut();
    void windowAsks_data() { eachRunnerServer(); }
    void windowAsks();

private:
    EngineRegistry m_engines;
};

void RollBackTest::leavesNoWriteUnsaid()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"roll_back_writes"_s);
    stop(bench, Goes + Stays + Fails);
    if (QTest::currentTestFailed())
        return;
    bench.migration(2, "shelves", Goes + Fails, Down, "-- relata:transaction none\n"); // the ledger has what has run
    const Answer refused = bench.migrate({u"rollback"_s});
    QCOMPARE(refused.status, 4);
    for (const char *words :
        {"5 (UPDATE book SET title = 'EMMA'", "6 (DELETE FROM note", "7 (INSERT INTO note", "--allow DATA", "Resume"})
        QVERIFY2(refused.err.contains(QLatin1StringView(words)), qPrintable(refused.err));
    QVERIFY2(!refused.err.contains("shouted"_L1) && !refused.err.contains("shelf"_L1), qPrintable(refused.err));
    QCOMPARE(bench.run(u"SELECT shouted FROM book; SELECT room FROM shelf"_s), QString());
    QCOMPARE(bench.state(u"002"_s), u"partial"_s);

    const Answer done = bench.migrate({u"rollback"_s, u"--allow"_s, u"DATA"_s, u"--note"_s, u"it was a test"_s});
    QVERIFY2(done.status == 0 && done.err.contains("left as"_L1), qPrintable(done.err));
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    QVERIFY(!bench.run(u"SELECT shouted FROM book"_s).isEmpty());
    QCOMPARE(bench.rows(u"SELECT title FROM book WHERE id = 1"_s), u"EMMA"_s);
    QCOMPARE(bench.rows(u"SELECT id FROM note"_s), u"5"_s);
    const QString kept = bench.rows(u"SELECT note, text FROM _relata_gates WHERE version = '002'"_s);
    QVERIFY2(kept.startsWith("it was a test|"_L1) && kept.contains("6 (DELETE FROM note"_L1), qPrintable(kept));
}

void RollBackTest::keepsRowsOfOthers()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"roll_back_rows"_s);
    stop(bench, Goes + Fails);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(bench.run(u"INSERT INTO shelf (id, room) VALUES (77, 'theirs');"
                       "UPDATE book SET shouted = 'theirs' WHERE id = 2"_s),
        QString());
    const Answer done = bench.migrate({u"rollback"_s});
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    const QStringList tables = keptTables(done.err);
    QCOMPARE(tables.size(), 2);
    QStringList found;
    for (const QString &table : tables) {
        found += bench.rows(u"SELECT room FROM %1 WHERE id = 77"_s.arg(table));
        found += bench.rows(u"SELECT shouted FROM %1 WHERE id = 2"_s.arg(table));
    }
    QCOMPARE(found.count(u"theirs"_s), 2);
    QVERIFY(bench.answer({u"kept"_s}).contains(tables.first()));
}

void RollBackTest::triggersMayWriteMore_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("more");
    QTest::newRow("sqlite") << QByteArray()
                            << QByteArray(
                                   "CREATE TRIGGER book_change AFTER UPDATE ON book BEGIN DELETE FROM note; END;\n");
    for (const char *server : {"mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server)
                              << QByteArray("ALTER TABLE book ADD COLUMN changed TIMESTAMP DEFAULT CURRENT_TIMESTAMP "
                                            "ON UPDATE CURRENT_TIMESTAMP;\n");
}

/// The column that is filled goes, and not what the server wrote beside it.
void RollBackTest::triggersMayWriteMore()
{
    RELATA_REQUIRE_ROWS_SERVER;
    QFETCH(const QByteArray, more);
    const MigrateBench bench(m_engines, server, u"roll_back_more"_s);
    bench.migration(1, "books", Tables + more, "DROP TABLE note;\nDROP TABLE book;\n");
    bench.migration(2, "shelves", Goes + Fails, Down, "-- relata:transaction none\n");
    bench.answer({u"up"_s, u"--to"_s, u"001"_s});
    QCOMPARE(bench.run(u"INSERT INTO book (id, title) VALUES (2, 'Persuasion'), (3, 'Persuasion')"_s), QString());
    bench.answer({u"up"_s, u"--allow"_s, u"DATA"_s}, 3);
    const Answer refused = bench.migrate({u"rollback"_s});
    QVERIFY2(refused.status == 4 && refused.err.contains("2 (UPDATE book SET shouted"_L1), qPrintable(refused.err));
    bench.answer({u"rollback"_s, u"--allow"_s, u"DATA"_s});
}

/// A way down that stopped is led to its end by schema alone: what it would have written then would be missing.
void RollBackTest::leavesNothingOfTheWayDownOut()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"roll_back_down"_s);
    bench.migration(1, "books", Tables, "DROP TABLE note;\nDROP TABLE book;\n");
    bench.migration(2, "shelves", Goes,
        "DROP TABLE shelf;\n" + Fails
            + "UPDATE book SET title = 'Emma';\n"
              "ALTER TABLE book DROP COLUMN shouted;\n",
        "-- relata:transaction none\n");
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO book (id, title) VALUES (2, 'Persuasion'), (3, 'Persuasion')"_s), QString());
    bench.answer({u"down"_s}, 3);
    const Answer refused = bench.migrate({u"rollback"_s});
    QVERIFY2(refused.status == 4 && refused.err.contains("3 (UPDATE book SET title = 'Emma')"_L1)
            && refused.err.contains("way down"_L1),
        qPrintable(refused.err));
    bench.answer({u"rollback"_s, u"--allow"_s, u"DATA"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
}

/// The window shows the same refusal, and takes the same word for it.
void RollBackTest::windowAsks()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"roll_back_window"_s);
    stop(bench, Goes + Stays + Fails);
    if (QTest::currentTestFailed())
        return;
    const auto project = Project::open(bench.project());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    QStringList refusals;
    connect(&desk, &MigrationDesk::wayRefused, this, [&](const Error &error) { refusals += error.text(); });
    desk.setConnection(bench.database.profile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), u"002"_s, 60'000);
    desk.rollBackStopped(u"002"_s);
    QTRY_COMPARE_WITH_TIMEOUT(refusals.size(), 1, 60'000);
    QVERIFY2(refusals.first().contains("6 (DELETE FROM note"_L1), qPrintable(refusals.first()));
    QVERIFY(!desk.isRunning());
    desk.diagnose();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), 60'000);
    const auto &ways = desk.diagnosis()->ways;
    const auto back = std::find_if(ways.begin(), ways.end(),
        [](const Diagnosis::WayOut &one) { return one.deed == Diagnosis::WayOut::Deed::RollBack; });
    QVERIFY(back != ways.end());
    QCOMPARE(back->words(), u"rollback --allow DATA"_s);
    QVERIFY2(!back->isRefused && back->effect.source() == refusals.first(), qPrintable(back->effect.source()));
    desk.take(Diagnosis::WayOut(*back));
    QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning() && desk.stopped().isEmpty() && desk.pendingCount() == 1, 60'000);
    QVERIFY(!bench.run(u"SELECT shouted FROM book"_s).isEmpty());
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
}

RELATA_TEST(RollBackTest)
#include "tst_roll_back.moc"
