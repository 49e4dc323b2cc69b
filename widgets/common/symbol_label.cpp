#include "widgets/common/symbol_label.h"
#include "widgets/common/icons.h"

#include <QPainter>

namespace relata {

SymbolLabel::SymbolLabel(const Theme &theme, const QString &iconName, ColorToken color, int size, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_name(iconName)
    , m_color(color)
    , m_size(size)
{
    setObjectName(QStringLiteral("symbol"));
    setAccessibleName(iconName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SymbolLabel::setSymbol(const QString &iconName, ColorToken color)
{
    m_name = iconName;
    m_color = color;
    update();
}

void SymbolLabel::paintEvent(QPaintEvent *)
{
    QRect place(0, 0, m_size, m_size);
    place.moveCenter(rect().center());
    QPainter(this).drawPixmap(place, symbol(m_name, m_theme.color(m_color), m_size, devicePixelRatioF()));
}

} // namespace relata

#include "moc_symbol_label.cpp"
