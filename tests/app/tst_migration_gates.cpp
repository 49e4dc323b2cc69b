#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/migration_gates.h"
#include "models/timeline/run_table.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <thread>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 60'000;

/// Asks to stop once it is told to.
class Stoppable : public JobContext {
public:
    void report(const Progress &) override { }
    bool stopRequested() const override { return stops; }
    std::atomic<bool> stops = false;
};

/// A migration that makes a table, waits for somebody, and makes another.
const QStringList Manual{u"CREATE TABLE first (id INTEGER);"_s,
    u"CREATE TABLE early (id INTEGER);\n-- relata:manual Switch the shop to read-only\nCREATE TABLE late (id "
    "INTEGER);"_s};
const QStringList ManualDown{
    u"DROP TABLE first;"_s, u"DROP TABLE late;\n-- relata:manual Open the shop again\nDROP TABLE early;"_s};

bool isThere(const Session &session, const QString &table)
{
    return session.run(u"SELECT * FROM "_s + table).isEmpty();
}

Result<> resume(const RunnerPlace &place, const Session &session, JobContext &context, const RunRules &rules)
{
    return resumeMigration(*session.connection, place.profile(), *session.engine, place.migration(2), context, rules);
}

/// Writes to the table that is there already, and confirms; what was wrong with that.
QString confirmed(const RunnerPlace &place, const EngineRegistry &engines)
{
    Session other;
    if (!other.open(place.profile(), engines))
        return u"no connection"_s;
    const QString wrong =
        other.run(u"INSERT INTO early VALUES (1)"_s) + (isThere(other, u"late"_s) ? u"did not wait"_s : QString());
    const auto step = confirmStep(*other.connection, *other.engine, u"ada"_s, u"done at noon"_s);
    return step && *step && (*step)->text == "Switch the shop to read-only"_L1 ? wrong : wrong + u"; not confirmed"_s;
}

} // namespace

/// Steps outside of the database that somebody confirms.
class MigrationGatesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void waitsForSomebody_data() { eachRunnerServer(); }
    void waitsForSomebody();
    void goesOnBehindWhatWasConfirmed_data() { eachRunnerServer(); }
    void goesOnBehindWhatWasConfirmed();
    void asksAnewInEachRun();
    void givesUp();
    void holdsNoTransaction();
    void keepsItsPlace_data();
    void keepsItsPlace();
    void isConfirmedByAnotherProcess_data() { eachRunnerServer(); }
    void isConfirmedByAnotherProcess();
    void survivesAKill_data() { eachRunnerServer(); }
    void survivesAKill();
    void stepsNeedStatements_data();
    void stepsNeedStatements();

private:
    EngineRegistry m_engines;
};

/// No lock is held meanwhile: what ran before is there for others, and they can write to it.
void MigrationGatesTest::waitsForSomebody()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, Manual, ManualDown);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    RunRules rules;
    rules.confirmLimit = std::chrono::milliseconds(Wait);
    QStringList told;
    QString wrong = u"nobody was asked"_s;
    std::thread person;
    rules.waiting = [&](const Message &what) {
        told += what.source();
        if (!what.source().isEmpty())
            person = std::thread([&] { wrong = confirmed(place, m_engines); });
    };
    const Result<> done = place.apply(session, 2, quiet, rules);
    if (person.joinable())
        person.join();
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(wrong, QString());
    QCOMPARE(told.size(), 2);
    QCOMPARE(told.first(), u"Migration 002 waits until somebody confirms: Switch the shop to read-only"_s);
    QVERIFY(isThere(session, u"late"_s));
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
    const auto kept = fetch(*session.connection, u"SELECT state, passed_by, note, passed_at FROM _relata_gates"_s);
    QCOMPARE(kept->count, 1);
    QCOMPARE(kept->text(0, 0) + u' ' + kept->text(0, 1) + u' ' + kept->text(0, 2), u"passed ada done at noon"_s);
    QVERIFY(QDateTime::fromString(kept->text(0, 3), Qt::ISODate).isValid());
    const auto none = confirmStep(*session.connection, *session.engine, {}, {});
    QVERIFY(none.has_value() && !none->has_value());
}

