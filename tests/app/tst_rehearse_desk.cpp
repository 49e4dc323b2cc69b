#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// A rehearsal that runs as a job of the window is stopped on the server, and leaves nothing there.
class RehearseDeskTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void isCancelled_data();
    void isCancelled();

private:
    static constexpr int Patience = 60'000; // ms

    EngineRegistry m_engines;
};

void RehearseDeskTest::isCancelled_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("slow");
    QTest::addColumn<QString>("where");
    QTest::newRow("postgresql15") << QByteArray("postgresql15") << u"SELECT pg_sleep(613);"_s
                                  << u"SELECT datname FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(613)'"_s;
    QTest::newRow("mariadb") << QByteArray("mariadb") << u"SELECT SLEEP(613);"_s
                             << u"SELECT DB FROM information_schema.PROCESSLIST WHERE INFO = 'SELECT SLEEP(613)'"_s;
}

void RehearseDeskTest::isCancelled()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, slow);
    QFETCH(const QString, where);
    RELATA_REQUIRE_SERVER(server);
    const tests::RunnerPlace place(m_engines, server, {slow}, {});
    QCOMPARE(place.error, QString());
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    std::optional<Error> error;
    connect(&desk, &MigrationDesk::failed, this, [&](const Error &failed) { error = failed; });
    desk.setConnection(place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);

    tests::Session watcher;
    QVERIFY(watcher.open(place.profile(), m_engines));
    const auto databaseOf = [&] {
        const Result<Rows> rows = fetch(*watcher.connection, where);
        return rows && !rows->isEmpty() ? rows->text(0, 0) : QString();
    };
    desk.rehearse();
    QTRY_VERIFY_WITH_TIMEOUT(!databaseOf().isEmpty(), Patience);
    ConnectionProfile copy = place.profile();
    copy.database = databaseOf();
    QVERIFY(copy.database.startsWith("_relata_scratch_"_L1));
    jobs.cancelAll();
    QTRY_VERIFY_WITH_TIMEOUT(error, Patience); // and not ten minutes
    QCOMPARE(error->code, Error::Code::Cancelled);
    QCOMPARE(databaseOf(), QString());
    QVERIFY(!tests::Session().open(copy, m_engines));
    error.reset();
    desk.refresh(); // its own session is as it was
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    QVERIFY(!error);
}

RELATA_TEST(RehearseDeskTest)
#include "tst_rehearse_desk.moc"
