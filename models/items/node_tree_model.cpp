#include "models/items/node_tree_model.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace relata {

struct NodeTreeModel::Node {
    TreeLine line;
    Node *parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;
    bool fetched = false;
    mutable int lastRow = 0; // where it stood when it was asked last: nearly always still true

    int row() const
    {
        const auto &siblings = parent->children;
        if (lastRow < int(siblings.size()) && siblings[std::size_t(lastRow)].get() == this)
            return lastRow;
        const auto at =
            std::find_if(siblings.begin(), siblings.end(), [this](const auto &each) { return each.get() == this; });
        return lastRow = int(at - siblings.begin());
    }
};

static bool looksLike(const TreeLine &a, const TreeLine &b)
{
    return a.text == b.text && a.detail == b.detail && a.icon == b.icon && a.tip == b.tip && a.tone == b.tone
        && a.expandable == b.expandable && a.code == b.code;
}

NodeTreeModel::NodeTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{ }

NodeTreeModel::~NodeTreeModel() = default;

void NodeTreeModel::setSource(Source source)
{
    beginResetModel();
    m_source = std::move(source);
    m_root = std::make_unique<Node>();
    endResetModel();
    m_root->fetched = true;
    refresh();
}

void NodeTreeModel::refresh() { syncFrom(m_root.get()); }

void NodeTreeModel::syncFrom(Node *node)
{
    m_syncing = true;
    sync(node);
    m_syncing = false;
    const QList<QPersistentModelIndex> asked = std::exchange(m_asked, {});
    for (const QPersistentModelIndex &index : asked)
        if (index.isValid())
            fetchMore(index);
}

NodeTreeModel::Node *NodeTreeModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex NodeTreeModel::indexOf(Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row(), 0, node);
}

const TreeLine &NodeTreeModel::line(const QModelIndex &index) const { return nodeAt(index)->line; }

void NodeTreeModel::sync(Node *node)
{
    if (!node->fetched || !m_source)
        return;
    const QList<TreeLine> lines = m_source(node == m_root.get() ? nullptr : &node->line);
    removeGone(node, lines);
    placeLines(node, lines);
    for (const auto &child : node->children)
        sync(child.get());
}

void NodeTreeModel::removeGone(Node *node, const QList<TreeLine> &lines)
{
    QSet<QString> wanted;
    for (const TreeLine &line : lines)
        wanted.insert(line.key);
    for (int row = int(node->children.size()) - 1; row >= 0; --row) {
        if (wanted.contains(node->children[std::size_t(row)]->line.key))
            continue;
        beginRemoveRows(indexOf(node), row, row);
        node->children.erase(node->children.begin() + row);
        endRemoveRows();
    }
}

void NodeTreeModel::placeLines(Node *node, const QList<TreeLine> &lines)
{
    auto &children = node->children;
    for (int row = 0; row < int(lines.size()); ++row) {
        const TreeLine &line = lines.at(row);
        const auto found = std::find_if(children.begin() + std::min(row, int(children.size())), children.end(),
            [&line](const auto &each) { return each->line.key == line.key; });
        if (found == children.end()) {
            auto fresh = std::make_unique<Node>();
            fresh->line = line;
            fresh->parent = node;
            fresh->lastRow = row;
            beginInsertRows(indexOf(node), row, row);
            children.insert(children.begin() + row, std::move(fresh));
            endInsertRows();
            continue;
        }
        if (const int from = int(found - children.begin()); from != row) {
            beginMoveRows(indexOf(node), from, from, indexOf(node), row);
            std::rotate(children.begin() + row, found, found + 1);
            endMoveRows();
        }
        Node *same = children[std::size_t(row)].get();
        const bool shownTheSame = looksLike(same->line, line);
        same->line = line;
        if (!shownTheSame) {
            const QModelIndex index = createIndex(row, 0, same);
            emit dataChanged(index, index);
        }
    }
}

QModelIndex NodeTreeModel::find(const std::function<bool(const TreeLine &)> &wanted) const
{
    return findBelow(m_root.get(), wanted);
}

QModelIndex NodeTreeModel::findBelow(Node *node, const std::function<bool(const TreeLine &)> &wanted) const
{
    for (const auto &child : node->children) {
        if (wanted(child->line))
            return indexOf(child.get());
        if (const QModelIndex below = findBelow(child.get(), wanted); below.isValid())
            return below;
    }
    return {};
}

QModelIndex NodeTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    if (column != 0 || row < 0 || row >= int(node->children.size()))
        return {};
    return createIndex(row, 0, node->children[std::size_t(row)].get());
}

QModelIndex NodeTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeAt(child)->parent) : QModelIndex();
}

int NodeTreeModel::rowCount(const QModelIndex &parent) const { return int(nodeAt(parent)->children.size()); }

int NodeTreeModel::columnCount(const QModelIndex &) const { return 1; }

bool NodeTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    return node->fetched ? !node->children.empty() : node->line.expandable;
}

bool NodeTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    return !node->fetched && node->line.expandable;
}

void NodeTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    // A view that asks while it is told of rows gets its answer when all have been told.
    if (m_syncing)
        return m_asked.append(parent);
    Node *node = nodeAt(parent);
    node->fetched = true;
    syncFrom(node);
}

QVariant NodeTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TreeLine &line = nodeAt(index)->line;
    switch (role) {
    case Qt::DisplayRole:
        return line.text;
    case Qt::ToolTipRole:
        return line.tip.isEmpty() ? line.text : line.tip;
    case DetailRole:
        return line.detail;
    case IconNameRole:
        return line.icon;
    case ToneRole:
        return int(line.tone);
    case ObjectRole:
        return line.object;
    case CodeRole:
        return line.code;
    case PayloadRole:
        return line.payload;
    case KeyRole:
        return line.key;
    default:
        return {};
    }
}

} // namespace relata

#include "moc_node_tree_model.cpp"
