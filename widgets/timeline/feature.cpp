#include "widgets/timeline/feature.h"

#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/timeline/drift_page.h"
#include "widgets/timeline/timeline_panel.h"

#include <QCoreApplication>
#include <QPointer>

#include <memory>

namespace relata {
using namespace Qt::StringLiterals;

static QString said(const char *text) { return QCoreApplication::translate("Timeline", text); }

static QList<Command> commands(Navigator &navigator)
{
    return {
        {.id = "timeline.open",
            .title = said(QT_TRANSLATE_NOOP("Timeline", "Show Timeline")),
            .icon = u"migration"_s,
            .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_M,
            .menu = Menu::View,
            .run =
                [&navigator](Panel *) {
                    navigator.open(Document{.kind = "timeline", .id = {}, .title = said("Timeline"), .state = {}});
                }},
        {.id = "timeline.save",
            .title = said(QT_TRANSLATE_NOOP("Timeline", "Save Migration")),
            .icon = u"save"_s,
            .menu = Menu::Database,
            .enabled = panelIs<TimelinePanel>(),
            .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.saveDraft(); })},
        {.id = "timeline.prove",
            .title = said(QT_TRANSLATE_NOOP("Timeline", "Prove Pending Migrations")),
            .icon = u"check"_s,
            .menu = Menu::Database,
            .enabled = panelIs<TimelinePanel>(),
            .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.proveAll(); })},
        {.id = "timeline.apply",
            .title = said(QT_TRANSLATE_NOOP("Timeline", "Apply Pending Migrations")),
            .icon = u"apply"_s,
            .menu = Menu::Database,
            .enabled = panelIs<TimelinePanel>(),
            .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.applyPending(); })},
        {.id = "timeline.rollback",
            .title = said(QT_TRANSLATE_NOOP("Timeline", "Roll Back the Last Migration")),
            .icon = u"rollback"_s,
            .menu = Menu::Database,
            .enabled = panelIs<TimelinePanel>(),
            .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.rollBack(); })},
    };
}

static Command environmentsCommand(Navigator &navigator, const std::shared_ptr<QPointer<TimelinePanel>> &shown)
{
    return {.id = "timeline.environments",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Show Environments")),
        .icon = u"database"_s,
        .menu = Menu::View,
        .run = [&navigator, shown](Panel *) {
            navigator.open(Document{.kind = "timeline", .id = {}, .title = said("Timeline"), .state = {}});
            if (*shown)
                (*shown)->showEnvironments();
        }};
}

static Command applyLaterCommand()
{
    return {.id = "timeline.applyLater",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Apply Pending Migrations at a Time…")),
        .icon = u"pending"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.applyLater(); })};
}

static Command checkCommand()
{
    return {.id = "timeline.check",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Check the Migration Files")),
        .icon = u"check"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.checkFiles(); })};
}

static Command squashCommand()
{
    return {.id = "timeline.squash",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Squash Migrations…")),
        .icon = u"migration"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.squash(); })};
}

static Command phasesCommand()
{
    return {.id = "timeline.phases",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Make the Unsaved Change as Phases…")),
        .icon = u"migration"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.askForPhases(); })};
}

static Command keptCommand()
{
    return {.id = "timeline.kept",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Show What Migrations Keep Aside")),
        .icon = u"table"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.showKept(); })};
}

static Command watchCommand()
{
    return {.id = "timeline.watch",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Watch What the Migrations Did")),
        .icon = u"search"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.startWatch(); })};
}

static Command backupCommand()
{
    return {.id = "timeline.backup",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Back Up the Database")),
        .icon = u"backup"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.backUp(); })};
}

static Command rehearseCommand()
{
    return {.id = "timeline.rehearse",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Rehearse Migrations on a Copy of the Database")),
        .icon = u"copy"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.rehearse(); })};
}

static Command confirmCommand()
{
    return {.id = "timeline.confirm",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Confirm the Step That a Migration Waits For")),
        .icon = u"check"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.confirmStep(); })};
}

static Command diagnoseCommand()
{
    return {.id = "timeline.diagnose",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Look Why a Migration Stopped")),
        .icon = u"search"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.diagnose(); })};
}

static Command driftCommand()
{
    return {.id = "timeline.drift",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Compare the Database With What Was Applied")),
        .icon = u"compare"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.compareApplied(); })};
}

static Command checkDriftCommand()
{
    return {.id = "timeline.checkDrift",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Check for Drift")),
        .icon = u"search"_s,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([](TimelinePanel &timeline) { timeline.checkDrift(); })};
}

Feature timelineFeature(Services &services)
{
    Feature feature{.id = "timeline"};
    if (!services.project)
        return feature;
    PanelRow panel{.kind = "timeline"};
    panel.title = said(QT_TRANSLATE_NOOP("Timeline", "Timeline"));
    panel.icon = u"migration"_s;
    panel.singleton = true;
    auto shown = std::make_shared<QPointer<TimelinePanel>>();
    panel.make = [&services, shown](const Document &, QWidget *parent) -> Panel * {
        *shown = new TimelinePanel(services, parent);
        return *shown;
    };
    feature.panels += panel;
    feature.commands = commands(services.navigator);
    feature.commands += environmentsCommand(services.navigator, shown);
    feature.commands += {applyLaterCommand(), watchCommand(), checkCommand(), squashCommand(), phasesCommand(),
        keptCommand(), driftCommand(), backupCommand(), rehearseCommand(), confirmCommand(), diagnoseCommand(),
        checkDriftCommand()};
    feature.settings = {{.id = "drift",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Drift")),
        .icon = u"compare"_s,
        .make = [&services](QWidget *parent) -> QWidget * { return new DriftPage(services.settings, parent); }}};
    return feature;
}

} // namespace relata
