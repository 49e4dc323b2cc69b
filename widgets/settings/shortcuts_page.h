#pragma once
#include <QKeySequence>
#include <QList>
#include <QWidget>

#include <functional>

class QTreeWidget;
class QTreeWidgetItem;

namespace relata {

class Theme;

/// A command as the page shows it.
struct ShortcutRow {
    QByteArray id;
    QString title;
    QKeySequence keys;
    QKeySequence standard;
};

/// Every command with its keys; a double click records others. Keys that two commands share are marked.
class ShortcutsPage : public QWidget {
    Q_OBJECT
public:
    using Store = std::function<void(const QByteArray &id, const QKeySequence &keys)>;

    ShortcutsPage(const Theme &theme, const QList<ShortcutRow> &rows, Store store, QWidget *parent = nullptr);

private:
    void addRows(const QList<ShortcutRow> &rows);
    void edit(QTreeWidgetItem *item);
    void set(QTreeWidgetItem *item, const QKeySequence &keys);
    void markClashes();

    const Theme &m_theme;
    Store m_store;
    QTreeWidget *m_list;
};

} // namespace relata
