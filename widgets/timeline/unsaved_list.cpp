#include "widgets/timeline/unsaved_list.h"

#include "models/items/unsaved_change_model.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/theme.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int mostRows = 8;
} // namespace

UnsavedList::UnsavedList(const Theme &theme, QWidget *parent)
    : QTreeView(parent)
    , m_model(new UnsavedChangeModel(this))
{
    setObjectName(u"unsavedChanges"_s);
    setAccessibleName(tr("Changes to save"));
    setModel(m_model);
    setItemDelegate(new ItemDelegate(theme, this));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    hide();
    connect(m_model, &UnsavedChangeModel::chosen, this, &UnsavedList::chosen);
    connect(this, &QTreeView::doubleClicked, this,
        [this](const QModelIndex &index) { emit opened(index.data(ObjectRole).value<ObjectRef>()); });
}

void UnsavedList::setChanges(const QList<UnsavedChange> &changes)
{
    const int before = m_model->rowCount();
    m_model->setChanges(changes);
    setVisible(changes.size() > 1);
    if (before != changes.size())
        updateGeometry();
}

QSize UnsavedList::sizeHint() const
{
    const int rows = std::min(m_model->rowCount(), mostRows);
    return {QTreeView::sizeHint().width(), rows * std::max(sizeHintForRow(0), 1) + grid::unit};
}

QSize UnsavedList::minimumSizeHint() const { return {120, sizeHint().height()}; }

} // namespace relata

#include "moc_unsaved_list.cpp"
