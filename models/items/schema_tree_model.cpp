#include "models/items/schema_tree_model.h"

#include "models/items/schema_tree_node.h"
#include "models/items/schema_words.h"
#include "models/schema/all_kinds.h"

#include <QSet>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

SchemaTreeModel::SchemaTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
    reset();
}

SchemaTreeModel::~SchemaTreeModel() = default;

void SchemaTreeModel::setProjectName(const QString &name)
{
    m_projectName = name;
    changed(m_project);
}

void SchemaTreeModel::reset()
{
    m_nodes.clear();
    m_root = std::make_unique<Node>();
    m_root->populated = true;
    auto project = std::make_unique<Node>();
    project->type = NodeType::Project;
    m_project = append(m_root.get(), std::move(project));
}

void SchemaTreeModel::setSchemas(const Schema &designed, const Schema &head)
{
    QSet<ObjectId> touched;
    const auto note = [&touched](ObjectId id, const Object *, const Object *) { touched.insert(id); };
    const bool first = m_designed.isEmpty() && m_head.isEmpty();
    Schema::compare(m_designed, designed, note);
    Schema::compare(m_head, head, note);
    if (first) {
        touched.clear();
        Schema::compare(head, designed, note);
        beginResetModel();
    }
    m_designed = designed;
    m_head = head;
    for (const ObjectId id : std::as_const(touched))
        remark(id);
    if (first) {
        reset();
        populate(m_project);
        for (int i = 0; i < m_sections.size(); ++i)
            append(m_sections.at(i).onTop ? m_root.get() : m_project, Node::ofSection(m_sections.at(i), i));
        endResetModel();
    } else {
        for (const ObjectId id : std::as_const(touched))
            update(id);
    }
    emit updated();
}

void SchemaTreeModel::remark(ObjectId id)
{
    const auto old = m_marks.constFind(id);
    if (old != m_marks.cend()) {
        --m_markedParts[old->parent];
        m_marks.erase(old);
    }
    const Object *before = m_head.find(id), *after = m_designed.find(id);
    if (!before && !after)
        return;
    Mark mark;
    mark.parent = parentOf(after ? *after : *before);
    if (!before)
        mark.tone = Tone::Added;
    else if (!after)
        mark.tone = Tone::Removed;
    else if (const QList<QByteArray> fields = differingFields(*before, *after); fields.isEmpty())
        return;
    else if (fields == QList<QByteArray>{"position"})
        mark.moved = true;
    else
        mark.tone = Tone::Changed;
    ++m_markedParts[mark.parent];
    m_marks.insert(id, mark);
}

void SchemaTreeModel::update(ObjectId id)
{
    Node *node = m_nodes.value(id);
    const Object *shown = object(id);
    Node *home = shown ? homeOf(id) : nullptr;
    if (node == m_project) {
        changed(m_project);
        return;
    }
    const QPersistentModelIndex before = node ? indexOf(node->parent) : QModelIndex();
    if (node && node->parent != home) {
        Node *old = node->parent;
        remove(node);
        if (old->type == NodeType::Group)
            updateGroups(old->parent, old->id);
        home = shown ? homeOf(id) : nullptr;
    }
    node = m_nodes.value(id);
    if (!node && home && home->populated) {
        insert(home, objectNode(id));
    } else if (node) {
        arrange(node, keyOf(id));
        changed(node);
    }
    if (home)
        changed(home);
    if (before.isValid() && before != indexOf(home))
        emit dataChanged(before, before);
}

/// Groups that came or went in a namespace.
void SchemaTreeModel::updateGroups(Node *space, ObjectId id)
{
    for (const Kind kind : groupedKinds) {
        const auto there = std::find_if(space->children.begin(), space->children.end(),
            [kind](const auto &child) { return child->type == NodeType::Group && child->kind == kind; });
        const bool wanted = kind == Kind::Table || !childrenOf(id, kind).isEmpty();
        if (there == space->children.end() && wanted)
            insert(space, Node::ofGroup(id, kind));
        else if (there != space->children.end() && !wanted)
            remove(there->get());
    }
}

