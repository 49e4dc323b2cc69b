#include "widgets/diagram/feature.h"

#include "widgets/common/feature.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/diagram/diagram_panel.h"
#include "widgets/diagram/diagram_view.h"

#include <QCoreApplication>

namespace relata {

namespace {

QString text(const char *source) { return QCoreApplication::translate("Diagram", source); }

Command command(const char *id, const char *title, const char *icon, const QKeySequence &shortcut, Menu menu,
    void (DiagramPanel::*act)())
{
    Command row;
    row.id = id;
    row.title = text(title);
    row.icon = QLatin1String(icon);
    row.shortcut = shortcut;
    row.menu = menu;
    row.enabled = panelIs<DiagramPanel>();
    row.run = inPanel<DiagramPanel>([act](DiagramPanel &panel) { (panel.*act)(); });
    return row;
}

Command openCommand(Services &services)
{
    Command row;
    row.id = "diagram.open";
    row.title = text(QT_TRANSLATE_NOOP("Diagram", "Open Diagram"));
    row.icon = QStringLiteral("diagram");
    row.menu = Menu::View;
    row.enabled = [&services](Panel *) { return services.project != nullptr; };
    row.run = [&services](Panel *) {
        Document document;
        document.kind = "diagram";
        document.id = QStringLiteral("main");
        document.title = text(QT_TRANSLATE_NOOP("Diagram", "Diagram"));
        services.navigator.open(document);
    };
    return row;
}

Command marksCommand()
{
    Command row = command("diagram.marks", QT_TRANSLATE_NOOP("Diagram", "Mark Unsaved Changes in the Diagram"),
        "compare", {}, Menu::View, nullptr);
    row.run = inPanel<DiagramPanel>([](DiagramPanel &panel) { panel.setMarksChanges(!panel.marksChanges()); });
    row.checked = inPanel<DiagramPanel>([](DiagramPanel &panel) { return panel.marksChanges(); });
    return row;
}

} // namespace

Feature diagramFeature(Services &services)
{
    Feature feature;
    feature.id = "diagram";
    PanelRow row;
    row.kind = "diagram";
    row.title = text(QT_TRANSLATE_NOOP("Diagram", "Diagram"));
    row.icon = QStringLiteral("diagram");
    row.make = [&services](const Document &document, QWidget *parent) -> Panel * {
        return new DiagramPanel(
            {services.theme, services.navigator, &services.jobs, services.project}, document, parent);
    };
    feature.panels = {row};
    using P = DiagramPanel;
    feature.commands = {openCommand(services),
        command("diagram.addTable", QT_TRANSLATE_NOOP("Diagram", "New Table in the Diagram"), "add", {}, Menu::Design,
            &P::addTable),
        command("diagram.addRelation", QT_TRANSLATE_NOOP("Diagram", "New Relation Between Selected Tables"), "relation",
            {}, Menu::Design, &P::addRelation),
        command("diagram.layOut", QT_TRANSLATE_NOOP("Diagram", "Lay Out Diagram"), "layout",
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), Menu::Design, &P::layOut),
        command("diagram.area", QT_TRANSLATE_NOOP("Diagram", "Put Selected Tables Into Area"), "area", {}, Menu::Design,
            &P::askForArea),
        command("diagram.find", QT_TRANSLATE_NOOP("Diagram", "Find in Diagram"), "search",
            QKeySequence(QKeySequence::Find), Menu::View, &P::find),
        command("diagram.fit", QT_TRANSLATE_NOOP("Diagram", "Show Whole Diagram"), "fit", {}, Menu::View, &P::fit),
        command("diagram.export", QT_TRANSLATE_NOOP("Diagram", "Export Diagram as Picture"), "export", {}, Menu::File,
            &P::exportPicture)};
    feature.commands += marksCommand();
    return feature;
}

} // namespace relata
