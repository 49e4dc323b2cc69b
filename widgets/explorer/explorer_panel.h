#pragma once
#include "models/base/result.h"
#include "models/items/schema_tree_model.h"
#include "widgets/common/panel.h"

class QLineEdit;
class QMenu;
class QTimer;
class QTreeView;

namespace relata {

class SchemaTreeFilter;
struct Error;
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
    /// Looks at the project's files anew.
    void refresh();
    /// Reads the connection's database anew; what is shown of it stays until the answer is there.
    void reload(const QString &connection);

private:
    /// What a row of the view stands for.
    struct Spot {
        SchemaTreeModel::NodeType type{};
        Kind kind{};
        QByteArray section; ///< empty for the project's own schema
        QString leaf;
        ObjectRef object;
        ObjectId space;
    };

    void listen();
    void listenToProject();
    void buildLayout();
    Spot spotAt(const QModelIndex &index) const;
    void openRow(const QModelIndex &index);
    void openLeaf(const Spot &spot);
    void selectRow(const QModelIndex &index);
    void unfolded(const QModelIndex &index);
    void readLive(const QString &connection);
    void live(const QString &connection, const Result<Schema> &schema);
    void showSchemas();
    void showConnections();
    void filter(const QString &text);
    void showMenu(const QPoint &position);
    void addDesignActions(QMenu &menu, const Spot &spot, const QModelIndex &index);
    void addQueryActions(QMenu &menu, const Spot &spot, const QModelIndex &index);
    void addCompareAction(QMenu &menu, const Spot &spot);
    void removeQuery(const QString &name);
    static QList<Kind> newKinds(const Spot &spot);

    Services &m_services;
    SchemaTreeModel *m_model;
    SchemaTreeFilter *m_filtered;
    QLineEdit *m_filter;
    QTreeView *m_view;
    QTimer *m_soon;
    QTimer *m_typed;
};

} // namespace relata
