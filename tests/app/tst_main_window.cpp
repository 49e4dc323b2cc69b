#include "app/application.h"
#include "app/command_table.h"
#include "app/features.h"
#include "app/main_window.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"
#include "tests/app/note_feature.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "widgets/common/services.h"
#include "widgets/common/status_strip.h"
#include "widgets/common/tab_area.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// The real window, built from the real features and one of the test's own.
class MainWindowTest : public QObject {
    Q_OBJECT
private slots:
    void showsDocksAndStartPage();
    void homeOfAProjectAddsATable();
    void everyVisibleWidgetIsNamed();
    void shortcutsDoNotClash();
    void tabsOpenOnceAndComeBack();
    void statusFollowsTheTab();
    void layoutIsRestored();
    void unknownLayoutVersionGivesTheDefault();
    void f6CyclesThroughPanes();
    void paletteRunsACommandByKeyboard();
    void themeSwitchIsKept();
    void looksAreDrawn();
};

namespace {

std::unique_ptr<Application> makeApplication(const QString &profile)
{
    StartOptions options;
    options.profile = profile;
    auto application = std::make_unique<Application>(
        *qApp, options, [](Services &services) { return allFeatures(services) << noteFeature(); });
    application->start();
    return application;
}

Document note(const QString &id, const QString &text = {})
{
    return {"note", id, u"Note "_s + id, text.isEmpty() ? QJsonObject() : QJsonObject{{u"text"_s, text}}};
}

} // namespace

void MainWindowTest::showsDocksAndStartPage()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    for (const char *kind : {"jobs", "messages", "problems", "left", "right"})
        QVERIFY2(application->window().dock(kind), kind);
    QVERIFY(application->window().findChild<QWidget *>(u"startPage"_s)->isVisible());
    QVERIFY(application->window().findChild<QWidget *>(u"start_open_project"_s)->isVisible());
}

void MainWindowTest::homeOfAProjectAddsATable()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    const QString folder = profile.filePath(u"shop"_s);
    ProjectConfig config;
    config.name = u"Shop"_s;
    config.engine = "sqlite";
    QVERIFY(Project::create(folder, config));
    QVERIFY(application->openProject(folder));
    MainWindow &window = application->window();
    for (const char *row : {"start_open", "start_new", "start_table"})
        QVERIFY2(window.findChild<QAbstractButton *>(QLatin1String(row)), row);
    window.findChild<QAbstractButton *>(u"start_table"_s)->click();
    Project &project = *application->services().project;
    QCOMPARE(project.designed().all(Kind::Table).size(), 1);
    auto *name = window.tabs().current()->findChild<QLineEdit *>(u"objectName"_s);
    QVERIFY(name);
    QCOMPARE(window.focusWidget(), name);
    QCOMPARE(name->selectedText(), name->text());
    QTest::keyClicks(name, u"customer"_s);
    const QList<ObjectId> tables = project.designed().all(Kind::Table);
    QCOMPARE(nameOf(*project.designed().find(tables.first())), u"customer"_s);
    while (window.commands().action("design.undo")->isEnabled())
        window.commands().action("design.undo")->trigger();
    QVERIFY(project.designed().all(Kind::Table).isEmpty());
    QCOMPARE(window.tabs().count(), 0);
}

void MainWindowTest::everyVisibleWidgetIsNamed()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    QCOMPARE(namelessWidgets(application->window()).join(u'\n'), QString());
    for (const char *kind : {"note", "query", "diagram", "timeline"}) {
        application->window().open({kind, u"main"_s, u"Main"_s, {}});
        const QStringList nameless = namelessWidgets(application->window());
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }
    application->window().notify(Tone::Warning, u"Something ended"_s, u"Show"_s, [] {});
    application->window().commands().action("go.command")->trigger();
    QCOMPARE(namelessWidgets(application->window()).join(u'\n'), QString());
}

void MainWindowTest::shortcutsDoNotClash()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    MainWindow &window = application->window();
    QCOMPARE(window.commands().clashes(), QList<QByteArray>());
    for (const char *kind : {"note", "query", "diagram", "timeline"}) {
        window.open({kind, u"main"_s, u"Main"_s, {}});
        QCOMPARE(window.commands().clashes(), QList<QByteArray>());
    }
    QVERIFY(window.tabs().count() >= 2);
}

void MainWindowTest::tabsOpenOnceAndComeBack()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    MainWindow &window = application->window();
    window.open(note(u"1"_s, u"select 1"_s));
    window.open(note(u"2"_s));
    window.open(note(u"1"_s));
    QCOMPARE(window.tabs().count(), 2);
    QCOMPARE(window.tabs().currentIndexOfTab(), 0);
    QTest::keyClick(&window, Qt::Key_W, Qt::ControlModifier);
    window.commands().action("tab.close")->trigger();
    window.tabs().close(0);
    QCOMPARE(window.tabs().count(), 0);
    QVERIFY(window.findChild<QWidget *>(u"startPage"_s)->isVisible());
    while (window.tabs().count() < 2)
        window.commands().action("tab.reopen")->trigger();
    QStringList texts;
    for (const Document &document : window.tabs().documents())
        texts += document.state.value("text"_L1).toString();
    QVERIFY(texts.contains(u"select 1"_s));
}

