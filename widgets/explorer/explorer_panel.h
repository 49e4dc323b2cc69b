#pragma once
#include "models/items/explorer_lines.h"
#include "widgets/common/panel.h"

class QLineEdit;
class QMenu;
class QSortFilterProxyModel;
class QTimer;
class QTreeView;

namespace relata {

class NodeTreeModel;
struct Services;

/// The tree of everything, with a field that filters it. Opens objects and documents; reads a connection's database
/// when it is unfolded.
class ExplorerPanel : public Panel {
    Q_OBJECT
public:
    ExplorerPanel(Services &services, QWidget *parent = nullptr);

    QString iconName() const override;
    QWidget *focusTarget() override;
    QTreeView *view() { return m_view; }

public slots:
    void refresh();
    /// Reads the connection's database anew.
    void reload(const QString &connection);

private:
    void listen();
    void buildLayout();
    void openLine(const QModelIndex &index);
    void selectLine(const QModelIndex &index);
    void unfolded(const QModelIndex &index);
    void readLive(const QString &connection);
    void addDesignActions(QMenu &menu, ObjectId id);
    void askForName(ObjectId id);
    void showMenu(const QPoint &position);
    void filter(const QString &text);
    const TreeLine &lineAt(const QModelIndex &index) const;

    Services &m_services;
    ExplorerLines m_lines;
    NodeTreeModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_filter;
    QTreeView *m_view;
    QTimer *m_soon;
};

} // namespace relata
