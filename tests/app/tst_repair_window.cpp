#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/project/migration_desk.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/common/panel.h"
#include "widgets/timeline/repair_view.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Files that were edited or removed after they were applied are settled with the ledger from the window: shown, ticked
/// and written.
class RepairWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void settlesWhatIsTicked_data();
    void settlesWhatIsTicked();
    void leavesWhatAgrees();

private:
    static constexpr int Patience = ShownTimeline::Patience;

    void start(const QByteArray &server, const QString &environment = {});
    void look()
    {
        auto *panel = qobject_cast<TimelinePanel *>(m_shown->panel());
        QTRY_VERIFY_WITH_TIMEOUT(!panel->desk().isRunning(), Patience);
        m_shown->window().findChild<QAction *>(u"timeline.repair"_s)->trigger();
    }
    QString file(const QString &version) const
    {
        return m_place->projectFolder() + u"/migrations/%1_step.sql"_s.arg(version);
    }
    QString banner() { return m_shown->panel()->findChild<Banner *>()->text(); }
    MigrationState state(int number) { return m_place->state(m_session, number); }

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    tests::Session m_session;
    std::unique_ptr<ShownTimeline> m_shown;
};

/// Three migrations are applied; then one file is edited and the last one is gone.
void RepairWindowTest::start(const QByteArray &server, const QString &environment)
{
    m_session = {};
    m_place = std::make_unique<RunnerPlace>(m_engines, server,
        QStringList{u"CREATE TABLE one (id INTEGER);"_s, u"CREATE TABLE two (id INTEGER);"_s,
            u"CREATE TABLE three (id INTEGER);"_s},
        QStringList{u"DROP TABLE one;"_s, u"DROP TABLE two;"_s, u"DROP TABLE three;"_s});
    QCOMPARE(m_place->error, QString());
    QVERIFY(m_session.open(m_place->profile(), m_engines));
    QuietContext quiet;
    for (int number = 1; number <= 3; ++number)
        QVERIFY(m_place->apply(m_session, number, quiet, RunRules()));
    QFile edited(file(u"002"_s));
    QVERIFY(edited.open(QIODevice::ReadOnly));
    const QByteArray text = edited.readAll();
    QVERIFY(writeFile(edited.fileName(), QByteArray(text).replace("two (id INTEGER)", "two (id BIGINT)")));
    QVERIFY(QFile::remove(file(u"003"_s)));
    const Result<Timeline> read = readTimeline(m_place->projectFolder() + u"/migrations"_s);
    QVERIFY(read);
    m_place->timeline = *read;
    m_shown = std::make_unique<ShownTimeline>(*m_place, u"shop"_s, environment);
    QCOMPARE(m_shown->error(), QString());
    auto *panel = qobject_cast<TimelinePanel *>(m_shown->panel());
    QVERIFY(panel);
    QTRY_VERIFY_WITH_TIMEOUT(panel->desk().state(u"002"_s), Patience); // it is connected
}

void RepairWindowTest::settlesWhatIsTicked_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void RepairWindowTest::settlesWhatIsTicked()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server, u"prod"_s);
    QVERIFY(state(2) == MigrationState::Edited);
    look();
    RepairView *view = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((view = m_shown->panel()->findChild<RepairView *>()), Patience);
    QTRY_COMPARE_WITH_TIMEOUT((namelessWidgets(*view) + cutTexts(*view)).join(u'\n'), QString(), Patience);
    auto *lines = view->findChild<QListWidget *>();
    auto *difference = view->findChild<QPlainTextEdit *>();
    QCOMPARE(lines->count(), 2);
    QVERIFY2(difference->toPlainText().contains("two (id BIGINT)"_L1)
            && difference->toPlainText().contains("two (id INTEGER)"_L1),
        qPrintable(difference->toPlainText()));
    lines->setCurrentRow(1);
    QVERIFY(difference->toPlainText().contains("CREATE TABLE three"_L1));
    QVERIFY(view->accepted().isEmpty() && view->forgotten().isEmpty());
    lines->item(0)->setCheckState(Qt::Checked);
    const QString asked = m_shown->agree(u"shop"_s);
    QVERIFY2(asked.contains("Correct the ledger of shop?"_L1), qPrintable(asked));
    QTRY_VERIFY_WITH_TIMEOUT(state(2) == MigrationState::Applied, Patience);
    Ledger ledger(*m_session.connection, *m_session.engine);
    QCOMPARE(ledger.entries()->size(), 3);

    look();
    QTRY_VERIFY_WITH_TIMEOUT((view = m_shown->panel()->findChild<RepairView *>()), Patience);
    lines = view->findChild<QListWidget *>();
    QCOMPARE(lines->count(), 1);
    lines->item(0)->setCheckState(Qt::Checked);
    m_shown->agree(u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.entries()->size(), 2, Patience);
    look();
    QTRY_COMPARE_WITH_TIMEOUT(banner(), u"The ledger of shop agrees with the files."_s, Patience);
}

void RepairWindowTest::leavesWhatAgrees()
{
    start({});
    look();
    QTRY_VERIFY_WITH_TIMEOUT(m_shown->panel()->findChild<RepairView *>(), Patience);
    m_shown->agree();
    QTest::qWait(200);
    QVERIFY(state(2) == MigrationState::Edited); // nothing was ticked
    QCOMPARE(Ledger(*m_session.connection, *m_session.engine).entries()->size(), 3);
}

RELATA_TEST(RepairWindowTest)
#include "tst_repair_window.moc"
