#include "widgets/designer/part_delegate.h"
#include "models/items/design_roles.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/designer/name_list_edit.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace relata {

PartDelegate::PartDelegate(const Theme &theme, QObject *parent)
    : ItemDelegate(theme, parent)
    , m_theme(theme)
{ }

void PartDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    ItemDelegate::initStyleOption(option, index);
    if (!index.data(IssueRole).toString().isEmpty()) {
        option->icon = toneIcon(m_theme, Tone::Danger);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(grid::icon, grid::icon);
    }
}

void PartDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool wrong = !index.data(IssueRole).toString().isEmpty();
    QStyleOptionViewItem item = option;
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool current = view && view->hasFocus() && view->currentIndex() == index;
    item.state.setFlag(QStyle::State_HasFocus, false);
    if (wrong)
        painter->fillRect(option.rect, m_theme.tint(ColorToken::Danger, 0.14));
    ItemDelegate::paint(painter, item, index);
    if (wrong)
        painter->fillRect(
            option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2, m_theme.color(ColorToken::Danger));
    if (!current)
        return;
    painter->save();
    painter->setPen(QPen(m_theme.color(ColorToken::Accent), 2));
    painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    painter->restore();
}

QWidget *PartDelegate::choiceEditor(QWidget *parent, const QStringList &choices) const
{
    auto *box = new QComboBox(parent);
    box->addItems(choices);
    auto *self = const_cast<PartDelegate *>(this);
    connect(box, &QComboBox::activated, self, [self, box] {
        emit self->commitData(box);
        emit self->closeEditor(box);
    });
    return box;
}

QWidget *PartDelegate::namesEditor(QWidget *parent, const QStringList &choices) const
{
    return new NameListEdit(m_theme, choices, parent);
}

QWidget *PartDelegate::textEditor(QWidget *parent, const QStringList &choices, bool code) const
{
    auto *edit = new QLineEdit(parent);
    edit->setFrame(false);
    edit->setTextMargins(6, 0, 6, 0); // with the field's own two pixels: where the cell's text stood
    if (code)
        edit->setFont(m_theme.codeFont());
    if (!choices.isEmpty()) {
        auto *completer = new QCompleter(choices, edit);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        completer->setMaxVisibleItems(12);
        edit->setCompleter(completer);
    }
    return edit;
}

QWidget *PartDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QStringList choices = index.data(ChoicesRole).toStringList();
    const auto kind = CellEditor(index.data(CellEditorRole).toInt());
    QWidget *editor = nullptr;
    if (kind == CellEditor::Choice)
        editor = choiceEditor(parent, choices);
    else if (kind == CellEditor::Names)
        editor = namesEditor(parent, choices);
    else
        editor = textEditor(parent, choices, index.data(CodeRole).toBool());
    const QString heading = index.model()->headerData(index.column(), Qt::Horizontal).toString();
    editor->setObjectName(u"cellEditor"_s);
    editor->setAccessibleName(heading);
    editor->setAutoFillBackground(true);
    return editor;
}

void PartDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QVariant value = index.data(Qt::EditRole);
    if (auto *box = qobject_cast<QComboBox *>(editor)) {
        box->setCurrentIndex(value.toInt());
    } else if (auto *edit = qobject_cast<QLineEdit *>(editor); edit && !edit->isModified()) {
        edit->setText(value.toString());
        edit->selectAll();
    }
}

void PartDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *box = qobject_cast<QComboBox *>(editor)) {
        if (box->currentIndex() != index.data(Qt::EditRole).toInt())
            model->setData(index, box->currentIndex(), Qt::EditRole);
    } else if (const auto *edit = qobject_cast<QLineEdit *>(editor)) {
        if (edit->text() != index.data(Qt::EditRole).toString())
            model->setData(index, edit->text(), Qt::EditRole);
    }
}

void PartDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    QRect place = option.rect;
    const int wanted = std::max(place.width(), std::min(editor->sizeHint().width(), 160));
    place.setWidth(wanted);
    if (editor->parentWidget() && place.right() > editor->parentWidget()->width())
        place.moveRight(std::max(place.width(), editor->parentWidget()->width()) - 1);
    editor->setGeometry(place);
}

/// An open completion list takes Tab and Return for itself: the word is taken, the cell is left.
bool PartDelegate::eventFilter(QObject *watched, QEvent *event)
{
    auto *edit = qobject_cast<QLineEdit *>(watched);
    if (edit && edit->completer() && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down && !edit->completer()->popup()->isVisible()) {
        edit->completer()->setCompletionPrefix(QString());
        edit->completer()->complete();
        return true;
    }
    return ItemDelegate::eventFilter(watched, event);
}

} // namespace relata

#include "moc_part_delegate.cpp"
