#include "widgets/diagram/diagram_panel.h"

#include "models/diagram/diagram_edits.h"
#include "models/project/project.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/document.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/navigator.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_minimap.h"
#include "widgets/diagram/diagram_search.h"
#include "widgets/diagram/diagram_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QToolButton>

#include <utility>

namespace relata {

static QString fileOf(const Project *project, const Document &document)
{
    const QString name = document.id.isEmpty() ? QStringLiteral("main") : document.id;
    return project ? project->diagramsFolder() + u'/' + name + QStringLiteral(".json") : QString();
}

DiagramPanel::DiagramPanel(const Context &context, const Document &document, QWidget *parent)
    : Panel(parent)
    , m_theme(context.theme)
    , m_navigator(context.navigator)
    , m_project(context.project)
    , m_empty(new EmptyState(context.theme, QStringLiteral("diagram"), tr("No tables yet"),
          tr("The diagram shows the tables of the design and how they refer to each other.")))
    , m_sheet(new DiagramSheet(context.theme, fileOf(context.project, document), context.jobs, m_empty, this))
    , m_view(m_sheet->view())
    , m_search(new DiagramSearch(context.theme, m_view))
    , m_banner(new Banner(context.theme, this))
    , m_zoom(new QLabel(this))
{
    setObjectName(QStringLiteral("diagramPanel"));
    setAccessibleName(tr("Diagram"));
    setWindowTitle(document.title.isEmpty() ? tr("Diagram") : document.title);
    m_empty->setObjectName(QStringLiteral("diagramEmpty"));
    m_empty->addAction(tr("Add Table"), [this] { addTable(); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *bar = new QHBoxLayout;
    buildToolbar(bar, context.theme);
    layout->addLayout(bar);
    layout->addWidget(m_banner);
    layout->addWidget(m_sheet, 1);
    start();
}

void DiagramPanel::start()
{
    connectView();
    if (const Result<void> loaded = document()->load(); !loaded)
        m_banner->show(loaded.error());
    if (m_project) {
        connect(&m_navigator, &Navigator::selectionChanged, this, &DiagramPanel::showSelected);
        connect(m_project, &Project::designedChanged, this, [this] {
            if (!m_undoing) {
                m_done.push_back(false);
                m_undone.clear();
            }
            refresh();
        });
        connect(m_project, &Project::headChanged, this, &DiagramPanel::refresh);
    }
    refresh();
}

DiagramPanel::~DiagramPanel() = default;

void DiagramPanel::buildToolbar(QBoxLayout *layout, const Theme &theme)
{
    layout->setContentsMargins(grid::related, grid::unit, grid::related, grid::unit);
    layout->setSpacing(grid::unit);
    const auto add = [&](const char *icon, const QString &text, const char *name, auto act) {
        auto *button = glyphButton(theme, QLatin1String(icon), text, QLatin1String(name), this);
        connect(button, &QToolButton::clicked, this, act);
        layout->addWidget(button);
    };
    add("add", tr("Add table"), "diagramAddTable", [this] { addTable(); });
    add("relation", tr("Add relation between two selected tables"), "diagramAddRelation", [this] { addRelation(); });
    layout->addSpacing(grid::group);
    add("layout", tr("Lay out"), "diagramLayOut", [this] { layOut(); });
    add("search", tr("Find table or column"), "diagramFind", [this] { find(); });
    add("export", tr("Export picture"), "diagramExport", [this] { exportPicture(); });
    layout->addSpacing(grid::group);
    m_marks = glyphButton(theme, QStringLiteral("compare"), tr("Mark what is not saved as a migration"),
        QStringLiteral("diagramMarks"), this);
    m_marks->setCheckable(true);
    m_marks->setChecked(true);
    connect(m_marks, &QToolButton::toggled, this, &DiagramPanel::setMarksChanges);
    layout->addWidget(m_marks);
    layout->addStretch();
    add("zoom_out", tr("Zoom out"), "diagramZoomOut", [this] { m_view->zoomBy(0.8); });
    m_zoom->setObjectName(QStringLiteral("diagramZoom"));
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setAlignment(Qt::AlignCenter);
    m_zoom->setMinimumWidth(m_zoom->fontMetrics().horizontalAdvance(QStringLiteral("0000 %")));
    layout->addWidget(m_zoom);
    add("zoom_in", tr("Zoom in"), "diagramZoomIn", [this] { m_view->zoomBy(1.25); });
    add("fit", tr("Show all"), "diagramFit", [this] { fit(); });
}

void DiagramPanel::connectView()
{
    connect(document(), &DiagramDocument::failed, this, [this](const Error &error) { m_banner->show(error); });
    connect(document(), &DiagramDocument::diagramChanged, this, [this] {
        if (m_undoing)
            return;
        m_done.push_back(true);
        m_undone.clear();
    });
    connect(m_view, &DiagramView::zoomChanged, this, [this](double zoom) {
        m_zoom->setText(tr("%1 %").arg(qRound(zoom * 100)));
        emit stateChanged();
    });
    connect(m_view, &DiagramView::viewChanged, this, &Panel::stateChanged);
    connect(m_view, &DiagramView::selectionChanged, this, &DiagramPanel::tellSelection);
    connect(m_view, &DiagramView::tableActivated, this, &DiagramPanel::open);
    connect(m_view, &DiagramView::relationActivated, this, &DiagramPanel::open);
    connect(m_view, &DiagramView::tableRequested, this, &DiagramPanel::addTableAt);
    connect(m_view, &DiagramView::renameRequested, this, &DiagramPanel::renameTable);
    connect(m_view, &DiagramView::deletionRequested, this, &DiagramPanel::removeTables);
    connect(m_view, &DiagramView::menuRequested, this, &DiagramPanel::showMenu);
    connect(m_view, &DiagramView::undoRequested, this, &DiagramPanel::undo);
    connect(m_view, &DiagramView::redoRequested, this, &DiagramPanel::redo);
}

void DiagramPanel::refresh()
{
    if (!m_project)
        return;
    m_sheet->takeShape();
    document()->setSchema(m_project->designed(), m_marksChanges ? m_project->head() : m_project->designed());
}

void DiagramPanel::setMarksChanges(bool marks)
{
    if (std::exchange(m_marksChanges, marks) == marks)
        return;
    m_marks->setChecked(marks);
    refresh();
    emit stateChanged();
    emit statusChanged();
}

void DiagramPanel::tellSelection()
{
    const QList<ObjectId> selected = m_view->selectedTables();
    if (m_project && selected.size() == 1)
        m_navigator.select(m_project->designed().ref(selected.first()));
}

/// What was selected elsewhere, or the table it belongs to.
void DiagramPanel::showSelected(const ObjectRef &object)
{
    const Schema &schema = m_project->designed();
    ObjectId id = object.id;
    for (const Object *one = schema.find(id); one && kindOf(*one) != Kind::Table; one = schema.find(id))
        id = parentOf(*one);
    const int table = m_view->scene().tableOf(id);
    if (table < 0 || m_view->selectedTables().contains(id))
        return;
    const QSignalBlocker told(m_view); // all know it already, and the part it may be of says more
    m_view->selectTables({table});
}

void DiagramPanel::open(ObjectId id)
{
    if (m_project && m_project->designed().find(id))
        m_navigator.open(m_project->designed().ref(id));
}

QString DiagramPanel::iconName() const { return QStringLiteral("diagram"); }

QWidget *DiagramPanel::focusTarget() { return m_view; }

QJsonObject DiagramPanel::state() const
{
    const QPointF middle = m_view->visiblePaper().center();
    return {{QStringLiteral("zoom"), m_view->zoom()}, {QStringLiteral("x"), middle.x()},
        {QStringLiteral("y"), middle.y()}, {QStringLiteral("minimap"), m_sheet->minimap()->isWanted()},
        {QStringLiteral("marks"), m_marksChanges}};
}

void DiagramPanel::restore(const QJsonObject &state)
{
    setMarksChanges(state.value(QStringLiteral("marks")).toBool(true));
    const double zoom = state.value(QStringLiteral("zoom")).toDouble();
    if (zoom <= 0)
        return;
    m_view->keepView(
        zoom, QPointF(state.value(QStringLiteral("x")).toDouble(), state.value(QStringLiteral("y")).toDouble()));
    m_sheet->minimap()->setWanted(state.value(QStringLiteral("minimap")).toBool(true));
}

} // namespace relata

#include "moc_diagram_panel.cpp"
