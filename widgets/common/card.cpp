#include "widgets/common/card.h"
#include "widgets/common/theme.h"

#include <QPainter>

namespace relata {

Card::Card(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setContentsMargins(1, 1, 1, 1);
}

void Card::setDashed(bool dashed)
{
    m_dashed = dashed;
    update();
}

void Card::setCurrent(bool current)
{
    m_current = current;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = m_current ? 2 : (m_dashed ? 1.5 : 1);
    const ColorToken token = m_current ? ColorToken::Accent : (m_dashed ? ColorToken::Muted : ColorToken::Border);
    QPen pen(m_theme.color(token), width);
    if (m_dashed)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(m_theme.color(ColorToken::Surface));
    const double inset = width / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), grid::radius, grid::radius);
}

} // namespace relata

#include "moc_card.cpp"
