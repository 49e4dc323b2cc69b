#include "widgets/compare/compare_diagram.h"

#include "widgets/common/empty_state.h"
#include "widgets/diagram/diagram_document.h"
#include "widgets/diagram/diagram_minimap.h"
#include "widgets/diagram/diagram_view.h"

#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace relata {

CompareDiagram::CompareDiagram(const Theme &theme, JobCenter *jobs, const QString &places, QWidget *parent)
    : QWidget(parent)
    , m_document(new DiagramDocument(places, jobs, this))
    , m_view(new DiagramView(theme, this))
    , m_empty(new EmptyState(theme, QStringLiteral("diagram"), tr("No table differs"),
          tr("What differs is no table, column, key or index; the list names it."), m_view))
{
    setObjectName(QStringLiteral("compareDiagram"));
    setAccessibleName(tr("Differences as a diagram"));
    m_empty->setObjectName(QStringLiteral("compareDiagramEmpty"));
    new DiagramMinimap(theme, m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    auto *inside = new QVBoxLayout(m_view);
    inside->addWidget(m_empty);
    m_document->setMetrics(m_view->metrics());
    (void)m_document->borrow(); // a broken file costs the places alone; the diagram itself tells of it
    connectView();
}

CompareDiagram::~CompareDiagram() = default;

void CompareDiagram::connectView()
{
    connect(m_document, &DiagramDocument::sceneBuilt, this, [this](DiagramScene scene) {
        m_view->setScene(std::move(scene));
        m_empty->setVisible(!m_document->hasTables());
    });
    connect(m_view, &DiagramView::tablesMoved, m_document, &DiagramDocument::moveTables);
    connect(m_view, &DiagramView::selectionChanged, this, [this] {
        if (const QList<ObjectId> selected = m_view->selectedTables(); selected.size() == 1)
            emit tableChosen(selected.first());
    });
    connect(m_view, &DiagramView::menuRequested, this, [this](const DiagramScene::Hit &, QPoint position) {
        auto *menu = new QMenu(this);
        menu->setObjectName(QStringLiteral("compareDiagramMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Show All"), m_view, &DiagramView::fit);
        menu->addAction(tr("Lay Out"), m_document, &DiagramDocument::layOut);
        menu->popup(position);
    });
}

void CompareDiagram::showPair(const Schema &left, const Schema &right, bool onlyDifferences)
{
    if (m_view->viewport()->height() > 100)
        m_document->setAspectRatio(double(m_view->viewport()->width()) / m_view->viewport()->height());
    m_document->setContent(comparedContent(right, left, onlyDifferences));
}

void CompareDiagram::selectTable(ObjectId table)
{
    const int place = m_view->scene().tableOf(table);
    if (place < 0 || m_view->selectedTables().contains(table))
        return;
    const QSignalBlocker told(m_view);
    m_view->selectTables({place});
}

} // namespace relata

#include "moc_compare_diagram.cpp"
