#include "widgets/common/style.h"
#include "widgets/common/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

constexpr int labelGap = 6; // between icon and text

bool isField(const QWidget *widget) { return widget && widget->property("role").toString() == "field"_L1; }

} // namespace

void Style::drawToolButton(const QStyleOption &option, QPainter &painter, const QWidget *widget) const
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const auto box = [&](const QColor &fill, const QColor &border, double width) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(fill);
        painter.setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
        const double inset = width / 2;
        painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), grid::radius, grid::radius);
        painter.restore();
    };
    if (isField(widget))
        box(m_theme.color(ColorToken::Surface), m_theme.color(ColorToken::Border), 1);
    const bool down = option.state.testAnyFlags(State_Sunken | State_On);
    if (enabled && (down || option.state.testFlag(State_MouseOver)))
        box(m_theme.tint(ColorToken::Text, down ? 0.12 : 0.07, ColorToken::Window), {}, 0);
    if (option.state.testFlag(State_HasFocus))
        box(Qt::transparent, m_theme.color(ColorToken::Accent), 2);
}

/// A tool button whole: what is pressed, its label, and the arrow of its menu.
void Style::drawTool(const QStyleOptionToolButton &option, QPainter &painter, const QWidget *widget) const
{
    drawToolButton(option, painter, widget);
    const bool hasText = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    const bool split = option.features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
    QRect label = option.rect;
    if (split || (hasText && option.features.testFlag(QStyleOptionToolButton::HasMenu))) {
        const int width = split ? proxy()->pixelMetric(PM_MenuButtonIndicator, &option, widget) : grid::icon;
        const QStyleOption &plain = option;
        QStyleOption arrow = plain;
        arrow.rect.setLeft(option.rect.right() + 1 - width - (split ? 0 : grid::unit));
        arrow.rect.setWidth(width);
        label.setRight(arrow.rect.left() - 1);
        drawSymbol(u"chevron_down"_s, arrow, painter, 10);
        if (split && option.state.testFlag(State_MouseOver) && option.state.testFlag(State_Enabled))
            painter.fillRect(arrow.rect.left(), option.rect.top() + grid::unit, 1,
                option.rect.height() - 2 * grid::unit, m_theme.color(ColorToken::Border));
    }
    drawToolLabel(option, painter, label, widget);
}

/// An icon, a gap and a text from the left, with the same margin at both ends; anything else in the middle.
void Style::drawToolLabel(
    const QStyleOptionToolButton &option, QPainter &painter, const QRect &rect, const QWidget *widget) const
{
    if (option.toolButtonStyle != Qt::ToolButtonTextBesideIcon || option.icon.isNull() || option.text.isEmpty()) {
        QStyleOptionToolButton label = option;
        label.rect = rect;
        return proxy()->drawControl(CE_ToolButtonLabel, &label, &painter, widget);
    }
    const bool enabled = option.state.testFlag(State_Enabled);
    QRect glyph(QPoint(), option.iconSize);
    glyph.moveCenter(rect.center());
    glyph.moveLeft(rect.left() + grid::related);
    option.icon.paint(&painter, glyph, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    const QRect words(glyph.right() + 1 + labelGap, rect.top(), rect.right() - grid::related - glyph.right() - labelGap,
        rect.height());
    QPalette palette = option.palette;
    if (isField(widget))
        palette.setColor(QPalette::ButtonText, m_theme.color(ColorToken::Muted));
    const int flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic;
    proxy()->drawItemText(&painter, words, flags, palette, enabled,
        option.fontMetrics.elidedText(option.text, Qt::ElideRight, words.width(), Qt::TextHideMnemonic),
        QPalette::ButtonText);
}

} // namespace relata
