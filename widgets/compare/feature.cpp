#include "widgets/compare/feature.h"

#include "models/engine/connection_book.h"
#include "models/project/project.h"
#include "models/project/replay_cache.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/compare/compare_panel.h"

#include <QCoreApplication>

namespace relata {
using namespace Qt::StringLiterals;
using Type = CompareSource::Type;

namespace {

QString said(const char *text) { return QCoreApplication::translate("Compare", text); }

void open(Services &services, const CompareSource &left, const CompareSource &right)
{
    services.navigator.open(Document{.kind = "compare",
        .id = ComparePanel::idOf(left, right),
        .title = said(QT_TRANSLATE_NOOP("Compare", "Compare")),
        .state = {{u"left"_s, left.key()}, {u"right"_s, right.key()}}});
}

QString lastVersion(const Services &services)
{
    const auto &migrations = services.project->timeline().migrations;
    return migrations.isEmpty() ? u"0"_s : migrations.last().version;
}

QList<Command> openings(Services &services)
{
    const auto hasProject = [&services](Panel *) { return services.project != nullptr; };
    const auto hasBoth = [&services](Panel *) { return services.project && services.connections.current(); };
    return {{.id = "compare.with",
                .title = said(QT_TRANSLATE_NOOP("Compare", "Compare With…")),
                .icon = u"compare"_s,
                .menu = Menu::Design,
                .run = [&services](Panel *) { open(services, {services.project ? Type::Design : Type::None}, {}); }},
        {.id = "compare.timeline",
            .title = said(QT_TRANSLATE_NOOP("Compare", "Compare the Design With the Timeline")),
            .icon = u"compare"_s,
            .menu = Menu::Design,
            .enabled = hasProject,
            .run =
                [&services](Panel *) {
                    open(services, {Type::Version, lastVersion(services)}, {Type::Design});
                }},
        {.id = "compare.database",
            .title = said(QT_TRANSLATE_NOOP("Compare", "Compare the Design With the Database")),
            .icon = u"compare"_s,
            .menu = Menu::Database,
            .enabled = hasBoth,
            .run = [&services](Panel *) {
                const QString name = services.connections.current()->displayName();
                open(services, {Type::Design}, {Type::Connection, name});
            }}};
}

Command inFront(const char *id, const char *title, const char *icon, void (ComparePanel::*act)())
{
    return {.id = id,
        .title = said(title),
        .icon = QLatin1StringView(icon),
        .menu = Menu::PaletteOnly,
        .enabled = panelIs<ComparePanel>(),
        .run = inPanel<ComparePanel>([act](ComparePanel &panel) { (panel.*act)(); })};
}

} // namespace

Feature compareFeature(Services &services)
{
    const auto replays = std::make_shared<ReplayCache>();
    Feature feature{.id = "compare"};
    feature.panels = {{.kind = "compare",
        .title = said(QT_TRANSLATE_NOOP("Compare", "Compare")),
        .icon = u"compare"_s,
        .make = [&services, replays](
                    const Document &, QWidget *parent) { return new ComparePanel(services, replays, parent); }}};
    feature.commands = openings(services);
    feature.commands += {inFront("compare.swap", QT_TRANSLATE_NOOP("Compare", "Swap the Sides of the Comparison"),
                             "swap", &ComparePanel::swapSides),
        inFront("compare.refresh", QT_TRANSLATE_NOOP("Compare", "Read Both Sides of the Comparison Again"), "refresh",
            &ComparePanel::refresh),
        inFront("compare.drawn", QT_TRANSLATE_NOOP("Compare", "Show the Comparison as a Diagram, or as a List"),
            "diagram", &ComparePanel::toggleDrawn),
        inFront("compare.take", QT_TRANSLATE_NOOP("Compare", "Take Chosen Differences Into the Design"), "check",
            &ComparePanel::takeChecked)};
    return feature;
}

} // namespace relata
