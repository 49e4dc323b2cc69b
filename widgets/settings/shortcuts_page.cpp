#include "widgets/settings/shortcuts_page.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

namespace {
enum ItemData { IdRole = Qt::UserRole, KeysRole };
} // namespace

ShortcutsPage::ShortcutsPage(const Theme &theme, const QList<ShortcutRow> &rows, Store store, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_store(std::move(store))
    , m_list(new QTreeWidget(this))
{
    setObjectName(u"shortcutsPage"_s);
    setAccessibleName(tr("Keyboard"));
    auto *filter = new QLineEdit(this);
    filter->setObjectName(u"shortcutsFilter"_s);
    filter->setAccessibleName(tr("Filter"));
    filter->setPlaceholderText(tr("Filter"));
    m_list->setObjectName(u"shortcutsList"_s);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setHeaderLabels({tr("Command"), tr("Keys")});
    m_list->header()->setObjectName(u"shortcutsHeader"_s);
    m_list->header()->setAccessibleName(tr("Columns"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setItemDelegate(new ItemDelegate(theme, m_list));
    m_list->setColumnWidth(0, 320);
    addRows(rows);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    layout->setSpacing(grid::related);
    layout->addWidget(filter);
    layout->addWidget(m_list);
    connect(m_list, &QTreeWidget::itemActivated, this, &ShortcutsPage::edit);
    connect(filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
            QTreeWidgetItem *item = m_list->topLevelItem(row);
            item->setHidden(!item->text(0).contains(text, Qt::CaseInsensitive)
                && !item->text(1).contains(text, Qt::CaseInsensitive));
        }
    });
    markClashes();
}

void ShortcutsPage::addRows(const QList<ShortcutRow> &rows)
{
    for (const ShortcutRow &row : rows) {
        auto *item = new QTreeWidgetItem(m_list, {row.title, row.keys.toString(QKeySequence::NativeText)});
        item->setData(0, IdRole, row.id);
        item->setData(1, KeysRole, row.keys);
        item->setToolTip(1, tr("Double-click to record other keys"));
    }
}

void ShortcutsPage::edit(QTreeWidgetItem *item)
{
    auto *editor = new QKeySequenceEdit(item->data(1, KeysRole).value<QKeySequence>(), m_list);
    editor->setObjectName(u"shortcutsEditor"_s);
    editor->setAccessibleName(tr("Press the keys"));
    m_list->setItemWidget(item, 1, editor);
    editor->setFocus();
    connect(editor, &QKeySequenceEdit::editingFinished, this, [this, item, editor] {
        const QKeySequence keys = editor->keySequence();
        m_list->removeItemWidget(item, 1);
        set(item, keys);
    });
}

void ShortcutsPage::set(QTreeWidgetItem *item, const QKeySequence &keys)
{
    item->setText(1, keys.toString(QKeySequence::NativeText));
    item->setData(1, KeysRole, keys);
    m_store(item->data(0, IdRole).toByteArray(), keys);
    markClashes();
}

void ShortcutsPage::markClashes()
{
    QHash<QKeySequence, int> uses;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row)
        ++uses[m_list->topLevelItem(row)->data(1, KeysRole).value<QKeySequence>()];
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_list->topLevelItem(row);
        const auto keys = item->data(1, KeysRole).value<QKeySequence>();
        const bool clash = !keys.isEmpty() && uses.value(keys) > 1;
        item->setForeground(1, m_theme.color(clash ? ColorToken::Danger : ColorToken::Text));
        item->setToolTip(1, clash ? tr("Another command has the same keys") : tr("Double-click to record other keys"));
    }
}

} // namespace relata

#include "moc_shortcuts_page.cpp"
