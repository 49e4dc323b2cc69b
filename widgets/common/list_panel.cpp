#include "widgets/common/list_panel.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/item_delegate.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStackedLayout>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace relata {

ListPanel::ListPanel(
    const Theme &theme, QAbstractItemModel &model, const QString &name, EmptyState *empty, QWidget *parent)
    : Panel(parent)
    , m_model(model)
    , m_pages(new QStackedLayout(this))
    , m_view(new QTreeView(this))
    , m_empty(empty)
{
    setObjectName(name + u"Panel"_s);
    setAccessibleName(empty->accessibleName());
    m_view->setObjectName(name + u"View"_s);
    m_view->setModel(&model);
    m_view->setItemDelegate(new ItemDelegate(theme, m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->header()->setObjectName(name + u"Header"_s);
    m_view->header()->setAccessibleName(tr("Columns"));
    m_view->header()->setHighlightSections(false);
    m_view->installEventFilter(this);
    m_pages->addWidget(empty);
    m_pages->addWidget(m_view);
    connect(m_view, &QTreeView::activated, this, &ListPanel::opened);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ListPanel::showRightPage);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &ListPanel::showRightPage);
    connect(&model, &QAbstractItemModel::modelReset, this, &ListPanel::showRightPage);
    showRightPage();
}

QWidget *ListPanel::focusTarget() { return m_pages->currentWidget(); }

void ListPanel::setColumnWidths(const QList<int> &widths)
{
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    for (int column = 0; column < widths.size(); ++column) {
        const bool rest = widths.at(column) < 0;
        header->setSectionResizeMode(column, rest ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (!rest)
            header->resizeSection(column, widths.at(column));
    }
}

void ListPanel::showRightPage()
{
    QWidget *page = m_model.rowCount() > 0 ? static_cast<QWidget *>(m_view) : m_empty;
    m_pages->setCurrentWidget(page);
}

bool ListPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copySelection();
        return true;
    }
    return Panel::eventFilter(watched, event);
}

void ListPanel::copySelection()
{
    QStringList lines;
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        QStringList cells;
        for (int column = 0; column < m_model.columnCount(); ++column)
            cells.append(row.siblingAtColumn(column).data().toString());
        lines.append(cells.join(u'\t'));
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace relata

#include "moc_list_panel.cpp"
