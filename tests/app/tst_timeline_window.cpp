#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/jobs/job_center.h"
#include "models/project/approvals.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "widgets/common/banner.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"
#include "widgets/timeline/environment_head.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Drift and approvals in the real window: told before anything runs, and led out of.
class TimelineWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void standsWithItsHash();
    void approvesBeside();
    void driftIsTakenBack();
    void driftIsIgnored();
    void driftIsAdopted();
    void approvalsComeFirst();

private:
    static constexpr int Patience = ShownTimeline::Patience;

    void start(const QString &environment, bool approvals, int applied, const QString &byHand);
    QWidget *panel() { return m_shown->panel(); }
    Banner *banner(const QString &name) { return panel()->findChild<Banner *>(name); }
    void press(QWidget *parent, const QString &text);
    void agree(const QString &typed = {}) { QVERIFY(m_shown->agree(typed) != "nothing is asked"_L1); }
    QString factsOf(const QString &version);

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    tests::Session m_session;
    std::unique_ptr<ShownTimeline> m_shown;
};

/// Two migrations, so many of them applied, and what somebody did by hand behind them.
void TimelineWindowTest::start(const QString &environment, bool approvals, int applied, const QString &byHand)
{
    m_place = std::make_unique<RunnerPlace>(m_engines, QByteArray(),
        QStringList{u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);"_s, u"CREATE TABLE shelf (id INTEGER);"_s},
        QStringList{u"DROP TABLE book;"_s, u"DROP TABLE shelf;"_s}, true, [approvals](ProjectConfig &config) {
            if (approvals)
                config.other.insert(u"requireApproval"_s, true);
        });
    QCOMPARE(m_place->error, QString());
    QVERIFY(m_session.open(m_place->profile(), m_engines));
    QuietContext quiet;
    for (int i = 1; i <= applied; ++i)
        QVERIFY(m_place->apply(m_session, i, quiet, {}));
    QCOMPARE(m_session.run(byHand), QString());
    m_shown = std::make_unique<ShownTimeline>(*m_place, u"shop"_s, environment);
    QCOMPARE(m_shown->error(), QString());
}

void TimelineWindowTest::press(QWidget *parent, const QString &text)
{
    QPushButton *found = nullptr;
    const auto isThere = [&] {
        for (auto *button : parent->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible() && button->isEnabled())
                found = button;
        }
        return found != nullptr;
    };
    QVERIFY2(QTest::qWaitFor(isThere, Patience), qPrintable(text));
    QTest::mouseClick(found, Qt::LeftButton);
}

QString TimelineWindowTest::factsOf(const QString &version)
{
    QStringList facts;
    for (const auto *label :
        panel()->findChild<QWidget *>(u"migration_"_s + version)->findChildren<QLabel *>(u"cardFact"_s))
        facts += label->accessibleName();
    return facts.join(u'|');
}

/// An approval holds for what it was given for; a change of that migration, or of one before, voids it.
void TimelineWindowTest::standsWithItsHash()
{
    using State = ApprovalStanding::State;
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE a (id INTEGER);"_s, u"CREATE TABLE b (id INTEGER);"_s}, {});
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    const Engine &engine = *m_engines.find("sqlite");
    QVERIFY(!approve(**project, engine, u"002"_s, u"  "_s, {}));
    QVERIFY(!approve(**project, engine, u"003"_s, u"Ada"_s, {}));
    QVERIFY(approve(**project, engine, u"002"_s, u"Ada"_s, u"looked at twice"_s));
    const auto read = readApprovals((*project)->approvalsFolder());
    QVERIFY(read);
    QCOMPARE(read->first().note, u"looked at twice"_s);
    const auto stand = [&](const Timeline &timeline) { return approvalStandings(timeline, engine, *read); };
    QVERIFY(stand(place.timeline)[u"002"_s].state == State::Approved);
    QVERIFY(stand(place.timeline)[u"001"_s].state == State::None);
    Timeline changed = place.timeline;
    changed.migrations[0].up = u"CREATE TABLE a (id INTEGER, n INTEGER);"_s;
    QVERIFY(stand(changed)[u"002"_s].state == State::Void);
}

/// The window's thread neither hashes nor writes.
void TimelineWindowTest::approvesBeside()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE a (id INTEGER);"_s}, {});
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    ApprovalDesk desk(**project, m_engines.find("sqlite"), jobs);
    QStringList told;
    connect(&desk, &ApprovalDesk::approved, this, [&](const Approval &one) { told += one.by; });
    connect(&desk, &ApprovalDesk::failed, this, [&](const Error &) { told += u"failed"_s; });
    desk.approve(u"001"_s, u"Ada"_s, {});
    QVERIFY(told.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(told, QStringList{u"Ada"_s}, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isApproved(u"001"_s), Patience);
    desk.approve(u"009"_s, u"Ada"_s, {});
    QTRY_COMPARE_WITH_TIMEOUT(told.last(), u"failed"_s, Patience);
}

