#pragma once
#include "widgets/common/item_delegate.h"

namespace relata {

/// Adds to a job's row the button that cancels it, at the right edge of the column where its state stands.
class JobDelegate : public ItemDelegate {
    Q_OBJECT
public:
    explicit JobDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

signals:
    void cancelClicked(quint64 job);

private:
    bool hasButton(const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace relata
