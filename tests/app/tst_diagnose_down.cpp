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
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// A way down that stopped is told apart from a way up: what it needs, what there is, and the ways that lead out.
class DiagnoseDownTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void changedByHand_data() { engineRows(); }
    void changedByHand();
    void goneByHand_data() { engineRows(); }
    void goneByHand();
    void madeByHand_data();
    void madeByHand();
    void inPart_data() { engineRows(); }
    void inPart();
    void data_data() { engineRows(); }
    void data();
    void migrationItself_data() { engineRows(); }
    void migrationItself();
    void killed_data() { engineRows(); }
    void killed();
    void resumeTells_data() { engineRows(); }
    void resumeTells();

private:
    EngineRegistry m_engines;
};

namespace {

const QByteArray Parts = "-- relata:transaction none\n"; // each statement commits by itself
const QStringList Down{u"down"_s, u"--allow"_s, u"DRIFT"_s, u"--discard"_s};

QJsonObject diagnosisOf(const MigrateBench &bench)
{
    return QJsonDocument::fromJson(bench.answer({u"diagnose"_s, u"--format"_s, u"json"_s}).toUtf8()).object();
}

QString causeOf(const QJsonObject &json) { return json["cause"_L1].toString(); }

/// The commands it names, without the words that every one has.
QStringList commandsOf(const QJsonObject &json)
{
    QStringList result;
    for (const QJsonValue &one : json["ways"_L1].toArray()) {
        const QString command = one["command"_L1].toString();
        if (!command.isEmpty())
            result += command.section(u" --project"_s, 0, 0).mid(qsizetype(qstrlen("relata migrate ")));
    }
    return result;
}

/// Two migrations, applied; the second one's way down is this.
void applyTwo(const MigrateBench &bench, const QByteArray &down, const QByteArray &directives = {})
{
    bench.migration(1, "books",
        "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n"
        "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);\n",
        "DROP TABLE shelf;\nDROP TABLE book;\n");
    bench.migration(
        2, "pages", "CREATE TABLE label (id INTEGER);\nALTER TABLE book ADD COLUMN pages INTEGER;\n", down, directives);
    bench.answer({u"up"_s});
}

const QByteArray Both = "ALTER TABLE book DROP COLUMN pages;\nDROP TABLE label;\n";

} // namespace

/// What the way down would take away is gone already, and the rest is not.
void DiagnoseDownTest::changedByHand()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"diagnose_down"_s);
    applyTwo(bench, Both);
    QCOMPARE(bench.run(u"ALTER TABLE book DROP COLUMN pages"_s), QString());
    const Answer failed = bench.migrate(Down);
    QCOMPARE(failed.status, 3);
    QVERIFY2(failed.err.contains("Migration 002 pages stopped on its way down at statement 1 of 2: ALTER TABLE"_L1),
        qPrintable(failed.err));
    QVERIFY2(failed.err.contains("Likely cause (changed-by-hand)"_L1), qPrintable(failed.err));
    QVERIFY2(failed.err.contains("as the way down needs it"_L1), qPrintable(failed.err));
    const QJsonObject json = diagnosisOf(bench);
    QCOMPARE(causeOf(json), u"changed-by-hand"_s);
    QCOMPARE(json["direction"_L1].toString(), u"down"_s);
    QCOMPARE(json["statement"_L1].toInt(), 1);
    const QJsonValue sight = json["objects"_L1][0];
    QCOMPARE(sight["name"_L1].toString(), u"column book.pages"_s);
    QVERIFY(!sight["expected"_L1].toString().isEmpty()); // as the way up has made it
    QCOMPARE(sight["actual"_L1].toString(), QString());
    QCOMPARE(sight["after"_L1].toString(), QString()); // as the way down leaves it
    QVERIFY2(sight["history"_L1].toArray().contains(u"002 pages: applied, and stopped on its way down"_s),
        qPrintable(failed.err));
    // All of the migration stands but for the column: to forget it would leave its table to nobody.
    QCOMPARE(commandsOf(json), QStringList({u"resume"_s, u"stamp 002 --force"_s, u"rollback"_s}));
    bench.answer({u"rollback"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    QVERIFY(!bench.run(u"SELECT 1 FROM label"_s).isEmpty());
}

/// Somebody has taken all of it back by hand.
void DiagnoseDownTest::goneByHand()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"diagnose_gone"_s);
    applyTwo(bench, Both);
    QCOMPARE(bench.run(u"ALTER TABLE book DROP COLUMN pages; DROP TABLE label"_s), QString());
    QCOMPARE(bench.migrate(Down).status, 3);
    const QJsonObject json = diagnosisOf(bench);
    QCOMPARE(causeOf(json), u"changed-by-hand"_s);
    QCOMPARE(commandsOf(json).value(0), u"stamp 001"_s);
    bench.answer({u"stamp"_s, u"001"_s});
    QCOMPARE(bench.state(u"001"_s), u"applied"_s);
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
}

/// MySQL and MariaDB drop what views stand on.
void DiagnoseDownTest::madeByHand_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("sqlite") << QByteArray();
    QTest::newRow("postgresql15") << QByteArray("postgresql15");
}

