#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// The menu of a migration's card: the database is led to its place, up, down, by a script, or by word alone.
class CardMenuTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void leadsUpAndDown_data();
    void leadsUpAndDown();
    void scriptsAreOpened();
    void stampsTellWhatIsUntrue();
    void runsWhatRunsAgain();
    void asksTheRows_data() { leadsUpAndDown_data(); }
    void asksTheRows();

private:
    static constexpr int Patience = ShownTimeline::Patience;

    void start(const QByteArray &server,
        const QStringList &ups = {u"CREATE TABLE one (id INTEGER);"_s, u"CREATE TABLE two (id INTEGER);"_s,
            u"CREATE TABLE three (id INTEGER);"_s},
        const QStringList &downs = {u"DROP TABLE one;"_s, u"DROP TABLE two;"_s, u"DROP TABLE three;"_s});
    QString rowFact(const QString &version);
    Panel *panel() { return m_shown->panel(); }
    QWidget *card(const QString &version) { return panel()->findChild<QWidget *>(u"migration_"_s + version); }
    QString stateOf(const QString &version) { return card(version)->findChild<QLabel *>(u"cardState"_s)->text(); }
    void choose(const QString &version, const QString &action);
    bool isOffered(const QString &version, const QString &action);
    QString agree() { return m_shown->agree(); }

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    tests::Session m_session;
    std::unique_ptr<ShownTimeline> m_shown;
};

void CardMenuTest::start(const QByteArray &server, const QStringList &ups, const QStringList &downs)
{
    m_shown.reset();
    m_session = {};
    m_place = std::make_unique<RunnerPlace>(m_engines, server, ups, downs);
    QCOMPARE(m_place->error, QString());
    QVERIFY(m_session.open(m_place->profile(), m_engines));
    m_shown = std::make_unique<ShownTimeline>(*m_place);
    QCOMPARE(m_shown->error(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"003"_s), u"Pending"_s, Patience);
}

/// What a card says of the rows that stand; empty: they were not asked.
QString CardMenuTest::rowFact(const QString &version)
{
    for (const auto *label : card(version)->findChildren<QLabel *>(u"cardFact"_s)) {
        if (label->accessibleName().contains("data check"_L1))
            return label->accessibleName();
    }
    return {};
}

bool CardMenuTest::isOffered(const QString &version, const QString &action)
{
    QTest::mouseClick(card(version)->findChild<QToolButton *>(u"cardMore"_s), Qt::LeftButton);
    auto *menu = card(version)->findChild<QMenu *>(u"cardMenu"_s);
    const bool isEnabled = menu && menu->findChild<QAction *>(action)->isEnabled();
    delete menu;
    return isEnabled;
}

void CardMenuTest::choose(const QString &version, const QString &action)
{
    QVERIFY2(QTest::qWaitFor([&] { return isOffered(version, action); }, Patience), qPrintable(action));
    QTest::mouseClick(card(version)->findChild<QToolButton *>(u"cardMore"_s), Qt::LeftButton);
    auto *menu = card(version)->findChild<QMenu *>(u"cardMenu"_s);
    menu->findChild<QAction *>(action)->trigger();
    delete menu;
}

void CardMenuTest::leadsUpAndDown_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void CardMenuTest::leadsUpAndDown()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server);
    QVERIFY(!isOffered(u"002"_s, u"rollBackToHere"_s));
    choose(u"002"_s, u"applyUpToHere"_s);
    QString asked = agree();
    QVERIFY2(asked.contains("to shop"_L1) && asked.contains("002 step"_L1), qPrintable(asked));
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(u"002"_s).startsWith("Applied"_L1), Patience);
    QCOMPARE(stateOf(u"003"_s), u"Pending"_s);
    choose(u"003"_s, u"applyUpToHere"_s);
    agree();
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(u"003"_s).startsWith("Applied"_L1), Patience);
    QVERIFY(!isOffered(u"003"_s, u"rollBackToHere"_s));
    choose(u"001"_s, u"rollBackToHere"_s);
    asked = agree();
    QVERIFY2(asked.contains("003 step, 002 step"_L1) && asked.contains("Roll Back to 001"_L1), qPrintable(asked));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"002"_s), u"Pending"_s, Patience);
    QCOMPARE(stateOf(u"003"_s), u"Pending"_s);
    QVERIFY(stateOf(u"001"_s).startsWith("Applied"_L1));
    QCOMPARE(m_session.run(u"SELECT id FROM one"_s), QString());
    QVERIFY(!m_session.run(u"SELECT id FROM two"_s).isEmpty());
}

/// Up from what is applied, and back down; with the ledger's rows, and nothing is run.
void CardMenuTest::scriptsAreOpened()
{
    start({});
    QuietContext quiet;
    QVERIFY(m_place->apply(m_session, 1, quiet, {}));
    QVERIFY(m_place->apply(m_session, 2, quiet, {}));
    panel()->findChild<QToolButton *>(u"refreshTimeline"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(u"002"_s).startsWith("Applied"_L1), Patience);
    choose(u"003"_s, u"scriptToHere"_s);
    QTRY_COMPARE_WITH_TIMEOUT(panel()->windowTitle(), u"Script to 003"_s, Patience);
    const QString up = panel()->state().value("text"_L1).toString();
    QVERIFY2(up.contains("CREATE TABLE three"_L1) && !up.contains("TABLE two"_L1) && up.contains("_relata_"_L1),
        qPrintable(up));
    m_shown->open();
    choose(u"001"_s, u"scriptToHere"_s);
    QTRY_COMPARE_WITH_TIMEOUT(panel()->windowTitle(), u"Script to 001"_s, Patience);
    const QString down = panel()->state().value("text"_L1).toString();
    QVERIFY2(down.contains("DROP TABLE two"_L1) && !down.contains("TABLE three"_L1), qPrintable(down));
    QCOMPARE(m_session.run(u"SELECT id FROM two"_s), QString());
}

