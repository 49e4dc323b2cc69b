#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "widgets/common/banner.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"
#include "widgets/timeline/diagnosis_view.h"
#include "widgets/timeline/timeline_panel.h"
#include "widgets/timeline/way_row.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// A migration that cannot be applied, in the real window: the diagnosis opens by itself and leads out.
class DiagnosisWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void opensAndLeadsOut();
    void opensFromTheBanner();
    void refusedWayStays();

private:
    static constexpr int Patience = 30'000; // ms

    void start(const QString &second = u"ALTER TABLE book ADD COLUMN pages INTEGER;"_s);
    DiagnosisView *view() { return m_shown->window().findChild<DiagnosisView *>(u"diagnosis"_s); }
    QPushButton *button(const QString &name) { return m_shown->window().findChild<QPushButton *>(name); }
    /// The button of the first way whose text is this one.
    QPushButton *wayButton(const QString &text);
    void press(QPushButton *wanted);
    /// Whether the keyboard comes to the diagnosis before the cards, and to its ways in their order.
    bool isReadInOrder();

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    tests::Session m_session;
    std::unique_ptr<ShownTimeline> m_shown;
};

/// Two migrations, the first of them applied, and the second one's column made by hand.
void DiagnosisWindowTest::start(const QString &second)
{
    m_shown.reset();
    m_place = std::make_unique<RunnerPlace>(m_engines, QByteArray(),
        QStringList{u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);"_s, second},
        QStringList{u"DROP TABLE book;"_s, u"ALTER TABLE book DROP COLUMN pages;"_s});
    QCOMPARE(m_place->error, QString());
    QVERIFY(m_session.open(m_place->profile(), m_engines));
    QuietContext quiet;
    QVERIFY(m_place->apply(m_session, 1, quiet, RunRules()));
    QCOMPARE(m_session.run(u"ALTER TABLE book ADD COLUMN pages INTEGER"_s), QString());
    m_shown = std::make_unique<ShownTimeline>(*m_place, u"runner"_s);
    QCOMPARE(m_shown->error(), QString());
}

QPushButton *DiagnosisWindowTest::wayButton(const QString &text)
{
    for (auto *row : view()->findChildren<WayRow *>()) {
        auto *found = row->findChild<QPushButton *>(u"wayTake"_s);
        if (found && found->text() == text)
            return found;
    }
    return nullptr;
}

void DiagnosisWindowTest::press(QPushButton *wanted)
{
    QVERIFY(wanted && wanted->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!wanted->rect().isEmpty(), Patience); // where drift is told meanwhile it moves
    QTest::mouseClick(wanted, Qt::LeftButton);
}

bool DiagnosisWindowTest::isReadInOrder()
{
    QList<QWidget *> wanted{view()->findChild<QToolButton *>(u"closeDiagnosis"_s)};
    for (QPushButton *one : view()->findChildren<QPushButton *>())
        wanted += one;
    wanted += m_shown->panel()->findChild<QToolButton *>(u"toggleSql"_s);
    QWidget *at = m_shown->window().findChild<QWidget *>(u"timelineScroll"_s);
    for (QWidget *next = at->nextInFocusChain(); next != at && !wanted.isEmpty(); next = next->nextInFocusChain()) {
        if (next == wanted.first())
            wanted.removeFirst();
        else if (wanted.contains(next))
            return false;
    }
    return wanted.isEmpty();
}

