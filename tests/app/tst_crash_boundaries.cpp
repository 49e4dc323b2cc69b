#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/prove.h"
#include "tests/app/migrate_bench.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QProcess>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 60'000; // ms

/// Each statement works on a table of its own, so that a lock on that stops the run just there.
const QList<QByteArray> Up{"ALTER TABLE ta ADD COLUMN note VARCHAR(20);\n", "UPDATE tb SET name = upper(name);\n",
    "CREATE INDEX tc_name ON tc (name);\n", "INSERT INTO td (id, name) VALUES (9, 'new');\n",
    "ALTER TABLE te ADD COLUMN note VARCHAR(20);\n"};
const QList<QByteArray> Down{"ALTER TABLE te DROP COLUMN note;\n", "DELETE FROM td WHERE id = 9;\n", "%1;\n",
    "UPDATE tb SET name = lower(name);\n", "ALTER TABLE ta DROP COLUMN note;\n"};
const QString Tables = u"abcde"_s;

/// A database with five tables, and a migration of five statements that commits each by itself.
class Course {
public:
    Course(const EngineRegistry &engines, const QByteArray &server)
        : bench(engines, server, u"boundaries"_s)
    {
        QByteArray tables, drops;
        for (const QChar letter : Tables) {
            const QByteArray name = "t" + QString(letter).toLatin1();
            tables += "CREATE TABLE " + name + " (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20));\nINSERT INTO "
                + name + " (id, name) VALUES (1, 'one'), (2, 'two');\n";
            drops += "DROP TABLE " + name + ";\n";
        }
        bench.migration(1, "tables", tables, drops);
        m_isMysql = server == "mariadb" || server == "mysql56";
        write();
        bench.answer({u"up"_s, u"--to"_s, u"001"_s});
        if (!session.open(bench.database.profile, engines) || !lock.open(bench.database.profile, engines))
            QTest::qFail("cannot connect", __FILE__, __LINE__);
        learn(1);
        bench.answer({u"up"_s});
        learn(2);
        bench.answer({u"down"_s});
    }

    /// The second migration; a person is to confirm the statement with this number, from 1, of one of its sections.
    void write(int upGate = 0, int downGate = 0) const
    {
        const auto section = [this](const QList<QByteArray> &statements, int gate) {
            QByteArray text;
            for (int i = 0; i < statements.size(); ++i)
                text += (i + 1 == gate ? QByteArray("-- relata:manual look\n") : QByteArray()) + statements.at(i);
            return text.replace("%1", m_isMysql ? "DROP INDEX tc_name ON tc" : "DROP INDEX tc_name");
        };
        bench.migration(2, "steps", section(Up, upGate), section(Down, downGate), "-- relata:transaction none\n");
    }

    /// Starts the program, lets it come to its statement `number`, from 1, kills it there and lets the server go on.
    void killAt(int number, bool isUp)
    {
        const bool isSqlite = bench.database.profile.engine == "sqlite";
        if (isSqlite)
            (void)session.run(u"UPDATE _relata_gates SET state = 'over'"_s); // what an earlier one has left
        QTRY_VERIFY_WITH_TIMEOUT(!stands(), Wait);
        const QChar table = Tables.at(isUp ? number - 1 : int(Tables.size()) - number);
        if (isSqlite)
            write(isUp ? number : 0, isUp ? 0 : number);
        else
            lockTable(u"t"_s + table);
        QProcess program;
        program.start(programPath(),
            {u"migrate"_s, isUp ? u"up"_s : u"down"_s, u"--project"_s, bench.project(), u"--target"_s,
                bench.database.profile.url(), u"--lock-timeout"_s, u"60s"_s});
        QVERIFY(program.waitForStarted(Wait));
        QTRY_VERIFY2_WITH_TIMEOUT(stands() || program.state() == QProcess::NotRunning, "it does not come there", Wait);
        QVERIFY2(program.state() == QProcess::Running, program.readAllStandardError());
        program.kill();
        QVERIFY(program.waitForFinished(Wait));
        if (!isSqlite)
            unlock();
        write();
    }

