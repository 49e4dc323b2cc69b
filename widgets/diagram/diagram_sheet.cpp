#include "widgets/diagram/diagram_sheet.h"

#include "widgets/common/empty_state.h"
#include "widgets/diagram/diagram_minimap.h"
#include "widgets/diagram/diagram_view.h"

#include <QMenu>
#include <QVBoxLayout>

namespace relata {

DiagramSheet::DiagramSheet(const Theme &theme, const QString &file, JobCenter *jobs, EmptyState *empty, QWidget *parent)
    : QWidget(parent)
    , m_document(new DiagramDocument(file, jobs, this))
    , m_view(new DiagramView(theme, this))
    , m_minimap(new DiagramMinimap(theme, m_view))
    , m_empty(empty)
    , m_arranging(new EmptyState(theme, QStringLiteral("layout"), tr("Arranging the tables"),
          tr("The diagram appears when every table has its place."), m_view))
    , m_unplaced(new EmptyState(theme, QStringLiteral("layout"), tr("The tables are not arranged"),
          tr("The job that gives them their places was stopped."), m_view))
{
    setObjectName(QStringLiteral("diagramSheet"));
    setAccessibleName(tr("Diagram and its overview"));
    m_arranging->setObjectName(QStringLiteral("diagramArranging"));
    m_unplaced->setObjectName(QStringLiteral("diagramUnplaced"));
    m_unplaced->addAction(tr("Lay Out"), [this] { m_document->layOut(); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    auto *inside = new QVBoxLayout(m_view);
    for (EmptyState *state : {m_empty, m_arranging, m_unplaced})
        inside->addWidget(state);
    m_document->setMetrics(m_view->metrics());
    connect(m_document, &DiagramDocument::sceneBuilt, m_view, &DiagramView::setScene);
    connect(m_view, &DiagramView::sceneChanged, this, &DiagramSheet::showRelevant);
    connect(m_document, &DiagramDocument::arrangingChanged, this, &DiagramSheet::showRelevant);
    connect(m_view, &DiagramView::tablesMoved, m_document, &DiagramDocument::moveTables);
    showRelevant();
}

DiagramSheet::~DiagramSheet() = default;

void DiagramSheet::takeShape()
{
    const QSize room = m_view->viewport()->size();
    if (room.height() > 100)
        m_document->setAspectRatio(double(room.width()) / room.height());
}

void DiagramSheet::addActions(QMenu &menu)
{
    menu.addAction(tr("Lay Out"), m_document, &DiagramDocument::layOut);
    menu.addAction(tr("Show All"), m_view, &DiagramView::fit);
    QAction *map = menu.addAction(tr("Overview"));
    map->setCheckable(true);
    map->setChecked(m_minimap->isWanted());
    connect(map, &QAction::toggled, m_minimap, &DiagramMinimap::setWanted);
}

void DiagramSheet::showRelevant()
{
    const bool isBlank = m_view->scene().tableCount() == 0, hasTables = m_document->hasTables();
    m_empty->setVisible(isBlank && !hasTables);
    m_arranging->setVisible(isBlank && hasTables && m_document->isArranging());
    m_unplaced->setVisible(isBlank && hasTables && !m_document->isArranging());
}

} // namespace relata

#include "moc_diagram_sheet.cpp"