void CardMenuTest::stampsTellWhatIsUntrue()
{
    start({});
    QCOMPARE(m_session.run(u"CREATE TABLE one (id INTEGER)"_s), QString());
    choose(u"001"_s, u"stampHere"_s);
    QString asked = agree();
    QVERIFY2(asked.contains("just what this version leads to"_L1) && asked.startsWith("Correct the Ledger\n"_L1),
        qPrintable(asked));
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(u"001"_s).startsWith("Applied"_L1), Patience);
    choose(u"003"_s, u"stampHere"_s);
    asked = agree();
    QVERIFY2(asked.startsWith("Correct the Ledger All the Same\n"_L1) && asked.contains("three"_L1)
            && asked.contains("Applied from then on: 002, 003."_L1),
        qPrintable(asked));
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(u"003"_s).startsWith("Applied"_L1), Patience);
    QVERIFY(!m_session.run(u"SELECT id FROM three"_s).isEmpty());
    choose(u"001"_s, u"stampHere"_s);
    QVERIFY(agree().contains("Not applied any more: 002, 003."_L1));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"002"_s), u"Pending"_s, Patience);
}

/// A file that has changed runs though no migration is pending.
void CardMenuTest::runsWhatRunsAgain()
{
    start({});
    QuietContext quiet;
    for (int i = 1; i <= 3; ++i)
        QVERIFY(m_place->apply(m_session, i, quiet, {}));
    panel()->findChild<QToolButton *>(u"refreshTimeline"_s)->click();
    auto *apply = panel()->findChild<QPushButton *>(u"applyMigrations"_s);
    QTRY_COMPARE_WITH_TIMEOUT(apply->text(), u"Nothing to Apply"_s, Patience);
    QVERIFY(!apply->isEnabled());
    QVERIFY(writeFiles({{m_place->projectFolder() + u"/migrations/repeatable/ids.sql"_s,
        "DROP VIEW IF EXISTS ids;\nCREATE VIEW ids AS SELECT id FROM one;\n"}}));
    QVERIFY(m_shown->application().services().project->reload());
    QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled() && apply->text().contains("Again on shop"_L1), Patience);
    QCOMPARE(apply->toolTip(), u"ids"_s);
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(apply->text(), u"Nothing to Apply"_s, Patience);
    QCOMPARE(m_session.run(u"SELECT id FROM ids"_s), QString());
}

/// What stands against the next migration is told before anybody applies it, and only as long as it is true.
void CardMenuTest::asksTheRows()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server,
        {u"CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY, code INTEGER);"_s,
            u"CREATE UNIQUE INDEX one_code ON one (code);"_s, u"CREATE TABLE three (id INTEGER);"_s},
        {u"DROP TABLE one;"_s, u"DROP INDEX one_code%1;"_s.arg(server == "mariadb" ? u" ON one"_s : QString()),
            u"DROP TABLE three;"_s});
    QuietContext quiet;
    QVERIFY(m_place->apply(m_session, 1, quiet, {}));
    QCOMPARE(m_session.run(u"INSERT INTO one VALUES (4, 7), (9, 7)"_s), QString());
    panel()->findChild<QToolButton *>(u"refreshTimeline"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(u"001"_s).startsWith("Applied"_L1), Patience);
    QCOMPARE(rowFact(u"002"_s), QString());
    choose(u"002"_s, u"checkRows"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!rowFact(u"002"_s).isEmpty(), Patience);
    const QString told = rowFact(u"002"_s);
    QVERIFY2(told.contains("1 data check"_L1) && told.contains("one_code"_L1) && told.contains("code = 7"_L1),
        qPrintable(told));
    QCOMPARE(rowFact(u"003"_s), QString());
    const auto *read = panel()->findChild<Banner *>(u"banner"_s)->findChild<QLabel *>(u"bannerDetail"_s);
    QVERIFY2(read->isVisible() && read->text().contains("code = 7"_L1), qPrintable(read->text()));
    QCOMPARE(stateOf(u"002"_s), u"Pending"_s);

    QCOMPARE(m_session.run(u"UPDATE one SET code = 8 WHERE id = 9"_s), QString());
    choose(u"002"_s, u"checkRows"_s);
    QTRY_VERIFY_WITH_TIMEOUT(rowFact(u"002"_s).startsWith(u"✓ data checks passed\n"), Patience);
    choose(u"002"_s, u"applyUpToHere"_s);
    agree();
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(u"002"_s).startsWith("Applied"_L1), Patience);
    QCOMPARE(rowFact(u"002"_s), QString());
}

RELATA_TEST(CardMenuTest)
#include "tst_card_menu.moc"
