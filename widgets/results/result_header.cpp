#include "widgets/results/result_header.h"

#include "models/items/roles.h"
#include "widgets/common/theme.h"

#include <QPainter>

namespace relata {

ResultHeader::ResultHeader(const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(true);
    setTextElideMode(Qt::ElideRight);
}

QFont ResultHeader::nameFont() const
{
    QFont font = m_theme.codeFont();
    font.setWeight(QFont::DemiBold);
    return font;
}

int ResultHeader::widthFor(int section) const
{
    const QString name = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    const QString type = model()->headerData(section, orientation(), DetailRole).toString();
    const int nameWidth = QFontMetrics(nameFont()).horizontalAdvance(name);
    const int typeWidth =
        type.isEmpty() ? 0 : QFontMetrics(m_theme.smallFont()).horizontalAdvance(type) + grid::related;
    return nameWidth + typeWidth + 2 * grid::related + grid::unit;
}

void ResultHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const QString name = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    const QString type = model()->headerData(section, orientation(), DetailRole).toString();
    const bool right = model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
    painter->save();
    painter->fillRect(rect, m_theme.color(ColorToken::Window));
    painter->setPen(m_theme.color(ColorToken::Border));
    painter->drawLine(rect.topRight(), rect.bottomRight());
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    const QRect inside = rect.adjusted(grid::related, 0, -grid::related, 0);
    const QFontMetrics nameMetrics(nameFont()), typeMetrics(m_theme.smallFont());
    const QString shownName = nameMetrics.elidedText(name, Qt::ElideRight, inside.width());
    const int nameWidth = nameMetrics.horizontalAdvance(shownName);
    const int room = inside.width() - nameWidth - grid::related;
    const QString shownType = room > 24 ? typeMetrics.elidedText(type, Qt::ElideRight, room) : QString();
    // Over numbers the name stands at the right as they do, the type in front of it.
    QRect namePlace = inside, typePlace = inside;
    if (right) {
        namePlace.setLeft(inside.right() - nameWidth + 1);
        typePlace.setRight(namePlace.left() - grid::related);
    } else {
        typePlace.setLeft(inside.left() + nameWidth + grid::related);
    }
    painter->setFont(nameFont());
    painter->setPen(m_theme.color(ColorToken::Text));
    painter->drawText(namePlace, Qt::AlignVCenter | Qt::AlignLeft, shownName);
    painter->setFont(m_theme.smallFont());
    painter->setPen(m_theme.color(ColorToken::Muted));
    painter->drawText(typePlace, Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft), shownType);
    painter->restore();
}

QSize ResultHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), QFontMetrics(nameFont()).height() + grid::rowPadding + 2};
}

} // namespace relata

#include "moc_result_header.cpp"
