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

static Command openCommand(Navigator &navigator)
{
    return {.id = "timeline.open",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Show Timeline")),
        .icon = u"migration"_s,
        .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_M,
        .menu = Menu::View,
        .run = [&navigator](Panel *) {
            navigator.open(Document{.kind = "timeline", .id = {}, .title = said("Timeline"), .state = {}});
        }};
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

/// In the menu of the database, for the timeline in front.
template <class Method>
static Command onTimeline(
    const QByteArray &id, const char *title, const QString &icon, const QByteArray &section, Method method)
{
    return {.id = "timeline." + id,
        .title = said(title),
        .icon = icon,
        .menu = Menu::Database,
        .enabled = panelIs<TimelinePanel>(),
        .run = inPanel<TimelinePanel>([method](TimelinePanel &timeline) { (timeline.*method)(); }),
        .section = section};
}

static QList<Command> fileCommands()
{
    return {onTimeline(
                "save", QT_TRANSLATE_NOOP("Timeline", "Save Migration"), u"save"_s, "files", &TimelinePanel::saveDraft),
        onTimeline("phases", QT_TRANSLATE_NOOP("Timeline", "Make the Unsaved Change as Phases…"), u"migration"_s,
            "files", &TimelinePanel::askForPhases),
        onTimeline("squash", QT_TRANSLATE_NOOP("Timeline", "Squash Migrations…"), u"migration"_s, "files",
            &TimelinePanel::squash),
        onTimeline("check", QT_TRANSLATE_NOOP("Timeline", "Check the Migration Files"), u"check"_s, "files",
            &TimelinePanel::checkFiles)};
}

static QList<Command> runCommands()
{
    return {onTimeline("prove", QT_TRANSLATE_NOOP("Timeline", "Prove Pending Migrations"), u"check"_s, "runs",
                &TimelinePanel::proveAll),
        onTimeline("rehearse", QT_TRANSLATE_NOOP("Timeline", "Rehearse Migrations on a Copy of the Database"),
            u"copy"_s, "runs", &TimelinePanel::rehearse),
        onTimeline("rows", QT_TRANSLATE_NOOP("Timeline", "Check the Data for the Next Migration"), u"search"_s, "runs",
            &TimelinePanel::checkRows),
        onTimeline("backup", QT_TRANSLATE_NOOP("Timeline", "Back Up the Database"), u"backup"_s, "runs",
            &TimelinePanel::backUp),
        onTimeline("apply", QT_TRANSLATE_NOOP("Timeline", "Apply Pending Migrations"), u"apply"_s, "runs",
            &TimelinePanel::applyPending),
        onTimeline("applyLater", QT_TRANSLATE_NOOP("Timeline", "Apply Pending Migrations at a Time…"), u"pending"_s,
            "runs", &TimelinePanel::applyLater),
        onTimeline("confirm", QT_TRANSLATE_NOOP("Timeline", "Show the Step That a Migration Waits For"), u"check"_s,
            "runs", &TimelinePanel::lookForStep),
        onTimeline("rollback", QT_TRANSLATE_NOOP("Timeline", "Roll Back the Last Migration"), u"rollback"_s, "runs",
            &TimelinePanel::rollBack)};
}

static QList<Command> lookCommands()
{
    return {onTimeline("watch", QT_TRANSLATE_NOOP("Timeline", "Watch What the Migrations Did"), u"search"_s, "looks",
                &TimelinePanel::startWatch),
        onTimeline("diagnose", QT_TRANSLATE_NOOP("Timeline", "Look Why a Migration Stopped"), u"search"_s, "looks",
            &TimelinePanel::diagnose),
        onTimeline("drift", QT_TRANSLATE_NOOP("Timeline", "Compare the Database With What Was Applied"), u"compare"_s,
            "looks", &TimelinePanel::compareApplied),
        onTimeline("checkDrift", QT_TRANSLATE_NOOP("Timeline", "Check for Drift"), u"search"_s, "looks",
            &TimelinePanel::checkDrift),
        onTimeline("repair", QT_TRANSLATE_NOOP("Timeline", "Compare the Ledger With the Files…"), u"check"_s, "looks",
            &TimelinePanel::repair),
        onTimeline("kept", QT_TRANSLATE_NOOP("Timeline", "Show What Migrations Keep Aside"), u"table"_s, "looks",
            &TimelinePanel::showKept)};
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
    feature.commands = {openCommand(services.navigator), environmentsCommand(services.navigator, shown)};
    feature.commands += fileCommands() + runCommands() + lookCommands();
    feature.settings = {{.id = "drift",
        .title = said(QT_TRANSLATE_NOOP("Timeline", "Drift")),
        .icon = u"compare"_s,
        .make = [&services](QWidget *parent) -> QWidget * { return new DriftPage(services.settings, parent); }}};
    return feature;
}

} // namespace relata
