#include "dialects/common/register_engines.h"
#include "models/engine/fetch.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/kept_tables.h"
#include "models/jobs/recipes/stamp.h"
#include "models/jobs/session_pool.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
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

const QStringList Ups{u"CREATE TABLE first_step (id INTEGER NOT NULL PRIMARY KEY);"_s,
    u"CREATE TABLE second_step (id INTEGER NOT NULL PRIMARY KEY);"_s,
    u"CREATE TABLE third_step (id INTEGER NOT NULL PRIMARY KEY);"_s};
const QStringList Downs{u"DROP TABLE first_step;"_s, u"DROP TABLE second_step;"_s, u"DROP TABLE third_step;"_s};

/// The first two are applied, and a run beside holds the lock.
struct Beside {
    Beside(const EngineRegistry &engines, const QByteArray &server)
        : place(engines, server, Ups, Downs)
    {
        if (!session.open(place.profile(), engines))
            return;
        for (int i = 1; i <= 2; ++i)
            applied += place.apply(session, i, quiet, {}) ? 1 : 0;
        rules = place.rules();
        rules.beside.reset();
        if (auto guard = lockMigrations(place.profile(), *session.engine, quiet, rules))
            rules.guard = std::move(*guard);
    }

    bool isReady() const { return applied == 2 && rules.guard; }
    /// Takes the second one back, and lets the lock go.
    Result<> takeBack()
    {
        const Result<> done =
            revertMigration(*session.connection, place.profile(), *session.engine, place.migration(2), quiet, rules);
        rules.guard.reset();
        return done;
    }
    /// Whether the third one was left alone.
    bool isLeft() const { return place.state(session, 3) == MigrationState::Pending; }

    const RunnerPlace place;
    tests::Session session;
    QuietContext quiet;
    RunRules rules;
    int applied = 0;
};

} // namespace

/// What another run changes between the look at what is applied and the migration lock is seen under the lock.
class ChangedMeanwhileTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void windowApplies_data() { eachRunnerServer(); }
    void windowApplies();
    void commandLineApplies();
    void stamps_data() { eachRunnerServer(); }
    void stamps();
    void purges_data() { eachRunnerServer(); }
    void purges();

private:
    static constexpr int Patience = 60'000; // ms

    EngineRegistry m_engines;
};

void ChangedMeanwhileTest::windowApplies()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Beside other(m_engines, server);
    QCOMPARE(other.place.error, QString());
    QVERIFY(other.isReady());
    const auto project = Project::open(other.place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    QStringList failed;
    bool isDone = false;
    connect(&desk, &MigrationDesk::failed, this, [&](const Error &error) { failed += error.text(); });
    connect(&desk, &MigrationDesk::done, this, [&] { isDone = true; });
    desk.setConnection(other.place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    desk.apply();
    const auto waits = [&] {
        const QList<JobInfo> all = jobs.jobs();
        return std::any_of(all.begin(), all.end(), [](const JobInfo &one) {
            return one.progress.message.source().contains("Waiting for the migration lock"_L1);
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(waits(), Patience); // it has looked
    QVERIFY(other.takeBack());
    QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty() || isDone, Patience);
    QVERIFY2(failed.join(u'\n').contains("another run has changed what is applied"_L1), qPrintable(failed.join(u'\n')));
    QVERIFY(other.isLeft());
    QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), Patience);
}

/// The first one that is pending is so still; what it stands on is gone.
void ChangedMeanwhileTest::commandLineApplies()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    Beside other(m_engines, "postgresql15");
    QVERIFY(other.isReady());
    QProcess program;
    program.start(programPath(), other.place.words({u"up"_s}));
    QVERIFY(program.waitForStarted());
    const QString asking =
        u"SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'relata migrate %1@%'"_s.arg(program.processId());
    const auto waits = [&] {
        const Result<Rows> rows = fetch(*other.session.connection, asking);
        return rows && !rows->isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(waits(), Patience); // for the lock: it has looked
    QVERIFY(other.takeBack());
    QVERIFY(program.waitForFinished(Patience));
    const QString said = QString::fromUtf8(program.readAllStandardError());
    QVERIFY2(program.exitCode() != 0 && said.contains("another run has changed what is applied"_L1), qPrintable(said));
    QVERIFY(other.isLeft());
}

void ChangedMeanwhileTest::stamps()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Beside other(m_engines, server);
    QVERIFY(other.isReady());
    const RunnerPlace &place = other.place;
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    const auto plan = [&] {
        return planStamp(*session.connection, place.profile(), place.profile(), *session.engine, place.timeline,
            u"003"_s, other.quiet);
    };
    const auto write = [&](const Stamp &stamp) {
        return applyStamp(*session.connection, place.profile(), *session.engine, stamp, other.quiet);
    };
    const Result<Stamp> seen = plan();
    QVERIFY(seen);
    QCOMPARE(seen->recorded.size(), 1);
    QVERIFY(other.takeBack());
    const Result<> refused = write(*seen);
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains("another run has changed what is applied"_L1),
        qPrintable(refused.error().text()));
    QVERIFY(other.isLeft());
    const Result<Stamp> anew = plan();
    QVERIFY(anew && anew->recorded.size() == 2);
    QVERIFY(write(*anew));
    QVERIFY(place.state(session, 3) == MigrationState::Applied);
}

/// Rows that came to it meanwhile are nobody's to throw away who has not seen them.
void ChangedMeanwhileTest::purges()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Beside other(m_engines, server);
    QVERIFY(other.isReady());
    other.rules.guard.reset();
    const tests::Session &session = other.session;
    for (const char *sql :
        {"CREATE TABLE _relata_kept_00000001_book (id INTEGER)", "INSERT INTO _relata_kept_00000001_book VALUES (1)",
            "CREATE TABLE _relata_kept_00000002_page (id INTEGER)"})
        QCOMPARE(session.run(QString::fromLatin1(sql)), QString());
    const auto seen = [&] { return keptTables(*session.connection, *session.engine); };
    const auto throwAway = [&](const QList<KeptTable> &tables) {
        return purge(*session.connection, other.place.profile(), *session.engine, tables, other.quiet);
    };
    const auto before = seen();
    QVERIFY(before && before->size() == 2);
    QCOMPARE(session.run(u"INSERT INTO _relata_kept_00000002_page VALUES (7)"_s), QString());
    const Result<> refused = throwAway(*before);
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains("another run has changed it"_L1), qPrintable(refused.error().text()));
    QCOMPARE(seen()->size(), 2); // not the first one either
    const Result<> done = throwAway(*seen());
    QVERIFY2(done, qPrintable(done ? QString() : done.error().text()));
    QCOMPARE(seen()->size(), 0);
    auto guard = lockMigrations(other.place.profile(), *session.engine, other.quiet, other.place.rules());
    QVERIFY(guard);
    QVERIFY(!throwAway({})); // nobody else runs meanwhile
}

RELATA_TEST(ChangedMeanwhileTest)
#include "tst_changed_meanwhile.moc"