void MainWindowTest::statusFollowsTheTab()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    const auto *position = application->window().findChild<QLabel *>(u"statusPosition"_s);
    QVERIFY(!position->isVisible());
    application->window().open(note(u"1"_s));
    QCOMPARE(position->text(), u"Line 3, column 14"_s);
    QVERIFY(application->window().findChild<QWidget *>(u"statusEnvironment"_s)->isVisible());
    application->window().tabs().close(0);
    QVERIFY(!position->isVisible());
}

void MainWindowTest::layoutIsRestored()
{
    const QTemporaryDir profile;
    WindowSession left;
    {
        const auto application = makeApplication(profile.path());
        application->window().resize(1000, 700);
        application->window().dock("left")->hide();
        application->window().addDockWidget(Qt::LeftDockWidgetArea, application->window().dock("problems"));
        application->window().open(note(u"7"_s, u"select 7"_s));
        application->window().close();
    }
    const auto application = makeApplication(profile.path());
    QVERIFY(!application->window().dock("left")->isVisible());
    QCOMPARE(application->window().dockWidgetArea(application->window().dock("problems")), Qt::LeftDockWidgetArea);
    QCOMPARE(application->window().size(), QSize(1000, 700));
    QCOMPARE(application->window().tabs().count(), 1);
    auto *panel = qobject_cast<NotePanel *>(application->window().tabs().current());
    QVERIFY(panel);
    QCOMPARE(panel->editor()->toPlainText(), u"select 7"_s);
}

void MainWindowTest::unknownLayoutVersionGivesTheDefault()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    MainWindow &window = application->window();
    window.addDockWidget(Qt::LeftDockWidgetArea, window.dock("problems"));
    window.dock("left")->hide();
    WindowSession session = window.session();
    session.layoutVersion = MainWindow::layoutVersion + 1;
    window.restore(session);
    QCOMPARE(window.dockWidgetArea(window.dock("problems")), Qt::BottomDockWidgetArea);
    QVERIFY(window.dock("left")->isVisible());
}

void MainWindowTest::f6CyclesThroughPanes()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    MainWindow &window = application->window();
    QApplication::setActiveWindow(&window);
    window.open(note(u"1"_s));
    QSet<QWidget *> visited;
    for (int i = 0; i < 6; ++i) {
        window.commands().action("pane.next")->trigger();
        for (QWidget *each = QApplication::focusWidget(); each; each = each->parentWidget())
            if (qobject_cast<QDockWidget *>(each) || each == &window.tabs())
                visited.insert(each);
    }
    QVERIFY(visited.contains(window.dock("explorer")));
    QVERIFY(visited.contains(window.dock("inspector")));
    QVERIFY(visited.contains(&window.tabs()));
}

void MainWindowTest::paletteRunsACommandByKeyboard()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    MainWindow &window = application->window();
    QApplication::setActiveWindow(&window);
    QVERIFY(window.dock("left")->isVisible());
    QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto *input = window.findChild<QLineEdit *>(u"commandPaletteInput"_s);
    QVERIFY(input->isVisible());
    QTest::keyClicks(input, u"showleft"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QVERIFY(!window.dock("left")->isVisible());
}

void MainWindowTest::themeSwitchIsKept()
{
    const QTemporaryDir profile;
    {
        const auto application = makeApplication(profile.path());
        application->window().commands().action("theme.dark")->trigger();
        QVERIFY(qApp->palette().color(QPalette::Window).lightness() < 128);
    }
    const auto application = makeApplication(profile.path());
    QVERIFY(qApp->palette().color(QPalette::Window).lightness() < 128);
}

/// Writes pictures to RELATA_PICTURES when that is set; always checks that both themes are really drawn.
void MainWindowTest::looksAreDrawn()
{
    const QTemporaryDir profile;
    const auto application = makeApplication(profile.path());
    MainWindow &window = application->window();
    const QString folder = qEnvironmentVariable("RELATA_PICTURES");
    for (const char *theme : {"light", "dark"}) {
        window.commands().action(QByteArray("theme.") + theme)->trigger();
        for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)}) {
            window.resize(size);
            while (window.tabs().count() > 0)
                window.tabs().close(0);
            QCoreApplication::processEvents();
            const QImage start = window.grab().toImage();
            window.open(note(u"1"_s, u"select *\nfrom customer;"_s));
            window.open({"note", u"2"_s, u"a_table_with_a_name_of_sixty_three_characters_which_is_the_limit_x"_s, {}});
            window.notify(Tone::Ok, u"Applied 2 migrations to shop in 1.2 s"_s, u"Show"_s, [] {});
            QCoreApplication::processEvents();
            const QImage busy = window.grab().toImage();
            window.commands().action("go.command")->trigger();
            const QImage palette = window.grab().toImage();
            QTest::keyClick(window.findChild<QLineEdit *>(u"commandPaletteInput"_s), Qt::Key_Escape);
            QCOMPARE(start.size(), size);
            QVERIFY(start != busy);
            QVERIFY(busy != palette);
            const bool dark = start.pixelColor(4, size.height() / 2).lightness() < 128;
            QCOMPARE(dark, QByteArray(theme) == "dark");
            if (folder.isEmpty())
                continue;
            const QString stem = u"%1/%2-%3-"_s.arg(folder, QLatin1StringView(theme)).arg(size.width());
            QVERIFY(start.save(stem + u"start.png"_s));
            QVERIFY(busy.save(stem + u"tabs.png"_s));
            QVERIFY(palette.save(stem + u"palette.png"_s));
        }
    }
}

RELATA_TEST(MainWindowTest)
#include "tst_main_window.moc"