/// A view of somebody's own stands on the column: a rollback would not be asked whose it is.
void DiagnoseDownTest::madeByHand()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"diagnose_made"_s);
    applyTwo(bench, Both);
    QCOMPARE(bench.run(u"CREATE VIEW long_book AS SELECT id, pages FROM book"_s), QString());
    QCOMPARE(bench.migrate(Down).status, 3);
    const QJsonObject json = diagnosisOf(bench);
    QCOMPARE(causeOf(json), u"changed-by-hand"_s);
    QCOMPARE(json["objects"_L1][0]["name"_L1].toString(), u"column book.pages"_s);
    QCOMPARE(json["objects"_L1][0]["actual"_L1], json["objects"_L1][0]["expected"_L1]); // it stands as it did
    QCOMPARE(commandsOf(json), QStringList({u"resume"_s, u"stamp 002 --force"_s}));
    QCOMPARE(bench.run(u"DROP VIEW long_book"_s), QString());
    bench.answer({u"resume"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
}

/// The first statement is done, so that the migration cannot stay any more.
void DiagnoseDownTest::inPart()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"diagnose_part"_s);
    applyTwo(bench, Both, Parts);
    QCOMPARE(bench.run(u"DROP TABLE label"_s), QString());
    QCOMPARE(bench.migrate(Down).status, 3);
    const QJsonObject json = diagnosisOf(bench);
    QCOMPARE(causeOf(json), u"changed-by-hand"_s);
    QCOMPARE(json["statement"_L1].toInt(), 2);
    const QJsonValue sight = json["objects"_L1][0];
    QCOMPARE(sight["name"_L1].toString(), u"table label"_s);
    QCOMPARE(commandsOf(json), QStringList({u"stamp 001"_s, u"resume"_s, u"rollback"_s}));
    bench.answer({u"rollback"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
}

void DiagnoseDownTest::data()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"diagnose_rows"_s);
    applyTwo(bench, "CREATE UNIQUE INDEX title_once ON book (title);\nDROP TABLE label;\n");
    QCOMPARE(bench.run(u"INSERT INTO book (id, title) VALUES (1, 'same'), (2, 'same')"_s), QString());
    QCOMPARE(bench.migrate(Down).status, 3);
    const QJsonObject json = diagnosisOf(bench);
    QCOMPARE(causeOf(json), u"data"_s);
    QCOMPARE(json["direction"_L1].toString(), u"down"_s);
    QCOMPARE(commandsOf(json), QStringList({u"resume"_s, u"stamp 002"_s, u"rollback"_s})); // it stands as a whole
    bench.answer({u"stamp"_s, u"002"_s});
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);
}

void DiagnoseDownTest::migrationItself()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"diagnose_itself"_s);
    applyTwo(bench, "DROP TABLE nowhere;\nDROP TABLE label;\n");
    QCOMPARE(bench.migrate(Down).status, 3);
    const QJsonObject json = diagnosisOf(bench);
    QCOMPARE(causeOf(json), u"migration-itself"_s);
    QCOMPARE(commandsOf(json), QStringList({u"resume"_s, u"stamp 002"_s, u"rollback"_s}));
    bench.migration(2, "pages", "CREATE TABLE label (id INTEGER);\nALTER TABLE book ADD COLUMN pages INTEGER;\n", Both);
    bench.answer({u"resume"_s}); // none of it has run
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
    QVERIFY(!bench.run(u"SELECT pages FROM book"_s).isEmpty());
}

/// As a run leaves it that is killed between a statement and its row of the ledger.
void DiagnoseDownTest::killed()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"diagnose_killed"_s);
    applyTwo(bench, Both, Parts);
    QCOMPARE(bench.run(u"DROP TABLE label"_s), QString());
    QCOMPARE(bench.migrate(Down).status, 3);
    QCOMPARE(bench.run(u"UPDATE _relata_migrations SET state = 'running', error = NULL WHERE version = '002';"
                       "DELETE FROM _relata_statements WHERE direction = 'down' AND position = 1;"
                       "INSERT INTO _relata_statements (migration_id, direction, position, sql_text, state) VALUES "
                       "('7e570002', 'down', 1, 'DROP TABLE label', 'started')"_s),
        QString());
    const QJsonObject json = diagnosisOf(bench);
    QCOMPARE(causeOf(json), u"partly-applied"_s);
    QCOMPARE(commandsOf(json), QStringList({u"stamp 001"_s, u"resume"_s, u"rollback"_s}));
    bench.answer({u"resume"_s});
    QCOMPARE(bench.state(u"002"_s), u"pending"_s);
}

/// One that goes on and fails again is looked into as one that begins.
void DiagnoseDownTest::resumeTells()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"diagnose_resume"_s);
    applyTwo(bench, "CREATE UNIQUE INDEX title_once ON book (title);\nDROP TABLE label;\n");
    QCOMPARE(bench.run(u"INSERT INTO book (id, title) VALUES (1, 'same'), (2, 'same')"_s), QString());
    QCOMPARE(bench.migrate(Down).status, 3);
    const Answer again = bench.migrate({u"resume"_s, u"--allow"_s, u"DATA"_s});
    QCOMPARE(again.status, 3);
    QVERIFY2(again.err.contains("Likely cause (data)"_L1), qPrintable(again.err));
    // Refused, it says itself why, and nothing has failed.
    const Answer refused = bench.migrate({u"resume"_s});
    QVERIFY2(refused.status == 4 && !refused.err.contains("Likely cause"_L1), qPrintable(refused.err));
}

RELATA_TEST(DiagnoseDownTest)
#include "tst_diagnose_down.moc"
