#include "widgets/results/cell_delegate.h"

#include "models/items/result_model.h"
#include "widgets/common/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace relata {

using namespace Qt::StringLiterals;

namespace {
constexpr int TooltipLength = 2000;
} // namespace

CellDelegate::CellDelegate(const Theme &theme, QObject *parent)
    : QAbstractItemDelegate(parent)
    , m_theme(theme)
{ }

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (m_allSelected || option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(ColorToken::Selection));
    const QRect inside = option.rect.adjusted(grid::related, 0, -grid::related, 0);
    if (index.data(PendingRole).toBool()) {
        QRect bar(inside.left(), 0, std::min(inside.width(), 48), grid::unit);
        bar.moveTop(inside.center().y() - grid::unit / 2);
        painter->fillRect(bar, m_theme.tint(ColorToken::Muted, 0.2));
    } else {
        paintText(*painter, inside, index);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(m_theme.color(ColorToken::Accent), 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
}

void CellDelegate::paintText(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    QFont font = m_theme.codeFont();
    QColor color = m_theme.color(ColorToken::Text);
    QString text;
    if (index.data(NullRole).toBool()) {
        text = u"NULL"_s;
        font.setItalic(true);
        font.setPointSizeF(font.pointSizeF() * 0.85);
        color = m_theme.tint(ColorToken::Muted, 0.75);
    } else {
        text = index.data(Qt::DisplayRole).toString();
        if (index.data(BytesRole).toBool())
            color = m_theme.color(ColorToken::Muted);
        if (text.isEmpty()) {
            text = u"␣"_s;
            color = m_theme.tint(ColorToken::Muted, 0.5);
        }
    }
    const QFontMetrics metrics(font);
    // A number that is cut at its end is another number: cut it in front.
    const Qt::TextElideMode mode = alignment.testFlag(Qt::AlignRight) ? Qt::ElideLeft : Qt::ElideRight;
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(rect, int(alignment) | Qt::TextSingleLine, metrics.elidedText(text, mode, rect.width()));
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QFontMetrics metrics(m_theme.codeFont());
    const QString text = index.data(NullRole).toBool() ? u"NULL"_s : index.data(Qt::DisplayRole).toString();
    return {metrics.horizontalAdvance(text) + 2 * grid::related + 2, metrics.height() + grid::rowPadding};
}

bool CellDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QAbstractItemDelegate::helpEvent(event, view, option, index);
    QString full = index.data(BytesRole).toBool() ? QString() : index.data(FullTextRole).toString();
    const bool isCut =
        sizeHint(option, index).width() > option.rect.width() || full.size() > ResultModel::DisplayLength;
    if (!isCut || full.isEmpty()) {
        QToolTip::hideText();
        return true;
    }
    if (full.size() > TooltipLength)
        full = full.first(TooltipLength) + u'…';
    QToolTip::showText(
        event->globalPos(), full.toHtmlEscaped().replace(u'\n', u"<br>"_s), view->viewport(), option.rect);
    return true;
}

} // namespace relata

#include "moc_cell_delegate.cpp"
