#include "models/items/schema_tree_model.h"

#include "models/diff/matcher.h"
#include "models/items/schema_tree_branch.h"
#include "models/items/schema_tree_node.h"
#include "models/schema/object.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

SchemaTreeModel::SchemaTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
    m_root->populated = true;
}

SchemaTreeModel::~SchemaTreeModel() = default;

SchemaTreeModel::Node *SchemaTreeModel::projectNode()
{
    if (!m_project) {
        auto project = std::make_unique<Node>();
        project->type = NodeType::Project;
        project->populated = true;
        m_project = project.get();
        insert(m_root.get(), std::move(project));
    }
    return m_project;
}

void SchemaTreeModel::setProjectName(const QString &name)
{
    m_projectName = name;
    changed(projectNode());
}

void SchemaTreeModel::setSchemas(const Schema &designed, const Schema &head)
{
    show(projectNode(), designed, head);
    emit updated();
}

void SchemaTreeModel::setLeafSchema(const QByteArray &section, const QString &leaf, const Schema &schema)
{
    Node *host = leafNode(section, leaf);
    if (!host)
        return;
    const Schema same = host->branch ? matched(schema, host->branch->designed, NameRule::Exact) : schema;
    show(host, same, same);
    emit updated();
}

void SchemaTreeModel::setLeafNote(const QByteArray &section, const QString &leaf, const QString &text, Tone tone)
{
    Node *host = leafNode(section, leaf);
    if (!host || host->branch)
        return;
    const TreeLeaf said{.id = {}, .title = text, .icon = tone == Tone::Muted ? u"pending"_s : QString(), .tone = tone};
    if (!host->children.empty()) {
        host->children.front()->leaf = said;
        return changed(host->children.front().get());
    }
    auto note = std::make_unique<Node>();
    note->type = NodeType::Note;
    note->leaf = said;
    note->populated = true;
    insert(host, std::move(note));
}

bool SchemaTreeModel::hasLeafSchema(const QByteArray &section, const QString &leaf) const
{
    const Node *host = leafNode(section, leaf);
    return host && host->branch;
}

void SchemaTreeModel::setSection(const TreeSection &section)
{
    if (!m_sections.contains(section.key))
        m_sections += section.key;
    Node *home = section.onTop ? m_root.get() : projectNode();
    if (Node *there = home->find(NodeType::Section, section.key))
        updateLeaves(there, section);
    else
        insert(home, Node::ofSection(section, int(m_sections.indexOf(section.key))));
}

void SchemaTreeModel::updateLeaves(Node *node, const TreeSection &section)
{
    for (qsizetype i = qsizetype(node->children.size()) - 1; i >= 0; --i) {
        Node *leaf = node->children[std::size_t(i)].get();
        const bool kept = std::any_of(section.leaves.begin(), section.leaves.end(),
            [leaf](const TreeLeaf &each) { return each.id == leaf->leaf.id; });
        if (!kept)
            remove(leaf);
    }
    for (int i = 0; i < section.leaves.size(); ++i) {
        const TreeLeaf &leaf = section.leaves.at(i);
        auto fresh = Node::ofLeaf(leaf, section.key, i);
        Node *kept = node->find(NodeType::Leaf, section.key, leaf.id);
        if (!kept) {
            insert(node, std::move(fresh));
            continue;
        }
        arrange(kept, fresh->key);
        if (kept->leaf == leaf)
            continue;
        kept->leaf = leaf;
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
