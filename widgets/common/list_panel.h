#pragma once
#include "widgets/common/panel.h"

class QAbstractItemModel;
class QModelIndex;
class QStackedLayout;
class QTreeView;

namespace relata {

class EmptyState;
class Theme;

/// A dock over a flat model: rows with glyphs and tones, an empty state while there are none, copy with Ctrl+C.
class ListPanel : public Panel {
    Q_OBJECT
public:
    /// `name` begins the object names of its parts. The model must outlive the panel.
    ListPanel(const Theme &theme, QAbstractItemModel &model, const QString &name, EmptyState *empty,
        QWidget *parent = nullptr);

    QTreeView *view() { return m_view; }
    QWidget *focusTarget() override;
    /// Widths in pixels, −1 for the column that takes the rest.
    void setColumnWidths(const QList<int> &widths);
    void setIcon(const QString &name) { m_icon = name; }
    QString iconName() const override { return m_icon; }

signals:
    void opened(const QModelIndex &index);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showRightPage();
    void copySelection();

    QString m_icon;
    QAbstractItemModel &m_model;
    QStackedLayout *m_pages;
    QTreeView *m_view;
    EmptyState *m_empty;
};

} // namespace relata