/// All of it is there, so the first way says so in the ledger; asked first, and gone once it is done.
void DiagnosisWindowTest::opensAndLeadsOut()
{
    start();
    QTRY_VERIFY_WITH_TIMEOUT(button(u"applyMigrations"_s)->isEnabled(), Patience);
    QVERIFY(view()->isHidden());
    press(button(u"applyMigrations"_s));
    QTRY_VERIFY_WITH_TIMEOUT(view()->isVisible(), Patience);
    QCOMPARE(view()->findChild<QLabel *>(u"diagnosisWhere"_s)->text(),
        u"Migration 002 step was not begun, because of statement 1 of 1."_s);
    QVERIFY(m_shown->panel()->findChild<Banner *>()->isHidden());
    QVERIFY(isReadInOrder());
    QTRY_COMPARE_WITH_TIMEOUT((namelessWidgets(*view()) + cutTexts(*view())).join(u'\n'), QString(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(wayButton(u"Mark 002 as Applied"_s)->isEnabled(), Patience);
    QCOMPARE(
        view()->findChild<WayRow *>()->findChild<QPushButton *>(u"wayTake"_s), wayButton(u"Mark 002 as Applied"_s));
    press(wayButton(u"Mark 002 as Applied"_s));
    QVERIFY(m_place->state(m_session, 2) == MigrationState::Pending); // nobody has agreed yet
    press(button(u"confirmAgree"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_place->state(m_session, 2) == MigrationState::Applied, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(view()->isHidden(), Patience);
    m_shown.reset();
}

/// One that stopped before the window was opened: by the banner's button, by the command, and away again.
void DiagnosisWindowTest::opensFromTheBanner()
{
    start();
    QuietContext quiet;
    QVERIFY(!m_place->apply(m_session, 2, quiet, RunRules()));
    auto *panel = qobject_cast<TimelinePanel *>(m_shown->panel());
    QVERIFY(panel);
    panel->refresh();
    auto *banner = panel->findChild<Banner *>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), Patience);
    QPushButton *diagnose = banner->findChild<QPushButton *>(u"bannerAction0"_s);
    QCOMPARE(diagnose->text(), u"Diagnose"_s);
    press(diagnose);
    QTRY_VERIFY_WITH_TIMEOUT(view()->isVisible(), Patience);
    QVERIFY(banner->isHidden());
    panel->refresh();
    QTest::mouseClick(view()->findChild<QToolButton *>(u"closeDiagnosis"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(view()->isHidden() && banner->isVisible(), Patience);
    m_shown->window().findChild<QAction *>(u"timeline.diagnose"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(view()->isVisible(), Patience);
    QCOMPARE(m_session.run(u"ALTER TABLE book DROP COLUMN pages"_s), QString());
    press(wayButton(u"Resume"_s));
    press(button(u"confirmAgree"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_place->state(m_session, 2) == MigrationState::Applied, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(view()->isHidden(), Patience);
    m_shown.reset();
}

/// Why a way out of the banner was not taken stands there, with the way past it where there is one, however often the
/// database is asked meanwhile.
void DiagnosisWindowTest::refusedWayStays()
{
    start(
        u"-- relata:transaction none\nINSERT INTO book (id) VALUES (1);\nALTER TABLE book ADD COLUMN by_hand INTEGER;\n"
        "ALTER TABLE nowhere ADD COLUMN pages INTEGER;"_s);
    QuietContext quiet;
    QVERIFY(!m_place->apply(m_session, 2, quiet, RunRules()));
    auto *panel = qobject_cast<TimelinePanel *>(m_shown->panel());
    panel->refresh();
    auto *banner = panel->findChild<Banner *>();
    auto *desk = panel->findChild<MigrationDesk *>();
    int asked = 0;
    connect(desk, &MigrationDesk::statesChanged, this, [&asked] { ++asked; });
    const auto says = [&](const QString &words) {
        const auto labels = banner->findChildren<QLabel *>();
        return std::any_of(
            labels.begin(), labels.end(), [&](const QLabel *one) { return one->text().contains(words); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(banner->asks(), Patience);
    for (const QString &words : {u"somebody else has made it"_s, u"does not take back what these statements"_s}) {
        auto *back = banner->findChild<QPushButton *>(u"bannerAction2"_s);
        QVERIFY(back && back->text() == "Roll Back What Was Done"_L1);
        press(back);
        QTRY_VERIFY2_WITH_TIMEOUT(says(words), qPrintable(banner->text()), Patience);
        asked = 0;
        desk->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(asked > 0, Patience);
        QVERIFY2(says(words) && banner->asks(), qPrintable(banner->text()));
        if (m_session.run(u"ALTER TABLE book DROP COLUMN pages"_s).isEmpty())
            QVERIFY(says(u"2 of 3 statements are done"_s));
    }
    press(banner->findChild<QPushButton *>(u"bannerAction0"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_place->state(m_session, 2) == MigrationState::Pending, Patience);
    m_shown.reset();
}

RELATA_TEST(DiagnosisWindowTest)
#include "tst_diagnosis_window.moc"
