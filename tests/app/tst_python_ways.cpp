#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/drift_desk.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/program.h"
#include "tests/app/python_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

#include <utility>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// What would run on this computer, as a desk asks for it, and how to let it.
struct Asked {
    QList<Error> errors;
    std::function<void()> again;

    template <typename Desk>
    explicit Asked(Desk &desk)
    {
        QObject::connect(&desk, &Desk::commandsAsked, &desk, [this](const Error &error, const auto &next) {
            errors += error;
            again = next;
        });
    }
    void allow() { std::exchange(again, {})(); }
    bool isForPython() const { return again && errors.last().message.source().contains("is a program in Python"_L1); }
};

} // namespace

/// Ways back and out of a stopped run, and looks for drift, where programs in Python are replayed for them: they are
/// asked for, each kind by itself.
class PythonWaysTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void asksForEachKind();
    void leadsOut_data();
    void leadsOut();
    void looksForDrift();

private:
    static constexpr int Patience = 60'000; // ms

    void stopHalfWay(PythonPlace &place, tests::Session &session);

    EngineRegistry m_engines;
};

void PythonWaysTest::initTestCase()
{
    registerEngines(m_engines);
    RELATA_REQUIRE_PROGRAM(TestPython);
}

/// Who lets the project's commands run has not let a program run that nobody has told of.
void PythonWaysTest::asksForEachKind()
{
    const PythonPlace place(m_engines, {}, fillNames());
    QCOMPARE(place.error, QString());
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    ProjectConfig config = (*project)->config();
    config.other.insert(
        u"hooks"_s, QJsonObject{{u"before"_s, u"echo around >> log"_s}, {u"after"_s, u"echo behind >> log"_s}});
    QVERIFY((*project)->setConfig(config));
    const Answer up = runProgram(place.allowed({u"up"_s, u"--allow"_s, u"COMMAND"_s}));
    QVERIFY2(up.status == 0, qPrintable(up.err));
    const auto log = [&] { return readFile(place.projectFolder() + u"/log"_s).value_or(QByteArray()); };
    const QByteArray before = log();
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    Asked asked(desk);
    desk.setConnection(place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"002"_s, Patience);
    desk.rollBack(u"002"_s);
    QVERIFY(asked.again && !asked.isForPython());
    QVERIFY2(asked.errors.last().detail.contains("behind"_L1), qPrintable(asked.errors.last().detail));
    asked.allow();
    QVERIFY(asked.isForPython() && !desk.isRunning());
    QCOMPARE(asked.errors.size(), 2);
    QCOMPARE(log(), before);
    asked.allow();
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"001"_s, Patience);
    QVERIFY(log().size() > before.size());
}

/// Behind the program a migration in SQL stops at its second statement, at a row that only this database has.
void PythonWaysTest::stopHalfWay(PythonPlace &place, tests::Session &session)
{
    QVERIFY(writeFile(place.projectFolder() + u"/migrations/003_half.sql"_s,
        "-- Migration 003: half\n-- relata:id 5b003 parent 5b002\n-- relata:transaction none\n\n-- relata:up\n"
        "CREATE TABLE early (id INTEGER);\nINSERT INTO person (id) VALUES (3);\n\n"
        "-- relata:down\nDELETE FROM person WHERE id = 3;\nDROP TABLE early;\n"));
    place.write(fillNames());
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.allowed({u"up"_s, u"--to"_s, u"2"_s})).status, 0);
    QCOMPARE(session.run(u"INSERT INTO person (id) VALUES (3)"_s), QString());
    RunRules rules = place.rules();
    rules.beside.reset();
    QuietContext quiet;
    QVERIFY(!place.apply(session, 3, quiet, rules));
}

void PythonWaysTest::leadsOut_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void PythonWaysTest::leadsOut()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PythonPlace place(m_engines, server, fillNames());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    stopHalfWay(place, session);
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    Asked asked(desk);
    desk.setConnection(place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), u"003"_s, Patience);
    desk.diagnose();
    QVERIFY(asked.isForPython());
    asked.allow();
    QTRY_VERIFY_WITH_TIMEOUT(desk.diagnosis(), Patience);
    QCOMPARE(desk.diagnosis()->version, u"003"_s);
    desk.rollBackStopped(u"003"_s);
    QVERIFY(asked.isForPython() && !desk.isRunning());
    asked.allow();
    QTRY_VERIFY_WITH_TIMEOUT(desk.stopped().isEmpty() && desk.pendingCount() == 1, Patience);
    QVERIFY(!session.run(u"SELECT id FROM early"_s).isEmpty());
    QCOMPARE(session.run(u"DELETE FROM person WHERE id = 3"_s), QString());
    desk.apply({}, {u"PYTHON"_s});
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"003"_s, Patience);
    desk.rollBack(u"003"_s); // the program before it is replayed
    QVERIFY(asked.isForPython() && !desk.isRunning());
    asked.allow();
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"002"_s, Patience);
    QVERIFY(!session.run(u"SELECT id FROM early"_s).isEmpty());
}

/// Nobody is asked who did not ask, and no program runs.
void PythonWaysTest::looksForDrift()
{
    const PythonPlace place(m_engines, {}, fillNames());
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.allowed({u"up"_s})).status, 0);
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"CREATE TABLE by_hand (id INTEGER)"_s), QString());
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    DriftDesk desk(**project, m_engines, jobs, sessions);
    Asked asked(desk);
    desk.setConnection(place.profile());
    desk.look(false);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.isLooking(), Patience);
    QVERIFY(!asked.again && !desk.drift());
    desk.look(true);
    QTRY_VERIFY_WITH_TIMEOUT(asked.isForPython(), Patience);
    asked.allow();
    QTRY_VERIFY_WITH_TIMEOUT(desk.drift(), Patience);
    QCOMPARE(desk.drift()->items.size(), 1);
}

RELATA_TEST(PythonWaysTest)
#include "tst_python_ways.moc"
