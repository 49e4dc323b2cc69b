#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
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

/// A database of which the first migration is applied, programs have run some statements, and then the second was
/// applied, watched: one statement takes a fifth of a second from then on, another has lost its column.
class Programs {
public:
    Programs(const EngineRegistry &engines, const QByteArray &server)
        : place(engines, server,
            {(server.startsWith("p") ? u"CREATE EXTENSION pg_stat_statements;\n"_s : QString())
                    + u"CREATE TABLE pace (seconds DECIMAL(4, 2), note INTEGER, code INTEGER);\n"
                      "INSERT INTO pace VALUES (0, 1, 1);"_s,
                u"UPDATE pace SET seconds = 0.2;\nALTER TABLE pace DROP COLUMN note;"_s},
            {})
        , error(place.error)
    {
        QuietContext quiet;
        if (!session.open(place.profile(), engines) || !place.apply(session, 1, quiet, place.rules()))
            error += u"the first migration cannot be applied"_s;
        else if (!place.isPostgresql()) // whose table has no room for more once tests before this one have filled it
            error += session.run(u"TRUNCATE TABLE performance_schema.events_statements_summary_by_digest"_s);
        if (!error.isEmpty())
            return;
        work();
        const Answer up = runProgram(place.words({u"up"_s, u"--watch"_s, u"--allow"_s, u"DL102"_s}));
        if (up.status != 0 || !up.out.contains(" 0 findings"_L1))
            error = up.out + up.err;
    }

    /// Five times each; the third is as it was.
    void work() const
    {
        for (int i = 0; i < 5; ++i) {
            (void)perform(*session.connection,
                place.isPostgresql() ? u"SELECT pg_sleep(seconds) FROM pace"_s : u"SELECT SLEEP(seconds) FROM pace"_s);
            (void)perform(*session.connection, u"SELECT note FROM pace WHERE code = %1"_s.arg(i));
            (void)perform(*session.connection, u"SELECT code FROM pace WHERE code = %1"_s.arg(i));
        }
    }

    const RunnerPlace place;
    Session session;
    QString error;
};

} // namespace

/// What programs run is watched by what the server counts of it: slower and failing statements are told of.
class WatchedLoadsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void tellsOfOthers_data();
    void tellsOfOthers();
    void saysWhereNothingIsTold();
    void tellsAtTheEndOfItsTime_data() { tellsOfOthers_data(); }
    void tellsAtTheEndOfItsTime();
    void tellsNothingWithoutRoom();

private:
    EngineRegistry m_engines;
};

void WatchedLoadsTest::tellsOfOthers_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

void WatchedLoadsTest::tellsOfOthers()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const Programs programs(m_engines, server);
    QCOMPARE(programs.error, QString());
    programs.work();
    const Answer seen = runProgram(programs.place.words({u"watch"_s, u"--check"_s}));
    QCOMPARE(seen.status, 1);
    const bool countsErrors = !programs.place.isPostgresql();
    QVERIFY2(seen.out.contains(countsErrors ? " 2 findings"_L1 : " 1 findings"_L1), qPrintable(seen.out + seen.err));
    QVERIFY2(seen.out.contains("warning UP-LOAD: 5 calls since the migrations took 2"_L1)
            && seen.out.contains(" ms before them: SELECT "_L1),
        qPrintable(seen.out));
    QVERIFY2(!countsErrors
            || seen.out.contains(
                "warning UP-ERRORS: 5 of 5 calls failed since the migrations, and 0 of 5 before them: SELECT "_L1),
        qPrintable(seen.out));
}

/// What runs while it watches is told of, too, though not at the first look.
void WatchedLoadsTest::tellsAtTheEndOfItsTime()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const Programs programs(m_engines, server);
    QCOMPARE(programs.error, QString());
    QProcess watch;
    watch.start(programPath(), programs.place.words({u"watch"_s, u"--check"_s, u"--for"_s, u"8s"_s}));
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += watch.readAllStandardOutput()).contains("looked back: "), 30'000);
    QVERIFY2(said.contains(" 0 findings"), said);
    programs.work();
    QVERIFY(watch.waitForFinished(60'000));
    said += watch.readAllStandardOutput();
    QVERIFY2(said.contains("warning UP-LOAD: 5 calls since the migrations took 2"), said);
    QCOMPARE(watch.exitCode(), 1);
}

/// Nor is anything told that is not known.
void WatchedLoadsTest::saysWhereNothingIsTold()
{
    RELATA_REQUIRE_SERVER("postgresql15"); // where nobody has made the extension
    const RunnerPlace place(m_engines, "postgresql15", {u"CREATE TABLE pace (code INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    const Answer up = runProgram(place.words({u"up"_s, u"--watch"_s}));
    QVERIFY2(up.status == 0 && up.out.contains(" 0 findings"_L1), qPrintable(up.out + up.err));
}

/// A server whose table of digests is full counts new statements together: which of them are slow nobody knows then.
void WatchedLoadsTest::tellsNothingWithoutRoom()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const OwnDatabase own(m_engines, "mariadb", {}, u"digests"_s);
    Session session;
    QVERIFY(session.open(own.profile, m_engines));
    const QString truncate = u"TRUNCATE TABLE performance_schema.events_statements_summary_by_digest"_s;
    const auto cleared = qScopeGuard([&] { (void)perform(*session.connection, truncate); });
    QVERIFY(perform(*session.connection, truncate));
    const RunWatchPort &watch = *session.engine->runner->watch();
    QVERIFY(perform(*session.connection, u"SELECT 1 AS seen"_s));
    const auto told = watch.statementLoads(*session.connection);
    QVERIFY(told && *told && !(*told)->isEmpty());
    const auto room = fetch(*session.connection, u"SELECT @@performance_schema_digests_size"_s);
    QVERIFY(room);
    for (qint64 i = 0; i <= room->number(0, 0); ++i)
        QVERIFY(perform(*session.connection, u"SELECT 1 AS x%1"_s.arg(i)));
    const auto full = watch.statementLoads(*session.connection);
    QVERIFY(full && !*full);
}

RELATA_TEST(WatchedLoadsTest)
#include "tst_watched_loads.moc"
