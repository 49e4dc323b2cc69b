#include "widgets/designer/design_grid.h"
#include "models/items/part_table_model.h"
#include "widgets/common/theme.h"
#include "widgets/designer/part_delegate.h"

#include <QDropEvent>
#include <QHeaderView>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace relata {

DesignGrid::DesignGrid(const Theme &theme, PartTableModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setItemDelegate(new PartDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed | SelectedClicked);
    setHorizontalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setObjectName(u"gridRows"_s);
    verticalHeader()->setAccessibleName(tr("Rows"));
    verticalHeader()->setDefaultSectionSize(std::max(fontMetrics().height(), grid::icon) + grid::rowPadding);
    horizontalHeader()->setObjectName(u"gridHeader"_s);
    horizontalHeader()->setAccessibleName(tr("Columns"));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(32);
    if (model.canMove()) {
        setDragDropMode(InternalMove);
        setDragDropOverwriteMode(false);
        setDropIndicatorShown(true);
        setDragEnabled(true);
    }
}

void DesignGrid::fitColumns(const QList<int> &wished)
{
    // The last one takes what is left.
    for (int column = 0; column + 1 < wished.size(); ++column) {
        const int wish = wished.at(column);
        const int needed = std::clamp(sizeHintForColumn(column) + grid::related, wish * 2 / 3, wish);
        setColumnWidth(column, std::max(needed, horizontalHeader()->sectionSizeHint(column)));
    }
}

int DesignGrid::nameColumn() const
{
    for (int column = 0; column < m_model.headings().size(); ++column) {
        if (qstrcmp(m_model.headings().at(column).field, "name") == 0)
            return column;
    }
    return 0;
}

QList<ObjectId> DesignGrid::selectedIds() const
{
    QList<ObjectId> result;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        result += m_model.idAt(row.row());
    return result;
}

ObjectId DesignGrid::currentId() const { return m_model.idAt(currentIndex().row()); }

void DesignGrid::selectId(ObjectId id)
{
    const int row = m_model.rowOf(id);
    if (row >= 0 && row != currentIndex().row())
        setCurrentIndex(m_model.index(row, nameColumn()));
}

/// Takes what is typed in an open cell.
void DesignGrid::leaveCell()
{
    QWidget *editor = state() == EditingState ? indexWidget(currentIndex()) : nullptr;
    if (!editor)
        return;
    commitData(editor);
    closeEditor(editor, QAbstractItemDelegate::NoHint);
}

void DesignGrid::addRow()
{
    leaveCell();
    const ObjectId id = m_model.addRow(currentIndex().row());
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    setFocus(Qt::OtherFocusReason);
    setCurrentIndex(m_model.index(row, nameColumn()));
    scrollTo(currentIndex());
    edit(currentIndex());
}

void DesignGrid::removeRows()
{
    const int row = currentIndex().row();
    if (!m_model.removeObjects(selectedIds()) || m_model.rowCount() == 0)
        return;
    setCurrentIndex(m_model.index(std::clamp(row, 0, m_model.rowCount() - 1), std::max(0, currentIndex().column())));
}

void DesignGrid::moveRow(int by)
{
    const int row = currentIndex().row() + by;
    if (m_model.canMove() && currentId() && row >= 0 && row < m_model.rowCount())
        m_model.moveTo(currentId(), row);
}

void DesignGrid::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers() == Qt::ControlModifier)
        return addRow();
    if (isReturn && event->modifiers() == Qt::NoModifier && currentIndex().isValid() && state() != EditingState) {
        edit(currentIndex());
        return;
    }
    if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::NoModifier)
        return removeRows();
    if (event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        return moveRow(event->key() == Qt::Key_Up ? -1 : 1);
    // From the last cell Tab leaves the grid, instead of beginning anew.
    const QModelIndex at = currentIndex();
    const bool atEnd = at.row() == m_model.rowCount() - 1 && at.column() == m_model.columnCount() - 1;
    const bool atStart = at.row() <= 0 && at.column() <= 0;
    const bool leaves = (event->key() == Qt::Key_Tab && atEnd) || (event->key() == Qt::Key_Backtab && atStart);
    setTabKeyNavigation(!leaves);
    QTableView::keyPressEvent(event);
}

void DesignGrid::dropEvent(QDropEvent *event)
{
    if (event->source() != this)
        return;
    const QPoint at = event->position().toPoint();
    int row = rowAt(at.y());
    if (row >= 0 && at.y() > rowViewportPosition(row) + rowHeight(row) / 2)
        ++row;
    if (row < 0)
        row = m_model.rowCount();
    const int from = m_model.rowOf(currentId());
    if (from >= 0 && currentId())
        m_model.moveTo(currentId(), row > from ? row - 1 : row);
    event->setDropAction(Qt::IgnoreAction);
    event->accept();
}

void DesignGrid::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update();
    if (current.row() != previous.row())
        emit currentIdChanged(m_model.idAt(current.row()));
}

} // namespace relata

#include "moc_design_grid.cpp"
