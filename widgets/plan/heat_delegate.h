#pragma once
#include "widgets/common/item_delegate.h"

namespace relata {

/// Paints a step of heat as its colour with its number on it.
class HeatDelegate : public ItemDelegate {
    Q_OBJECT
public:
    explicit HeatDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace relata
