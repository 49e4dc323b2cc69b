#include "widgets/compare/compare_diagram.h"

#include "widgets/common/empty_state.h"
#include "widgets/diagram/diagram_view.h"

#include <QMenu>
#include <QSignalBlocker>

namespace relata {

static EmptyState *nothingDiffers(const Theme &theme)
{
    auto *state = new EmptyState(theme, QStringLiteral("diagram"), CompareDiagram::tr("No table differs"),
        CompareDiagram::tr("What differs is no table, column, key or index; the list names it."));
    state->setObjectName(QStringLiteral("compareDiagramEmpty"));
    return state;
}

CompareDiagram::CompareDiagram(const Theme &theme, JobCenter *jobs, const QString &places, QWidget *parent)
    : DiagramSheet(theme, places, jobs, nothingDiffers(theme), parent)
{
    setObjectName(QStringLiteral("compareDiagram"));
    setAccessibleName(tr("Differences as a diagram"));
    (void)document()->borrow(); // a broken file costs the places alone; the diagram itself tells of it
    connect(view(), &DiagramView::sceneChanged, this, &CompareDiagram::select);
    connect(view(), &DiagramView::selectionChanged, this, [this] {
        const QList<ObjectId> selected = view()->selectedTables();
        if (selected.size() != 1)
            return;
        m_chosen = selected.first();
        emit tableChosen(m_chosen);
    });
    connect(view(), &DiagramView::menuRequested, this, [this](const DiagramScene::Hit &, QPoint position) {
        auto *menu = new QMenu(this);
        menu->setObjectName(QStringLiteral("compareDiagramMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addActions(*menu);
        menu->popup(position);
    });
}

void CompareDiagram::showPair(const Schema &left, const Schema &right, bool onlyDifferences)
{
    takeShape();
    document()->setContent(comparedContent(right, left, onlyDifferences));
}

void CompareDiagram::selectTable(ObjectId table)
{
    m_chosen = table;
    select();
}

void CompareDiagram::select()
{
    const int place = view()->scene().tableOf(m_chosen);
    if (place < 0 || view()->selectedTables().contains(m_chosen))
        return;
    const QSignalBlocker told(view());
    view()->selectTables({place});
}

} // namespace relata

#include "moc_compare_diagram.cpp"
