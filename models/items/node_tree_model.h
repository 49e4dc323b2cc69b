#pragma once
#include "models/items/roles.h"

#include <QAbstractItemModel>
#include <QVariant>

#include <functional>
#include <memory>
#include <vector>

namespace relata {

/// What one line of a tree says. `key` tells it from its siblings: a line that keeps its key keeps its place in the
/// view, expanded and selected, whatever else changes.
struct TreeLine {
    QString key;
    QString text;
    QString detail = {};
    QString icon = {};
    QString tip = {};
    Tone tone = Tone::Plain;
    QVariant object = {}; ///< what ObjectRole answers
    QVariant payload = {}; ///< for whoever made the line; NodeTreeModel::PayloadRole
    bool expandable = false; ///< has or may have children
    bool code = false;
};

/// A tree that is told again and again what its lines are, and tells views only what changed. Children are asked for
/// when somebody looks. GUI thread.
class NodeTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum { PayloadRole = Qt::UserRole + 64, KeyRole };
    /// The lines below one; of the root when it is null.
    using Source = std::function<QList<TreeLine>(const TreeLine *parent)>;

    explicit NodeTreeModel(QObject *parent = nullptr);
    ~NodeTreeModel() override;

    void setSource(Source source);
    /// Asks for all lines anew that somebody has looked at.
    void refresh();
    const TreeLine &line(const QModelIndex &index) const;
    /// The first line at or below the root whose object is this; invalid when nobody looked at it yet.
    QModelIndex find(const std::function<bool(const TreeLine &)> &wanted) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Node;
    Node *nodeAt(const QModelIndex &index) const;
    QModelIndex indexOf(Node *node) const;
    void syncFrom(Node *node);
    void sync(Node *node);
    void removeGone(Node *node, const QList<TreeLine> &lines);
    void placeLines(Node *node, const QList<TreeLine> &lines);
    QModelIndex findBelow(Node *node, const std::function<bool(const TreeLine &)> &wanted) const;

    Source m_source;
    std::unique_ptr<Node> m_root;
    QList<QPersistentModelIndex> m_asked;
    bool m_syncing = false;
};

} // namespace relata
