#include "widgets/common/item_delegate.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

Tone toneOf(const QModelIndex &index) { return Tone(index.data(ToneRole).toInt()); }

/// The mark that makes a tone readable without its colour; empty where the text says enough.
QString markOf(Tone tone)
{
    switch (tone) {
    case Tone::Added:
        return u"+"_s;
    case Tone::Changed:
        return u"~"_s;
    case Tone::Removed:
        return u"−"_s;
    default:
        return {};
    }
}

} // namespace

ItemDelegate::ItemDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{ }

void ItemDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Tone tone = toneOf(index);
    const QString name = index.data(IconNameRole).toString();
    if (!name.isEmpty()) {
        const ColorToken color = tone == Tone::Plain ? ColorToken::Muted : Theme::token(tone);
        option->icon = relata::icon(m_theme, name, color);
    } else if (tone == Tone::Warning || tone == Tone::Danger || tone == Tone::Ok) {
        option->icon = toneIcon(m_theme, tone);
    }
    if (!option->icon.isNull()) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(grid::icon, grid::icon);
    }
    if (tone != Tone::Plain) {
        option->palette.setColor(QPalette::Text, m_theme.color(tone));
        option->palette.setColor(QPalette::HighlightedText, m_theme.color(tone));
    }
    if (index.data(CodeRole).toBool())
        option->font.setFamily(m_theme.codeFont().family());
    option->fontMetrics = QFontMetrics(option->font);
    option->state &= ~QStyle::State_HasFocus;
}

int ItemDelegate::paintDetail(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString mark = markOf(toneOf(index));
    const QString detail = index.data(DetailRole).toString();
    if (mark.isEmpty() && detail.isEmpty())
        return 0;
    QFont font = m_theme.smallFont();
    if (index.data(CodeRole).toBool())
        font.setFamily(m_theme.codeFont().family());
    const QFontMetrics metrics(font);
    const int limit = option.rect.width() * 3 / 5;
    const QString shown = metrics.elidedText(detail, Qt::ElideRight, limit);
    const int markWidth = mark.isEmpty() ? 0 : metrics.horizontalAdvance(mark) + grid::related;
    const int width = metrics.horizontalAdvance(shown) + markWidth + grid::related;
    QRect place = option.rect.adjusted(0, 0, -grid::related, 0);
    place.setLeft(place.right() - width + grid::related);
    painter.save();
    painter.setFont(font);
    painter.setPen(m_theme.color(ColorToken::Muted));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, shown);
    painter.setPen(m_theme.color(toneOf(index)));
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, mark);
    painter.restore();
    return width + grid::related;
}

void ItemDelegate::paintProgress(QPainter &painter, const QRect &cell, bool withText, double fraction) const
{
    const int thickness = withText ? 2 : grid::unit;
    QRect groove = cell.adjusted(grid::related, 0, -grid::related, 0);
    groove.setHeight(thickness);
    if (withText)
        groove.moveBottom(cell.bottom() - 2);
    else
        groove.moveCenter(cell.center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tint(ColorToken::Text, 0.12));
    painter.drawRoundedRect(groove, thickness / 2.0, thickness / 2.0);
    QRect done = groove;
    done.setWidth(fraction < 0 ? groove.width() / 3 : int(groove.width() * std::min(1.0, fraction)));
    if (fraction < 0)
        done.moveCenter(groove.center());
    painter.setBrush(m_theme.color(ColorToken::Accent));
    painter.drawRoundedRect(done, thickness / 2.0, thickness / 2.0);
    painter.restore();
}

void ItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
    if (const QVariant progress = index.data(ProgressRole); progress.isValid())
        paintProgress(*painter, item.rect, !item.text.isEmpty(), progress.toDouble());
    const int taken = paintDetail(*painter, item, index);
    item.rect.setRight(item.rect.right() - taken);
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const bool focused =
        option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    if (focused) {
        QStyleOptionFocusRect ring;
        ring.QStyleOption::operator=(option);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, painter, item.widget);
    }
}

QSize ItemDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(item.fontMetrics.height(), grid::icon) + grid::rowPadding);
    const QString detail = index.data(DetailRole).toString();
    if (!detail.isEmpty())
        size.rwidth() += QFontMetrics(m_theme.smallFont()).horizontalAdvance(detail) + grid::group;
    return size;
}

} // namespace relata

#include "moc_item_delegate.cpp"