/// Stopped while it waits; confirmed while nothing runs: the next run does not ask again.
void MigrationGatesTest::goesOnBehindWhatWasConfirmed()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, Manual, ManualDown);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    Stoppable stoppable;
    QVERIFY(place.apply(session, 1, stoppable, RunRules()).has_value());
    int asked = 0;
    RunRules rules;
    rules.waiting = [&](const Message &what) {
        asked += !what.source().isEmpty();
        stoppable.stops = true;
    };
    const Result<> stopped = place.apply(session, 2, stoppable, rules);
    QVERIFY(!stopped.has_value());
    QVERIFY2(stopped.error().code == Error::Code::Cancelled, qPrintable(stopped.error().text()));
    QVERIFY(place.state(session, 2) == MigrationState::Partial || place.state(session, 2) == MigrationState::Failed);
    QVERIFY(!isThere(session, u"late"_s));
    QCOMPARE(asked, 1);
    stoppable.stops = false;
    QVERIFY(!resume(place, session, stoppable, rules).has_value()); // nobody has confirmed: it asks again
    QCOMPARE(asked, 2);
    QVERIFY(confirmStep(*session.connection, *session.engine, {}, {})->has_value());
    stoppable.stops = false;
    const Result<> done = resume(place, session, stoppable, rules);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(asked, 2);
    QVERIFY(isThere(session, u"late"_s));
    QCOMPARE(fetch(*session.connection, u"SELECT passed_by FROM _relata_gates"_s)->text(0, 0), runnerName());
}

/// Up, down and up: what was said of the first does not hold for the last.
void MigrationGatesTest::asksAnewInEachRun()
{
    const RunnerPlace place(m_engines, {}, Manual, ManualDown);
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    QStringList asked;
    RunRules rules;
    rules.waiting = [&](const Message &what) {
        if (what.source().isEmpty())
            return;
        asked += what.arguments.value(1);
        (void)confirmStep(*other.connection, *other.engine, {}, {});
    };
    for (int round = 0; round < 2; ++round) {
        QVERIFY(place.apply(session, 2, quiet, rules).has_value());
        const Result<> back =
            revertMigration(*session.connection, place.profile(), *session.engine, place.migration(2), quiet, rules);
        QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
    }
    const QStringList once{u"Switch the shop to read-only"_s, u"Open the shop again"_s};
    QCOMPARE(asked, once + once);
    QCOMPARE(fetch(*session.connection, u"SELECT * FROM _relata_gates"_s)->count, 4);
}

void MigrationGatesTest::givesUp()
{
    const RunnerPlace place(m_engines, {}, Manual, ManualDown);
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"1"_s})).status, 0);
    const Answer wrong = runProgram(place.words({u"up"_s, u"--confirm-limit"_s, u"soon"_s}));
    QCOMPARE(wrong.status, 2);
    const Answer up = runProgram(place.words({u"up"_s, u"--confirm-limit"_s, u"300ms"_s}));
    QVERIFY2(up.status == 4, qPrintable(up.out + up.err));
    QVERIFY2(up.err.contains("Nobody confirmed in time what migration 002 waits for: Switch the shop to read-only"_L1),
        qPrintable(up.err));
    QVERIFY2(up.err.contains("relata migrate confirm --project "_L1), qPrintable(up.err));
    const Answer status = runProgram(place.words({u"status"_s}));
    QVERIFY2(status.out.contains("Migration 002 waits until somebody confirms: Switch the shop to read-only"_L1),
        qPrintable(status.out));
    QCOMPARE(runProgram(place.words({u"confirm"_s, u"--by"_s, u"ada"_s})).status, 0);
    const Answer resumed = runProgram(place.words({u"resume"_s, u"--confirm-limit"_s, u"0s"_s}));
    QVERIFY2(resumed.status == 0, qPrintable(resumed.err));
    const Answer none = runProgram(place.words({u"confirm"_s}));
    QVERIFY2(none.status != 0 && none.err.contains("No run waits for a confirmation"_L1), qPrintable(none.err));
}

