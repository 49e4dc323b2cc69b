#include "app/cli/screenshot_scenes.h"

#include "app/application.h"
#include "app/main_window.h"
#include "models/engine/connection_book.h"
#include "models/items/compare_model.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"

#include <QAbstractButton>
#include <QAbstractItemView>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Panel *front(Application &application) { return application.window().tabs().current(); }

void compare(Application &application, const QString &left, const QString &right)
{
    application.services().navigator.open(Document{
        .kind = "compare", .id = left + u'|' + right, .title = {}, .state = {{u"left"_s, left}, {u"right"_s, right}}});
    settle(application);
}

/// Checks the row of that name at the top, and makes it current.
void check(Application &application, const QString &name)
{
    const Panel *panel = front(application);
    auto *view = panel ? panel->findChild<QAbstractItemView *>(u"compareTree"_s) : nullptr;
    for (int row = 0; view && row < view->model()->rowCount(); ++row) {
        const QModelIndex index = view->model()->index(row, 0);
        if (index.data().toString() != name)
            continue;
        view->setCurrentIndex(index);
        view->model()->setData(index, Qt::Checked, Qt::CheckStateRole);
    }
    settle(application);
}

void press(Application &application, const QString &name)
{
    const Panel *panel = front(application);
    if (auto *button = panel ? panel->findChild<QAbstractButton *>(name) : nullptr)
        button->click();
}

/// The version in the middle of the timeline, so that much has come since.
QString middle(Application &application)
{
    const auto &migrations = application.services().project->timeline().migrations;
    return migrations.isEmpty() ? u"version:0"_s : u"version:"_s + migrations.at(migrations.size() / 2).version;
}

QString database(Application &application)
{
    const ConnectionProfile *current = application.services().connections.current();
    return current ? u"connection:"_s + current->displayName() : u"design"_s;
}

/// Leaves the second of the unsaved changes for later.
void leaveOut(Application &application)
{
    application.services().navigator.open(Document{.kind = "timeline", .id = {}, .title = {}, .state = {}});
    settle(application);
    const Panel *panel = front(application);
    auto *list = panel ? panel->findChild<QAbstractItemView *>(u"unsavedChanges"_s) : nullptr;
    const int rows = list ? list->model()->rowCount() : 0;
    if (rows > 1)
        list->model()->setData(list->model()->index(1, 0), Qt::Unchecked, Qt::CheckStateRole);
}

} // namespace

QList<Scene> compareScenes(Application &application)
{
    Application *app = &application;
    return {{"compare_empty", [app] { trigger(*app, "compare.with"); }},
        {"compare", [app] { compare(*app, middle(*app), u"design"_s); }},
        {"compare_all_objects", [app] { press(*app, u"compareOnlyDifferences"_s); }},
        {"compare_database", [app] { compare(*app, u"design"_s, database(*app)); }},
        {"compare_equal", [app] { compare(*app, u"design"_s, u"design"_s); }},
        {"compare_missing", [app] { compare(*app, u"design"_s, u"script:/home/ada/dumps/shop.sql"_s); }},
        {"compare_chosen",
            [app] {
                compare(*app, u"design"_s, u"version:0"_s);
                check(*app, u"loan"_s);
            }},
        {"compare_taken", [app] { press(*app, u"compareTake"_s); }}, {"saved_in_part", [app] { leaveOut(*app); }},
        {"diagram_marks", [app] {
             app->services().navigator.open(Document{.kind = "diagram", .id = {}, .title = {}, .state = {}});
         }}};
}

} // namespace relata