/// The node that an object hangs under, groups made on the way; null while nobody has looked there.
SchemaTreeModel::Node *SchemaTreeModel::homeOf(ObjectId id) const
{
    const Object *shown = object(id);
    const ObjectId parent = shown ? parentOf(*shown) : ObjectId();
    if (!shown || kindOf(*shown) == Kind::Namespace)
        return m_project;
    Node *above = m_nodes.value(parent);
    const bool isSpace = above && (above->type == NodeType::Project || above->type == NodeType::Namespace);
    if (!isSpace || !above->populated)
        return above;
    const Kind kind = kindOf(*shown);
    for (const auto &child : above->children) {
        if (child->type == NodeType::Group && child->kind == kind)
            return child.get();
    }
    auto *self = const_cast<SchemaTreeModel *>(this);
    self->updateGroups(above, parent);
    for (const auto &child : above->children) {
        if (child->type == NodeType::Group && child->kind == kind)
            return child.get();
    }
    return nullptr;
}

void SchemaTreeModel::insert(Node *parent, std::unique_ptr<Node> node)
{
    const int row = parent->rowFor(node->key);
    beginInsertRows(indexOf(parent), row, row);
    append(parent, std::move(node));
    endInsertRows();
}

void SchemaTreeModel::remove(Node *node)
{
    Node *parent = node->parent;
    const int row = rowOf(node);
    beginRemoveRows(indexOf(parent), row, row);
    forget(node);
    parent->children.erase(parent->children.begin() + row);
    endRemoveRows();
}

void SchemaTreeModel::forget(Node *node)
{
    if (node->type == NodeType::Item || node->type == NodeType::Namespace)
        m_nodes.remove(node->id);
    for (const auto &child : node->children)
        forget(child.get());
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

void SchemaTreeModel::setSection(const TreeSection &section)
{
    const auto known = std::find_if(
        m_sections.begin(), m_sections.end(), [&section](const TreeSection &each) { return each.key == section.key; });
    if (known == m_sections.end()) {
        m_sections += section;
        Node *home = section.onTop ? m_root.get() : m_project;
        if (home->populated || home == m_root.get())
            insert(home, Node::ofSection(section, int(m_sections.size()) - 1));
        return;
    }
    *known = section;
    Node *home = section.onTop ? m_root.get() : m_project;
    const auto there = std::find_if(home->children.begin(), home->children.end(),
        [&section](const auto &child) { return child->type == NodeType::Section && child->section == section.key; });
    if (there == home->children.end())
        return;
    Node *node = there->get();
    for (qsizetype i = qsizetype(node->children.size()) - 1; i >= 0; --i) {
        Node *leaf = node->children[std::size_t(i)].get();
        const bool kept = std::any_of(section.leaves.begin(), section.leaves.end(),
            [leaf](const TreeLeaf &each) { return each.id == leaf->leaf.id; });
        if (!kept)
            remove(leaf);
    }
    for (int i = 0; i < section.leaves.size(); ++i) {
        const TreeLeaf &leaf = section.leaves.at(i);
        const auto old = std::find_if(node->children.begin(), node->children.end(),
            [&leaf](const auto &child) { return child->leaf.id == leaf.id; });
        if (old == node->children.end()) {
            insert(node, Node::ofLeaf(leaf, section.key, i));
            continue;
        }
        Node *kept = old->get();
        kept->leaf = leaf;
        arrange(kept, Node::ofLeaf(leaf, section.key, i)->key);
        changed(kept);
    }
    changed(node);
}

void SchemaTreeModel::changed(const Node *node)
{
    const QModelIndex at = indexOf(node);
    if (at.isValid())
        emit dataChanged(at, at);
    if (node->parent && node->type == NodeType::Item && node->parent->type == NodeType::Item)
        changed(node->parent);
}

} // namespace relata

#include "moc_schema_tree_model.cpp"
