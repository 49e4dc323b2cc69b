#pragma once
#include "widgets/common/item_delegate.h"

namespace relata {

/// Cells of the designer's grids: paints what is wrong where it is wrong, and edits each cell as its model asks for:
/// text, completed text, a choice, a list of names. Tab and Return leave an editor with what was typed.
class PartDelegate : public ItemDelegate {
    Q_OBJECT
public:
    explicit PartDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(
        QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *choiceEditor(QWidget *parent, const QStringList &choices) const;
    QWidget *namesEditor(QWidget *parent, const QStringList &choices) const;
    QWidget *textEditor(QWidget *parent, const QStringList &choices, bool code) const;

    const Theme &m_theme;
};

} // namespace relata
