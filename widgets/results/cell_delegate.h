#pragma once
#include <QAbstractItemDelegate>

namespace relata {

class Theme;

/// Paints cells of a result: code font, NULL as small muted italics, the empty text as a faint ␣, what is not in memory
/// as a faint bar. Made for grids of millions of rows: no style, no layout object a cell.
class CellDelegate : public QAbstractItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;
    /// All cells look selected, whatever the selection model says.
    void setAllSelected(bool all) { m_allSelected = all; }

private:
    void paintText(QPainter &painter, const QRect &rect, const QModelIndex &index) const;

    const Theme &m_theme;
    bool m_allSelected = false;
};

} // namespace relata
