#include "widgets/jobs/job_delegate.h"
#include "models/items/job_list_model.h"
#include "models/items/roles.h"
#include "widgets/common/icons.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

QRect buttonRect(const QRect &cell)
{
    QRect rect(0, 0, grid::icon + grid::unit, grid::icon + grid::unit);
    rect.moveCenter(cell.center());
    rect.moveRight(cell.right() - grid::unit);
    return rect;
}

} // namespace

JobDelegate::JobDelegate(const Theme &theme, QObject *parent)
    : ItemDelegate(theme, parent)
    , m_theme(theme)
{ }

bool JobDelegate::hasButton(const QModelIndex &index) const
{
    return index.column() == JobListModel::StateColumn && index.data(CancellableRole).toBool();
}

void JobDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    ItemDelegate::paint(painter, option, index);
    if (!hasButton(index))
        return;
    const QRect button = buttonRect(option.rect);
    if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.tint(ColorToken::Text, 0.12));
        painter->drawRoundedRect(button, grid::radius, grid::radius);
        painter->restore();
    }
    const double ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(button.adjusted(4, 4, -4, -4), symbol(u"close"_s, m_theme.color(ColorToken::Text), 12, ratio));
}

bool JobDelegate::editorEvent(
    QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::MouseButtonRelease || !hasButton(index))
        return false;
    if (!buttonRect(option.rect).contains(static_cast<QMouseEvent *>(event)->position().toPoint()))
        return false;
    emit cancelClicked(index.data(JobIdRole).toULongLong());
    return true;
}

bool JobDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (hasButton(index) && buttonRect(option.rect).contains(event->pos())) {
        QToolTip::showText(event->globalPos(), tr("Cancel this job"));
        return true;
    }
    return ItemDelegate::helpEvent(event, view, option, index);
}

} // namespace relata

#include "moc_job_delegate.cpp"
