#pragma once
#include <QStyledItemDelegate>

namespace relata {

class Theme;

/// Paints every list and tree: glyph of the kind, text in the tone's colour, tone's mark and muted detail at the right
/// edge, a progress bar where there is one. Row height is font height + 8. The theme must outlive it.
class ItemDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ItemDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    /// Paints what stands at the right edge and answers how wide it is.
    int paintDetail(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintProgress(QPainter &painter, const QRect &cell, bool withText, double fraction) const;

    const Theme &m_theme;
};

} // namespace relata
