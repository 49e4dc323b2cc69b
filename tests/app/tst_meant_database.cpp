#include "app/application.h"
#include "dialects/common/register_engines.h"
#include "models/engine/connection_book.h"
#include "models/engine/secret_store.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/drift_desk.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "widgets/common/banner.h"
#include "widgets/common/services.h"
#include "widgets/timeline/timeline_panel.h"

#include <QApplication>
#include <QFile>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// Answers when it is told to.
class SlowSecrets : public SecretStore {
public:
    void read(const QString &, Answer answer) override { m_answers += std::move(answer); }
    void write(const QString &, const QString &, Done done) override { done({}); }
    void remove(const QString &, Done done) override { done({}); }
    bool outlivesSession() const override { return false; }
    Message limitation() const override { return {}; }
    void answer(qsizetype i) { m_answers.takeAt(i)(QString()); }
    qsizetype asked() const { return m_answers.size(); }

private:
    QList<Answer> m_answers;
};

} // namespace

/// What somebody agreed to for one database is done on no other, however the timeline has moved on meanwhile.
class MeantDatabaseTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void init();
    void cleanup();
    void standsNowhereMeanwhile();
    void asksForOneOnly();
    void rollsBackWhatWasConfirmed();

private:
    static constexpr int Patience = 30'000; // ms

    MigrationDesk &desk() { return m_panel->desk(); }
    QPushButton *button(const QString &name) { return m_panel->findChild<QPushButton *>(name); }
    bool isApplied(const ConnectionProfile &profile, int number);
    ConnectionProfile named(const QString &name) const;

    EngineRegistry m_engines;
    SlowSecrets m_secrets;
    std::unique_ptr<RunnerPlace> m_place;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<TimelinePanel> m_panel;
};

ConnectionProfile MeantDatabaseTest::named(const QString &name) const
{
    ConnectionProfile profile = m_place->profile();
    profile.name = name;
    if (name != "shop"_L1)
        profile.database = m_folder->filePath(name + u".db"_s);
    return profile;
}

bool MeantDatabaseTest::isApplied(const ConnectionProfile &profile, int number)
{
    tests::Session session;
    return session.open(profile, m_engines) && m_place->state(session, number) == MigrationState::Applied;
}

/// Two databases that both migrations were applied to, "shop" and "other", and the timeline on the first.
void MeantDatabaseTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_place = std::make_unique<RunnerPlace>(m_engines, QByteArray(),
        QStringList{u"CREATE TABLE book (id INTEGER);"_s, u"CREATE TABLE shelf (id INTEGER);"_s},
        QStringList{u"DROP TABLE book;"_s, u"DROP TABLE shelf;"_s});
    QCOMPARE(m_place->error, QString());
    {
        tests::Session session;
        QVERIFY(session.open(m_place->profile(), m_engines));
        QuietContext quiet;
        for (int i = 1; i <= 2; ++i)
            QVERIFY(m_place->apply(session, i, quiet, {}));
    }
    QVERIFY(QFile::copy(m_place->profile().database, named(u"other"_s).database));
    StartOptions options;
    options.profile = m_folder->filePath(u"profile"_s);
    options.restore = false;
    m_application = std::make_unique<Application>(*qApp, options);
    m_application->start();
    QVERIFY(m_application->openProject(m_place->projectFolder()));
    Services &all = m_application->services();
    all.connections.reset({named(u"shop"_s), named(u"other"_s)}, u"shop"_s);
    m_services = std::make_unique<Services>(Services{all.theme, all.navigator, all.settings, m_secrets, all.engines,
        all.jobs, all.sessions, all.connections, all.messages, all.problems, nullptr, all.project});
    m_panel = std::make_unique<TimelinePanel>(*m_services);
    m_panel->show();
    QCOMPARE(m_secrets.asked(), 1);
    m_secrets.answer(0);
    QTRY_COMPARE_WITH_TIMEOUT(desk().lastApplied(), u"002"_s, Patience);
}

void MeantDatabaseTest::cleanup()
{
    m_panel.reset();
    m_application.reset();
    m_secrets = {};
}

/// While a password is on its way the timeline stands on no database, and an answer that comes late changes nothing.
void MeantDatabaseTest::standsNowhereMeanwhile()
{
    ConnectionBook &book = m_services->connections;
    QTRY_VERIFY_WITH_TIMEOUT(button(u"rollBackMigration"_s)->isEnabled(), Patience);
    book.setCurrent(u"other"_s);
    QVERIFY(!desk().connection() && desk().states().isEmpty());
    QVERIFY(!button(u"rollBackMigration"_s)->isEnabled());
    book.setCurrent(u"shop"_s);
    QCOMPARE(m_secrets.asked(), 2);
    m_secrets.answer(0); // the other's, which nobody wants any more
    QVERIFY(!desk().connection());
    m_secrets.answer(0);
    QVERIFY(desk().connection() && desk().connection()->name == "shop"_L1);
}

/// A question that still stands when another database is chosen is answered for the first alone.
void MeantDatabaseTest::asksForOneOnly()
{
    QTRY_VERIFY_WITH_TIMEOUT(button(u"rollBackMigration"_s)->isEnabled(), Patience);
    QTest::mouseClick(button(u"rollBackMigration"_s), Qt::LeftButton);
    QVERIFY(button(u"confirmAgree"_s));
    m_services->connections.setCurrent(u"other"_s);
    m_secrets.answer(0);
    QTRY_COMPARE_WITH_TIMEOUT(desk().lastApplied(), u"002"_s, Patience);
    QTest::mouseClick(button(u"confirmAgree"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!desk().isRunning(), Patience);
    QVERIFY(isApplied(named(u"other"_s), 2) && isApplied(named(u"shop"_s), 2));
    const QString said = m_panel->findChild<Banner *>(u"banner"_s)->text();
    QVERIFY2(said.startsWith("Nothing was done"_L1) && said.contains("shop"_L1), qPrintable(said));
}

/// Somebody else has rolled back, or applied, since the question was shown.
void MeantDatabaseTest::rollsBackWhatWasConfirmed()
{
    std::optional<Error> error;
    connect(&desk(), &MigrationDesk::failed, this, [&](const Error &why) { error = why; });
    desk().rollBack(u"001"_s);
    QTRY_VERIFY_WITH_TIMEOUT(error, Patience);
    QVERIFY2(error->code == Error::Code::Conflict && error->text().contains("001"_L1), qPrintable(error->text()));
    QVERIFY(isApplied(named(u"shop"_s), 1) && isApplied(named(u"shop"_s), 2));
}

RELATA_TEST(MeantDatabaseTest)
#include "tst_meant_database.moc"
