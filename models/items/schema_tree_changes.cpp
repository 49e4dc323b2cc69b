#include "models/items/schema_tree_branch.h"
#include "models/items/schema_tree_model.h"
#include "models/items/schema_tree_node.h"
#include "models/schema/object.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

namespace relata {

/// Hangs a schema under a row that had none.
void SchemaTreeModel::plant(Node *host, const Schema &designed, const Schema &head)
{
    Branch &branch = *m_branches.emplace_back(std::make_unique<Branch>());
    branch.host = host;
    (void)branch.take(designed, head);
    host->branch = &branch;
    host->id = branch.defaultNamespace();
    host->populated = true;
    branch.nodes.insert(host->id, host);
    insert(host, rowsBelow(host));
}

/// Takes all away that hangs under a row, sections aside.
void SchemaTreeModel::clear(Node *host)
{
    for (qsizetype i = qsizetype(host->children.size()) - 1; i >= 0; --i) {
        Node *child = host->children[std::size_t(i)].get();
        if (child->type != NodeType::Section)
            remove(child);
    }
    std::erase_if(m_branches, [host](const auto &branch) { return branch->host == host; });
    host->branch = nullptr;
}

void SchemaTreeModel::show(Node *host, const Schema &designed, const Schema &head)
{
    if (host->branch) {
        const QList<ObjectId> touched = host->branch->take(designed, head);
        if (host->branch->defaultNamespace() == host->id)
            return follow(*host->branch, touched);
    }
    clear(host);
    plant(host, designed, head);
}

/// Makes the rows fit what a branch has taken.
void SchemaTreeModel::follow(Branch &branch, const QList<ObjectId> &touched)
{
    removeGone(branch, touched);
    for (const ObjectId id : touched) {
        if (branch.object(id) && branch.nodes.contains(id))
            update(branch, id);
    }
    std::map<Node *, std::vector<std::unique_ptr<Node>>> fresh;
    for (const ObjectId id : touched) {
        Node *home = branch.object(id) && !branch.nodes.contains(id) ? homeOf(branch, id) : nullptr;
        if (home && home->populated)
            fresh[home].push_back(Node::ofObject(branch, id));
        else if (home)
            changed(home);
    }
    for (auto &[home, nodes] : fresh) {
        insert(home, std::move(nodes));
        changed(home);
    }
}

/// Takes away what is in neither schema any more, neighbours together.
void SchemaTreeModel::removeGone(Branch &branch, const QList<ObjectId> &touched)
{
    std::map<const Node *, QList<ObjectId>> gone;
    for (const ObjectId id : touched) {
        const Node *node = branch.nodes.value(id);
        if (!node || node == branch.host || branch.object(id))
            continue;
        Node *parent = node->parent;
        // What hangs on something that goes too goes with it.
        if (parent == branch.host || branch.object(parent->id))
            gone[parent] += id;
    }
    for (const auto &[before, ids] : gone) {
        // Groups that became empty went too by now, or a parent with what it hung on: only what is left counts.
        Node *parent = nullptr;
        std::vector<int> rows;
        for (const ObjectId id : ids) {
            if (const Node *node = branch.nodes.value(id)) {
                parent = node->parent;
                rows.push_back(rowOf(node));
            }
        }
        if (!parent)
            continue;
        std::sort(rows.begin(), rows.end(), std::greater<>());
        for (std::size_t i = 0; i < rows.size();) {
            std::size_t end = i + 1;
            while (end < rows.size() && rows[end] == rows[end - 1] - 1)
                ++end;
            removeNodes(parent, rows[end - 1], rows[i]);
            i = end;
        }
        changed(parent);
        if (parent->type == NodeType::Group)
            updateGroups(parent->parent, parent->id);
    }
}

/// An object that is still there: its name, its place or its owner may be others.
void SchemaTreeModel::update(Branch &branch, ObjectId id)
{
    Node *node = branch.nodes.value(id);
    if (node == branch.host)
        return changed(node);
    Node *home = homeOf(branch, id);
    if (node->parent != home) {
        Node *old = node->parent;
        remove(node);
        changed(old);
        if (old->type == NodeType::Group)
            updateGroups(old->parent, old->id);
        home = homeOf(branch, id);
        if (home && home->populated)
            insert(home, Node::ofObject(branch, id));
    } else {
        arrange(node, Node::keyOf(branch, id));
        changed(node);
    }
    if (home)
        changed(home);
}

/// Groups that came or went in a namespace.
void SchemaTreeModel::updateGroups(Node *space, ObjectId id)
{
    for (const Kind kind : groupedKinds) {
        Node *there = space->group(kind);
        const bool wanted = kind == Kind::Table || !space->branch->childrenOf(id, kind).isEmpty();
        if (!there && wanted)
            insert(space, Node::ofGroup(*space->branch, id, kind));
        else if (there && !wanted)
            remove(there);
    }
}

/// The node that an object hangs under, groups made on the way; null while nobody has looked there.
SchemaTreeModel::Node *SchemaTreeModel::homeOf(Branch &branch, ObjectId id)
{
    const Object &shown = *branch.object(id);
    if (kindOf(shown) == Kind::Namespace) // the one without a name is the host itself
        return nameOf(shown).isEmpty() ? nullptr : branch.host;
    Node *above = branch.nodes.value(parentOf(shown));
    if (!above || !above->isSpace() || !above->populated)
        return above;
    if (!above->group(kindOf(shown)))
        updateGroups(above, parentOf(shown));
    return above->group(kindOf(shown));
}

void SchemaTreeModel::insert(Node *parent, std::unique_ptr<Node> node)
{
    std::vector<std::unique_ptr<Node>> one;
    one.push_back(std::move(node));
    insert(parent, std::move(one));
}

/// Neighbours are told together.
void SchemaTreeModel::insert(Node *parent, std::vector<std::unique_ptr<Node>> nodes)
{
    std::sort(nodes.begin(), nodes.end(), [](const auto &a, const auto &b) { return a->key < b->key; });
    auto &children = parent->children;
    for (auto first = nodes.begin(); first != nodes.end();) {
        const int row = parent->rowFor((*first)->key);
        const bool isLast = row == int(children.size());
        const auto end = isLast ? nodes.end() : std::find_if(first, nodes.end(), [&](const auto &node) {
            return children[std::size_t(row)]->key < node->key;
        });
        beginInsertRows(indexOf(parent), row, row + int(end - first) - 1);
        for (auto node = first; node != end; ++node)
            adopt(parent, **node);
        children.insert(children.begin() + row, std::make_move_iterator(first), std::make_move_iterator(end));
        endInsertRows();
        first = end;
    }
}

void SchemaTreeModel::remove(Node *node)
{
    const int row = rowOf(node);
    removeNodes(node->parent, row, row);
}

void SchemaTreeModel::removeNodes(Node *parent, int first, int last)
{
    beginRemoveRows(indexOf(parent), first, last);
    for (int row = first; row <= last; ++row)
        forget(parent->children[std::size_t(row)].get());
    parent->children.erase(parent->children.begin() + first, parent->children.begin() + last + 1);
    endRemoveRows();
}

void SchemaTreeModel::forget(Node *node)
{
    if (node->isObject())
        node->branch->nodes.remove(node->id);
    for (const auto &child : node->children)
        forget(child.get());
    if (node->branch && node->branch->host == node)
        std::erase_if(m_branches, [node](const auto &branch) { return branch.get() == node->branch; });
}

/// Moves a node to where its new key belongs.
void SchemaTreeModel::arrange(Node *node, const Key &key)
{
    if (node->key == key)
        return;
    Node *parent = node->parent;
    const int from = rowOf(node);
    auto &children = parent->children;
    int to = parent->rowFor(key);
    if (to > from)
        --to;
    if (to == from) {
        node->key = key;
        return;
    }
    beginMoveRows(indexOf(parent), from, from, indexOf(parent), to > from ? to + 1 : to);
    std::unique_ptr<Node> moved = std::move(children[std::size_t(from)]);
    children.erase(children.begin() + from);
    moved->key = key;
    children.insert(children.begin() + to, std::move(moved));
    endMoveRows();
}

} // namespace relata
