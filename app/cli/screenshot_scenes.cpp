#include "app/cli/screenshot_scenes.h"
#include "app/application.h"
#include "app/main_window.h"
#include "models/jobs/job_center.h"
#include "models/project/project.h"
#include "models/schema/schema.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QMenu>
#include <QTabBar>
#include <QThread>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int Quiet = 600; // ms without a job, after which what a panel asked for is on the screen
constexpr int Busy = 100; // ms for what came in one round: there may be more behind it
constexpr int Patience = 60000; // ms

/// The object of that kind with the most parts, which shows most of the editor; null where there is none.
ObjectId fullest(const Schema &schema, Kind kind)
{
    ObjectId found;
    qsizetype most = -1;
    for (const ObjectId id : schema.all(kind)) {
        const qsizetype parts = schema.children(id).size();
        if (parts > most) {
            most = parts;
            found = id;
        }
    }
    return found;
}

/// A saved query, so that there is something to run; a new one where none is saved.
Document someQuery(const Project &project)
{
    const QStringList saved = project.queries().names();
    const QString name = saved.value(0);
    return {.kind = "query", .id = name, .title = name, .state = {}};
}

void show(Application &application, const QByteArray &kind, const QJsonObject &state = {})
{
    application.services().navigator.open(Document{.kind = kind, .id = {}, .title = {}, .state = state});
}

void openFullest(Application &application, Kind kind)
{
    const Schema &schema = application.services().project->designed();
    if (const ObjectId id = fullest(schema, kind)) {
        application.services().navigator.open(schema.ref(id));
        application.services().navigator.select(schema.ref(id));
    }
}

void query(Application &application)
{
    application.services().navigator.open(someQuery(*application.services().project));
    settle(application);
    trigger(application, "query.run");
}

/// Presses the first button of that name in the tab in front.
void press(Application &application, const QString &name)
{
    const Panel *panel = application.window().tabs().current();
    if (auto *button = panel ? panel->findChild<QAbstractButton *>(name) : nullptr)
        button->click();
}

void turnTo(Application &application, int part)
{
    const Panel *panel = application.window().tabs().current();
    if (auto *tabs = panel ? panel->findChild<QTabBar *>(u"tableTabs"_s) : nullptr)
        tabs->setCurrentIndex(part);
}

/// A query that the server refuses.
void err(Application &application)
{
    show(application, "query", {{u"text"_s, u"SELECT *\nFROM no_such_table\nWHERE id = 1;\n"_s}});
    settle(application);
    trigger(application, "query.run");
}

void openMenu(Application &application, int number)
{
    if (auto *menu = application.window().findChild<QMenu *>(u"menu%1"_s.arg(number)))
        menu->popup(application.window().pos() + QPoint(48, 32));
}

/// A column that no migration has yet, so that there is something to save and to undo.
void change(Application &application)
{
    openFullest(application, Kind::Table);
    trigger(application, "design.column");
}

} // namespace

void settle(Application &application)
{
    QElapsedTimer whole, quiet, round;
    whole.start();
    quiet.start();
    while (quiet.elapsed() < Quiet && whole.elapsed() < Patience) {
        round.start();
        QApplication::processEvents();
        if (application.services().jobs.activeCount() > 0 || round.elapsed() > Busy)
            quiet.restart();
        QThread::msleep(10);
    }
}

void linger(int milliseconds)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < milliseconds) {
        QApplication::processEvents();
        QThread::msleep(10);
    }
}

void trigger(Application &application, const QByteArray &command)
{
    auto *action = application.window().findChild<QAction *>(QString::fromLatin1(command));
    if (action && action->isEnabled())
        action->trigger();
    QApplication::processEvents();
}

QList<Scene> mainScenes(Application &application)
{
    Application *app = &application;
    return {{"diagram", [app] { show(*app, "diagram"); }}, {"timeline", [app] { show(*app, "timeline"); }},
        {"table", [app] { openFullest(*app, Kind::Table); }}, {"query", [app] { query(*app); }},
        {"plan", [app] { trigger(*app, "query.explain"); }}};
}

QList<Scene> allScenes(Application &application)
{
    Application *app = &application;
    const QList<Scene> windows{{"settings", [app] { trigger(*app, "edit.settings"); }},
        {"keyboard", [app] { trigger(*app, "help.keyboard"); }}, {"connect", [app] { trigger(*app, "file.connect"); }},
        {"new_project", [app] { trigger(*app, "file.new_project"); }},
        {"about", [app] { trigger(*app, "help.about"); }}};
    QList<Scene> scenes{{"home", [] {}}};
    scenes += mainScenes(application);
    scenes += {{"query_error", [app] { err(*app); }}, {"problems", [app] { app->window().showDock("problems"); }},
        {"messages", [app] { app->window().showDock("messages"); }}, {"view", [app] { openFullest(*app, Kind::View); }},
        {"foreign_keys",
            [app] {
                openFullest(*app, Kind::Table);
                turnTo(*app, 2);
            }},
        {"indexes", [app] { turnTo(*app, 4); }}, {"changed", [app] { change(*app); }},
        {"edit_menu", [app] { openMenu(*app, int(Menu::Edit)); }},
        {"file_menu", [app] { openMenu(*app, int(Menu::File)); }}, {"unsaved", [app] {
                                                                        show(*app, "timeline");
                                                                        settle(*app);
                                                                        press(*app, u"toggleSql"_s);
                                                                    }}};
    scenes += compareScenes(application);
    scenes += {{"diagram_selected",
                   [app] {
                       for (int i = 0; i < 2; ++i)
                           trigger(*app, "design.undo"); // the project is left as it was
                       show(*app, "diagram");
                       openFullest(*app, Kind::ForeignKey);
                       show(*app, "diagram");
                   }},
        {"commands", [app] { trigger(*app, "go.command"); }}, {"places", [app] { trigger(*app, "go.object"); }}};
    scenes += windows;
    scenes += {"start", [app] { app->closeProject(); }};
    return scenes;
}

} // namespace relata
