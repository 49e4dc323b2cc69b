#include "widgets/plan/heat_delegate.h"

#include "models/items/plan_model.h"
#include "widgets/common/theme.h"

#include <QPainter>

namespace relata {

HeatDelegate::HeatDelegate(const Theme &theme, QObject *parent)
    : ItemDelegate(theme, parent)
    , m_theme(theme)
{ }

void HeatDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int heat = index.data(PlanModel::HeatRole).toInt();
    if (heat <= 0)
        return ItemDelegate::paint(painter, option, index);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(ColorToken::Selection));
    const QColor color = m_theme.heat(heat);
    QRect chip(0, 0, 28, option.fontMetrics.height() + 2);
    chip.moveCenter(option.rect.center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme.color(ColorToken::Border), 1));
    painter->setBrush(color);
    painter->drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), grid::radius, grid::radius);
    painter->setPen(m_theme.textOn(color));
    painter->setFont(m_theme.smallFont());
    painter->drawText(chip, Qt::AlignCenter, index.data().toString());
    painter->restore();
}

} // namespace relata

#include "moc_heat_delegate.cpp"