    /// What is not as at that version, in schema and rows.
    QString differsFrom(int version)
    {
        const Result<Schema> live = session.schema();
        const auto rows = live ? session.rows(*live) : failure(live.error());
        if (!rows)
            return rows.error().text();
        const Schema &wanted = m_versions[version];
        const QStringList left = differences(wanted, matched(*live, wanted, session.engine->nameRule), *session.engine);
        return !left.isEmpty() ? left.join(u'\n') : *rows == m_rows[version] ? QString() : u"rows differ"_s;
    }

    MigrateBench bench;
    Session session, lock;

private:
    void learn(int version)
    {
        m_versions[version] = session.schema().value();
        m_rows[version] = session.rows(m_versions[version]).value();
    }
    void lockTable(const QString &table)
    {
        const QStringList statements = m_isMysql
            ? QStringList{u"LOCK TABLES %1 READ"_s.arg(table)}
            : QStringList{u"BEGIN"_s, u"LOCK TABLE %1 IN SHARE ROW EXCLUSIVE MODE"_s.arg(table)};
        for (const QString &sql : statements)
            QVERIFY(perform(*lock.connection, sql));
    }
    void unlock() { QVERIFY(perform(*lock.connection, m_isMysql ? u"UNLOCK TABLES"_s : u"ROLLBACK"_s)); }
    /// Whether the run is where it was to be killed.
    bool stands() const
    {
        const QByteArray &engine = bench.database.profile.engine;
        const QString query = engine == "sqlite" ? u"SELECT count(*) FROM _relata_gates WHERE state = 'waiting'"_s
            : engine == "postgresql"
            ? u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"_s
            : u"SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE() AND state LIKE 'Waiting for table%'"_s;
        const auto rows = fetch(*session.connection, query);
        return rows && rows->number(0, 0) > 0;
    }

    bool m_isMysql = false;
    QMap<int, Schema> m_versions;
    QMap<int, QMap<QString, QByteArray>> m_rows;
};

} // namespace

/// The program killed at each of its statements, while that waits on the server or before it is sent: the ledger says
/// how far it came, and either way out leads out with every row.
class CrashBoundariesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void killedAtEachStatement_data() { eachRunnerServer(); }
    void killedAtEachStatement();

private:
    static void settle(Course &course, bool resumes);

    EngineRegistry m_engines;
};

/// Out of what was killed, to one version or the other, and back to the first.
void CrashBoundariesTest::settle(Course &course, bool resumes)
{
    const MigrateBench &bench = course.bench;
    QString state = bench.state(u"002"_s);
    if (state == "partial"_L1 || state == "failed"_L1) {
        Answer out = bench.migrate({resumes ? u"resume"_s : u"rollback"_s});
        if (!resumes && out.status == 4) { // the UPDATE or the INSERT has run, or would be left out
            QVERIFY2(out.err.contains("--allow DATA"_L1), qPrintable(out.err));
            out = bench.migrate({u"resume"_s});
        }
        QVERIFY2(out.status == 0, qPrintable(out.err));
        state = bench.state(u"002"_s);
    }
    QVERIFY2(state == "applied"_L1 || state == "pending"_L1, qPrintable(state));
    QCOMPARE(course.differsFrom(state == "applied"_L1 ? 2 : 1), QString());
}

void CrashBoundariesTest::killedAtEachStatement()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Course course(m_engines, server);
    for (const bool isUp : {true, false}) {
        for (int number = 1; number <= Up.size(); ++number) {
            const bool isApplied = course.bench.state(u"002"_s) == "applied"_L1;
            if (isApplied == isUp)
                course.bench.answer({isUp ? u"down"_s : u"up"_s});
            if (QTest::currentTestFailed())
                return;
            course.killAt(number, isUp);
            if (QTest::currentTestFailed())
                return;
            settle(course, number % 2 == 0);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

RELATA_TEST(CrashBoundariesTest)
#include "tst_crash_boundaries.moc"
