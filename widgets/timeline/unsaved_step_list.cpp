#include "widgets/timeline/unsaved_step_list.h"

#include "models/items/unsaved_step_model.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/theme.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int mostRows = 12;
} // namespace

UnsavedStepList::UnsavedStepList(const Theme &theme, QWidget *parent)
    : QTreeView(parent)
    , m_model(new UnsavedStepModel(this))
{
    setObjectName(u"unsavedSteps"_s);
    setAccessibleName(tr("Steps to save"));
    setModel(m_model);
    setItemDelegate(new ItemDelegate(theme, this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setExpandsOnDoubleClick(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    hide();
    connect(m_model, &UnsavedStepModel::chosen, this, &UnsavedStepList::chosen);
    connect(m_model, &QAbstractItemModel::modelReset, this, &QWidget::updateGeometry);
    connect(this, &QTreeView::expanded, this, &QWidget::updateGeometry);
    connect(this, &QTreeView::collapsed, this, &QWidget::updateGeometry);
}

void UnsavedStepList::setSteps(const QList<UnsavedStep> &steps) { m_model->setSteps(steps); }

QSize UnsavedStepList::sizeHint() const
{
    int rows = 0;
    for (QModelIndex at = m_model->index(0, 0); at.isValid() && rows < mostRows; at = indexBelow(at))
        ++rows;
    return {QTreeView::sizeHint().width(), rows * std::max(sizeHintForRow(0), 1) + grid::unit};
}

QSize UnsavedStepList::minimumSizeHint() const { return {120, sizeHint().height()}; }

} // namespace relata

#include "moc_unsaved_step_list.cpp"