/// A transaction that the migration began itself would be held for as long as somebody takes.
void MigrationGatesTest::holdsNoTransaction()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const RunnerPlace place(m_engines, "postgresql15",
        {u"CREATE TABLE first (id INTEGER);"_s,
            u"BEGIN;\nCREATE TABLE early (id INTEGER);\n-- relata:manual Wait\nCREATE TABLE late (id INTEGER);\nCOMMIT;"_s},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    const Result<> done = place.apply(session, 2, quiet, RunRules());
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains("would hold up the transaction"_L1), qPrintable(done.error().text()));
    QVERIFY(!isThere(session, u"early"_s));
}

void MigrationGatesTest::keepsItsPlace_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("setting");
    QTest::newRow("search path") << QByteArray("postgresql15")
                                 << u"SELECT pg_catalog.set_config('search_path', '', false);"_s;
    QTest::newRow("role") << QByteArray("postgresql15") << u"SET ROLE pg_monitor;"_s;
    QTest::newRow("mariadb") << QByteArray("mariadb") << u"USE information_schema;"_s;
    QTest::newRow("mysql56") << QByteArray("mysql56") << u"USE information_schema;"_s;
}

/// Wherever the script stands, and whoever it is by then, what is waited for stands beside the ledger.
void MigrationGatesTest::keepsItsPlace()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, setting);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE first (id INTEGER);"_s, setting + u"\n-- relata:manual Wait\nSELECT 1;"_s}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    int confirmations = 0;
    RunRules rules;
    rules.confirmLimit = std::chrono::milliseconds(Wait);
    rules.waiting = [&](const Message &what) {
        if (what.source().isEmpty())
            return;
        const auto step = confirmStep(*other.connection, *other.engine, {}, {});
        confirmations += step && step->has_value();
    };
    const Result<> done = place.apply(session, 2, quiet, rules);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(confirmations, 1);
}

void MigrationGatesTest::isConfirmedByAnotherProcess()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, Manual, ManualDown);
    QCOMPARE(place.error, QString());
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    const auto waits = [&] { return runProgram(place.words({u"status"_s})).out.contains("until somebody"_L1); };
    QTRY_VERIFY_WITH_TIMEOUT(waits(), Wait);
    QVERIFY(!program.waitForFinished(100));
    const Answer confirmed = runProgram(place.words({u"confirm"_s, u"--by"_s, u"ada"_s, u"--note"_s, u"ok"_s}));
    QVERIFY2(confirmed.status == 0, qPrintable(confirmed.err));
    QVERIFY(program.waitForFinished(Wait));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError());
    QVERIFY(!waits());
}

/// Killed while it waits: what ran before stands, and what is confirmed meanwhile is not asked again.
void MigrationGatesTest::survivesAKill()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, Manual, ManualDown);
    QCOMPARE(place.error, QString());
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(runProgram(place.words({u"status"_s})).out.contains("until somebody"_L1), Wait);
    program.kill();
    QVERIFY(program.waitForFinished(Wait));
    const Answer again = runProgram(place.words({u"up"_s, u"--confirm-limit"_s, u"1s"_s}));
    QVERIFY2(again.status == 4 && again.err.contains("002"_L1), qPrintable(again.err)); // it stands half-way
    QCOMPARE(runProgram(place.words({u"confirm"_s})).status, 0);
    Answer resumed;
    const auto goesOn = [&] { // once the server has seen that nobody is there any more
        resumed = runProgram(place.words({u"resume"_s, u"--confirm-limit"_s, u"1s"_s}));
        return resumed.status == 0;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(goesOn(), qPrintable(resumed.err), Wait);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(isThere(session, u"early"_s) && isThere(session, u"late"_s));
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
}

void MigrationGatesTest::stepsNeedStatements_data()
{
    QTest::addColumn<QString>("up");
    QTest::newRow("behind the last") << u"CREATE TABLE late (id INTEGER);\n-- relata:manual Celebrate\n/* all */"_s;
    QTest::newRow("alone") << u"-- relata:manual Celebrate\n/* all */"_s;
}

/// One that nothing waits for would be passed over in silence.
void MigrationGatesTest::stepsNeedStatements()
{
    QFETCH(const QString, up);
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE first (id INTEGER);"_s, up}, {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    const Result<> done = place.apply(session, 2, quiet, RunRules());
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains("no statement behind it"_L1), qPrintable(done.error().text()));
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
}

RELATA_TEST(MigrationGatesTest)
#include "tst_migration_gates.moc"
