#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/jobs/recipes/migrate.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// A database that is there becomes the first migration of a project that has none, in the window; and nothing takes
/// such a database for drift that could be taken back.
class FirstMigrationTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void beginsWithTheDatabase_data() { eachRunnerServer(); }
    void beginsWithTheDatabase();
    void takesNothingBack();

private:
    static constexpr int Patience = ShownTimeline::Patience;

    void start(const QByteArray &server);
    QPushButton *button(const QString &text) const
    {
        for (auto *one : m_shown->window().findChildren<QPushButton *>())
            if (one->text() == text && one->isVisible())
                return one;
        return nullptr;
    }
    void press(const QString &text) const
    {
        QTRY_VERIFY2_WITH_TIMEOUT(button(text), qPrintable(text), Patience);
        QTest::mouseClick(button(text), Qt::LeftButton);
    }

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    tests::Session m_session;
    std::unique_ptr<ShownTimeline> m_shown;
};

void FirstMigrationTest::start(const QByteArray &server)
{
    m_session = {};
    m_place = std::make_unique<RunnerPlace>(m_engines, server, QStringList(), QStringList());
    QCOMPARE(m_place->error, QString());
    QVERIFY(m_session.open(m_place->profile(), m_engines));
    for (const char *sql : {"CREATE TABLE author (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL)",
             "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, author INTEGER NOT NULL, "
             "FOREIGN KEY (author) REFERENCES author (id))",
             "CREATE VIEW titles AS SELECT id FROM book", "INSERT INTO author VALUES (1, 'Ada')"})
        QCOMPARE(m_session.run(QString::fromLatin1(sql)), QString());
    m_shown = std::make_unique<ShownTimeline>(*m_place);
    QCOMPARE(m_shown->error(), QString());
}

void FirstMigrationTest::beginsWithTheDatabase()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    start(server);
    const Project &project = *m_shown->application().services().project;
    auto *panel = qobject_cast<TimelinePanel *>(m_shown->panel());
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().connection(), Patience);
    press(u"Begin With the Database"_s);
    const auto *banner = panel->findChild<Banner *>(u"driftBanner"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), Patience);
    QVERIFY2(banner->text().startsWith("shop has 3 object"_L1), qPrintable(banner->text()));
    QVERIFY(!button(u"Revert…"_s));
    press(u"Take Them as the First Migration…"_s);
    press(u"Take as First Migration"_s);
    QTRY_COMPARE_WITH_TIMEOUT(panel->desk().lastApplied(), u"001"_s, Patience);
    const MigrationFile &made = project.timeline().migrations.first();
    QCOMPARE(made.fileName, u"001_baseline.sql"_s);
    QVERIFY2(made.down.isEmpty() && made.up.contains("titles"_L1), qPrintable(made.up + made.down));
    QCOMPARE(project.designed().all(Kind::Table).size(), 2);
    QVERIFY(!panel->desk().draft());
    QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), Patience);
    const auto states = migrationStatus(*m_session.connection, *m_session.engine, project.timeline());
    QVERIFY(states && states->size() == 1 && states->first().state == MigrationState::Applied);
    QCOMPARE(m_session.run(u"DELETE FROM author"_s), QString());
}

/// The way back would drop all of it.
void FirstMigrationTest::takesNothingBack()
{
    start({});
    m_shown.reset();
    const Answer told = runProgram(m_place->words({u"drift"_s}));
    QCOMPARE(told.status, 0);
    QVERIFY2(told.err.contains("--adopt"_L1) && !told.err.contains("--revert"_L1), qPrintable(told.err));
    const Answer refused = runProgram(m_place->words({u"drift"_s, u"--revert"_s, u"--allow"_s, u"DL101"_s}));
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("would drop all that the database has"_L1), qPrintable(refused.err));
    QCOMPARE(m_session.run(u"SELECT name FROM author"_s), QString());
}

RELATA_TEST(FirstMigrationTest)
#include "tst_first_migration.moc"
