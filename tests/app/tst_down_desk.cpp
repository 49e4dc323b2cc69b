#include "dialects/common/register_engines.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/session_pool.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/crowd.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000; // ms
const QString Add = u"ALTER TABLE account ADD COLUMN age INTEGER;"_s;

/// A window's desk on the database, which is asked for backups where it is staging.
struct Desk {
    Desk(const Crowd &crowd, const EngineRegistry &engines, const QString &environment = {})
        : project(std::move(*Project::open(crowd.place.projectFolder())))
        , sessions(engines)
        , desk(*project, engines, jobs, sessions)
    {
        QObject::connect(&desk, &MigrationDesk::wayRefused, [this](const Error &error, const auto &way) {
            refusal = error.text();
            again = way;
        });
        QObject::connect(&desk, &MigrationDesk::failed, [this](const Error &error) { failure = error.text(); });
        QObject::connect(&desk, &MigrationDesk::done, [this] { isDone = true; });
        desk.setWaitsRules({.refusal = std::chrono::milliseconds(0)});
        ConnectionProfile profile = crowd.place.profile();
        profile.environment = environment;
        desk.setConnection(profile);
    }

    std::unique_ptr<Project> project;
    JobCenter jobs;
    SessionPool sessions;
    MigrationDesk desk;
    QString refusal, failure;
    std::function<void()> again;
    bool isDone = false;
};

void askForBackups(ProjectConfig &config) { config.other.insert(u"requireBackup"_s, QJsonArray{u"stag"_s}); }

} // namespace

/// The window's ways back look around as its way up does.
class DownDeskTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void rollBackLooks_data() { servers(); }
    void rollBackLooks();
    void rollBackStoppedLooks_data() { servers(); }
    void rollBackStoppedLooks();
    void rollBackIsUnderABackup();
    void rollBackStoppedIsUnderABackup();
    void rollBackStoppedIsDiagnosed();

private:
    static void servers()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::newRow("sqlite") << QByteArray();
        QTest::newRow("postgresql15") << QByteArray("postgresql15");
        QTest::newRow("mariadb") << QByteArray("mariadb");
    }

    EngineRegistry m_engines;
};

void DownDeskTest::rollBackLooks()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Crowd crowd(m_engines, server, Add, u"ALTER TABLE account DROP COLUMN age;"_s);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(crowd.up().status, 0);
    QCOMPARE(crowd.stand(u"account"_s), QString());
    Desk window(crowd, m_engines);
    QTRY_COMPARE_WITH_TIMEOUT(window.desk.lastApplied(), u"002"_s, Patience);
    window.desk.rollBack(u"002"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(!window.refusal.isEmpty(), qPrintable(window.failure), Patience);
    QVERIFY2(
        window.refusal.contains("Statement 1 (ALTER TABLE account DROP COLUMN age)"_L1), qPrintable(window.refusal));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Applied);
    QCOMPARE(runOne(crowd.other, u"ROLLBACK"_s), QString());
    QVERIFY(window.again);
    window.again();
    QTRY_VERIFY2_WITH_TIMEOUT(window.isDone, qPrintable(window.failure), Patience);
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Pending);
}

void DownDeskTest::rollBackStoppedLooks()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Crowd crowd(m_engines, server, Add + u"\nINSERT INTO other VALUES (2, 'twice');"_s, {}, false);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(runOne(crowd.session, u"INSERT INTO other VALUES (2, 'b')"_s), QString());
    QCOMPARE(crowd.up().status, 3);
    QCOMPARE(crowd.stand(u"account"_s), QString());
    Desk window(crowd, m_engines);
    QTRY_COMPARE_WITH_TIMEOUT(window.desk.stopped(), u"002"_s, Patience);
    window.desk.rollBackStopped(u"002"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(!window.refusal.isEmpty(), qPrintable(window.failure), Patience);
    QVERIFY2(window.refusal.contains("Statement 1 (ALTER TABLE "_L1), qPrintable(window.refusal));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Partial);
    QCOMPARE(runOne(crowd.other, u"ROLLBACK"_s), QString());
    QVERIFY(window.again);
    window.again();
    QTRY_VERIFY2_WITH_TIMEOUT(window.isDone, qPrintable(window.failure), Patience);
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Pending);
}

void DownDeskTest::rollBackIsUnderABackup()
{
    const Crowd crowd(m_engines, {}, Add, u"ALTER TABLE account DROP COLUMN age;"_s, true, askForBackups);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(crowd.up().status, 0);
    Desk window(crowd, m_engines, u"staging"_s);
    QTRY_COMPARE_WITH_TIMEOUT(window.desk.lastApplied(), u"002"_s, Patience);
    window.desk.rollBack(u"002"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window.failure.contains("only under a backup"_L1), Patience);
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Applied);
    const QTemporaryDir folder;
    window.desk.rollBack(u"002"_s, {}, {.way = BackupWish::Way::Take, .folder = folder.path()});
    QTRY_VERIFY2_WITH_TIMEOUT(window.isDone, qPrintable(window.failure), Patience);
    QCOMPARE(QDir(folder.path()).entryList({u"*.json"_s}, QDir::Files).size(), 1);
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Pending);
}

void DownDeskTest::rollBackStoppedIsUnderABackup()
{
    const Crowd crowd(m_engines, {}, Add + u"\nINSERT INTO other VALUES (2, 'twice');"_s, {}, false, askForBackups);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(runOne(crowd.session, u"INSERT INTO other VALUES (2, 'b')"_s), QString());
    QCOMPARE(crowd.up().status, 3);
    Desk window(crowd, m_engines, u"staging"_s);
    QTRY_COMPARE_WITH_TIMEOUT(window.desk.stopped(), u"002"_s, Patience);
    window.desk.rollBackStopped(u"002"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window.failure.contains("only under a backup"_L1), Patience);
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Partial);
    const QTemporaryDir folder;
    window.desk.rollBackStopped(u"002"_s, {}, {.way = BackupWish::Way::Take, .folder = folder.path()});
    QTRY_VERIFY2_WITH_TIMEOUT(window.isDone, qPrintable(window.failure), Patience);
    QCOMPARE(QDir(folder.path()).entryList({u"*.json"_s}, QDir::Files).size(), 1);
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Pending);
}

/// One that stops at rows; what is refused before it begins speaks for itself.
void DownDeskTest::rollBackStoppedIsDiagnosed()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const QString wider = u"ALTER TABLE account ALTER COLUMN id TYPE BIGINT;\n"_s;
    const Crowd crowd(m_engines, "postgresql15", wider + u"INSERT INTO other VALUES (2, 'twice');"_s, {}, false);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(runOne(crowd.session, u"INSERT INTO other VALUES (2, 'b')"_s), QString());
    QCOMPARE(crowd.up().status, 3);
    QCOMPARE(runOne(crowd.session, u"INSERT INTO account (id) VALUES (5000000000)"_s), QString());
    Desk window(crowd, m_engines);
    QTRY_COMPARE_WITH_TIMEOUT(window.desk.stopped(), u"002"_s, Patience);
    window.desk.rollBackStopped(u"002"_s, {QString::fromLatin1(DataCode)});
    QTRY_VERIFY2_WITH_TIMEOUT(window.desk.diagnosis(), qPrintable(window.failure + u'/' + window.refusal), Patience);
    QVERIFY2(window.failure.contains("integer out of range"_L1), qPrintable(window.failure));
    QVERIFY(window.desk.diagnosis()->cause == Diagnosis::Cause::Data);
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Partial);
}

RELATA_TEST(DownDeskTest)
#include "tst_down_desk.moc"
