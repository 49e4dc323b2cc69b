#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/engine/fetch.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"
#include "widgets/timeline/run_strip.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QSlider>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 60'000, Count = 3000;

/// Batches of one row, a tenth of a second apart: five minutes, unless somebody ends it.
constexpr auto Batches = "-- relata:backfill rows 1 pause 100ms\nUPDATE item SET n = n + 1 WHERE n = 0;\n";

} // namespace

/// What another process runs is seen on the timeline, and steered from there.
class RunStripTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void seesAndSteers_data() { eachRunnerServer(); }
    void seesAndSteers();
    void leavesNothingBesideAFile();

private:
    void pausesAndPaces(const RunnerPlace &place);
    void stops(QProcess &program);
    QWidget *panel() { return m_shown->panel(); }
    RunStrip *strip() { return panel()->findChild<RunStrip *>(); }
    QString text(const char *name) { return strip()->findChild<QLabel *>(QLatin1StringView(name))->accessibleName(); }
    QPushButton *button(const char *name) { return strip()->findChild<QPushButton *>(QLatin1StringView(name)); }

    EngineRegistry m_engines;
    std::unique_ptr<ShownTimeline> m_shown;
};

void RunStripTest::seesAndSteers()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, n INTEGER NOT NULL);"_s, QString::fromLatin1(Batches)},
        {}, false);
    QCOMPARE(place.error, QString());
    QuietContext quiet;
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(place.apply(session, 1, quiet, {}));
    QStringList values;
    for (int i = 1; i <= Count; ++i)
        values += u"(%1, 0)"_s.arg(i);
    QCOMPARE(session.run(u"INSERT INTO item VALUES "_s + values.join(u", "_s)), QString());
    m_shown = std::make_unique<ShownTimeline>(place);
    QCOMPARE(m_shown->error(), QString());
    QVERIFY(!strip()->isVisible());
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(strip()->isVisible() && text("runDetail").contains("rows written so far"_L1), Wait);
    QVERIFY2(text("runText").contains("002 step"_L1), qPrintable(text("runText")));
    QVERIFY(text("runDetail").contains(QString::number(program.processId())));

    pausesAndPaces(place);
    stops(program);
    const auto rows = fetch(*session.connection, u"SELECT COUNT(*) FROM item WHERE n = 1"_s);
    QVERIFY(rows && rows->number(0, 0) > 0 && rows->number(0, 0) < Count);
}

void RunStripTest::pausesAndPaces(const RunnerPlace &place)
{
    QTest::mouseClick(button("pauseRun"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(button("pauseRun")->text(), u"Continue"_s, Wait);
    QTRY_VERIFY_WITH_TIMEOUT(text("runDetail").contains("paused"_L1), Wait);
    auto *pace = strip()->findChild<QSlider *>(u"runPace"_s);
    QVERIFY(pace->isVisible() && pace->value() == pace->maximum());
    pace->setValue(2);
    QTRY_VERIFY_WITH_TIMEOUT(
        runProgram(place.words({u"status"_s})).out.contains("its batches work 25 % of the time"_L1), Wait);
    QTest::mouseClick(button("pauseRun"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(button("pauseRun")->text(), u"Pause"_s, Wait);
    QCOMPARE(pace->value(), 2);
}

void RunStripTest::stops(QProcess &program)
{
    QTest::mouseClick(button("cancelRun"), Qt::LeftButton);
    QVERIFY(m_shown->agree().startsWith("Stop the Run"_L1));
    QVERIFY(program.waitForFinished(Wait));
    QCOMPARE(program.exitCode(), 130);
    QTRY_VERIFY_WITH_TIMEOUT(!strip()->isVisible(), Wait);
}

/// Looking alone makes no file; only a run does.
void RunStripTest::leavesNothingBesideAFile()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE item (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    m_shown = std::make_unique<ShownTimeline>(place);
    QCOMPARE(m_shown->error(), QString());
    QTRY_VERIFY_WITH_TIMEOUT(panel()->findChild<QPushButton *>(u"applyMigrations"_s)->isEnabled(), Wait);
    QVERIFY(!strip()->isVisible());
    QVERIFY(!QFile::exists(place.profile().database + u"-relata-lock"_s));
    QVERIFY(!QFile::exists(place.profile().database + u"-relata-run"_s));
}

RELATA_TEST(RunStripTest)
#include "tst_run_strip.moc"