/// The way back is shown as a script, and runs when the person agrees, not before.
void TimelineWindowTest::driftIsTakenBack()
{
    start(u"dev"_s, false, 1, u"CREATE TABLE by_hand (id INTEGER)"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner(u"driftBanner"_s)->isVisible(), Patience); // by itself, once the database is chosen
    QVERIFY(banner(u"driftBanner"_s)->text().startsWith("shop has drifted"_L1));
    QTRY_COMPARE_WITH_TIMEOUT(cutTexts(*panel()).join(u'\n'), QString(), Patience);
    press(banner(u"driftBanner"_s), u"Revert…"_s);
    QTRY_VERIFY_WITH_TIMEOUT(panel()->findChild<QPlainTextEdit *>(u"wayBackSql"_s), Patience);
    QVERIFY(panel()->findChild<QPlainTextEdit *>(u"wayBackSql"_s)->toPlainText().contains("by_hand"_L1));
    QCOMPARE(m_session.run(u"SELECT id FROM by_hand"_s), QString());
    agree();
    QTRY_VERIFY_WITH_TIMEOUT(!m_session.run(u"SELECT id FROM by_hand"_s).isEmpty(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!banner(u"driftBanner"_s)->isVisible(), Patience);
}

/// Only what was chosen is ignored; the environments' column says how many are left.
void TimelineWindowTest::driftIsIgnored()
{
    start(u"dev"_s, false, 1, u"CREATE TABLE by_hand (id INTEGER); CREATE TABLE other (id INTEGER)"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner(u"driftBanner"_s)->isVisible(), Patience);
    press(banner(u"driftBanner"_s), u"Ignore…"_s);
    auto *list = panel()->findChild<QListWidget *>(u"ignoredDrift"_s);
    QCOMPARE(list->count(), 2);
    list->item(0)->setCheckState(Qt::Checked);
    agree();
    QTRY_VERIFY_WITH_TIMEOUT(readFile(m_place->projectFolder() + u"/relata.json"_s)->contains("by_hand"), Patience);
    m_shown->window().findChild<QAction *>(u"timeline.environments"_s)->trigger();
    const auto drift = [this] {
        auto *head = panel()->findChild<EnvironmentHead *>(u"environment_shop"_s);
        return head ? head->findChild<QLabel *>(u"environmentDrift"_s)->accessibleName() : QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(drift().startsWith("Drift: 1 object"_L1), Patience);
}

void TimelineWindowTest::driftIsAdopted()
{
    start(u"prod"_s, false, 2, u"CREATE TABLE by_hand (id INTEGER)"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner(u"driftBanner"_s)->isVisible(), Patience);
    press(banner(u"driftBanner"_s), u"Adopt as Migration…"_s);
    panel()->findChild<QLineEdit *>(u"askTextField"_s)->setText(u"made by hand"_s);
    QTest::mouseClick(panel()->findChild<QPushButton *>(u"askTextAgree"_s), Qt::LeftButton);
    agree(u"shop"_s); // production's ledger is written once its name is typed
    QTRY_VERIFY_WITH_TIMEOUT(panel()->findChild<QWidget *>(u"migration_003"_s), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!banner(u"driftBanner"_s)->isVisible(), Patience);
    QCOMPARE(m_shown->application().services().project->timeline().migrations.last().title, u"made by hand"_s);
}

/// Said before the name is asked; approved on the card; then it is applied.
void TimelineWindowTest::approvalsComeFirst()
{
    start(u"prod"_s, true, 1, {});
    auto *apply = panel()->findChild<QPushButton *>(u"applyMigrations"_s);
    QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled() && factsOf(u"002"_s).contains("not approved"_L1), Patience);
    QVERIFY(panel()->findChild<QLabel *>(u"timelineWhere"_s)->text().contains("not approved"_L1));
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY(banner(u"banner"_s)->isVisible());
    QVERIFY(!panel()->findChild<QPushButton *>(u"confirmAgree"_s));
    press(banner(u"banner"_s), u"Approve 002…"_s);
    panel()->findChild<QLineEdit *>(u"askTextField"_s)->setText(u"Ada"_s);
    panel()->findChild<QLineEdit *>(u"askTextMore"_s)->setText(u"looked at twice"_s);
    QTest::mouseClick(panel()->findChild<QPushButton *>(u"askTextAgree"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(factsOf(u"002"_s).contains("approved by Ada"_L1), Patience);
    QVERIFY(factsOf(u"002"_s).contains("looked at twice"_L1));
    QVERIFY(QFile::exists(m_place->projectFolder() + u"/approvals/002.json"_s));
    QTest::mouseClick(apply, Qt::LeftButton);
    agree(u"shop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_place->state(m_session, 2) == MigrationState::Applied, Patience);
}

RELATA_TEST(TimelineWindowTest)
#include "tst_timeline_window.moc"
