#include "models/items/schema_tree_node.h"

#include "models/items/schema_tree_branch.h"
#include "models/schema/all_kinds.h"

namespace relata {

namespace {

/// Columns first, then keys, then what hangs on them.
int rankOf(Kind kind)
{
    switch (kind) {
    case Kind::Namespace:
        return 100;
    case Kind::Column:
        return 0;
    case Kind::PrimaryKey:
        return 1;
    case Kind::Unique:
        return 2;
    case Kind::ForeignKey:
        return 3;
    case Kind::Check:
        return 4;
    case Kind::Index:
        return 5;
    case Kind::Trigger:
        return 6;
    default:
        return 7;
    }
}

} // namespace

SchemaTreeModel::Node *SchemaTreeModel::Node::find(NodeType wanted, const QByteArray &name, const QString &leafId) const
{
    const auto there = std::find_if(children.begin(), children.end(), [&](const auto &child) {
        return child->type == wanted && child->section == name && (leafId.isNull() || child->leaf.id == leafId);
    });
    return there == children.end() ? nullptr : there->get();
}

SchemaTreeModel::Node *SchemaTreeModel::Node::group(Kind wanted) const
{
    const auto there = std::find_if(children.begin(), children.end(),
        [wanted](const auto &child) { return child->type == NodeType::Group && child->kind == wanted; });
    return there == children.end() ? nullptr : there->get();
}

std::unique_ptr<SchemaTreeModel::Node> SchemaTreeModel::Node::ofSection(const TreeSection &section, int order)
{
    auto node = std::make_unique<Node>();
    node->type = NodeType::Section;
    node->section = section.key;
    node->leaf = {.id = QString::fromUtf8(section.key), .title = section.title, .icon = section.icon};
    node->key = {200, order, {}, 0};
    node->populated = true;
    for (int i = 0; i < section.leaves.size(); ++i) {
        auto leaf = ofLeaf(section.leaves.at(i), section.key, i);
        leaf->parent = node.get();
        node->children.push_back(std::move(leaf));
    }
    return node;
}

std::unique_ptr<SchemaTreeModel::Node> SchemaTreeModel::Node::ofLeaf(
    const TreeLeaf &leaf, const QByteArray &section, int order)
{
    auto node = std::make_unique<Node>();
    node->type = NodeType::Leaf;
    node->section = section;
    node->leaf = leaf;
    node->key = {0, order, leaf.id, 0};
    node->populated = true;
    return node;
}

std::unique_ptr<SchemaTreeModel::Node> SchemaTreeModel::Node::ofGroup(Branch &branch, ObjectId space, Kind kind)
{
    auto node = std::make_unique<Node>();
    node->type = NodeType::Group;
    node->branch = &branch;
    node->kind = kind;
    node->id = space;
    const auto *place = std::find(groupedKinds.begin(), groupedKinds.end(), kind);
    node->key = {int(place - groupedKinds.begin()), 0, {}, 0};
    return node;
}

std::unique_ptr<SchemaTreeModel::Node> SchemaTreeModel::Node::ofObject(Branch &branch, ObjectId id)
{
    auto node = std::make_unique<Node>();
    node->branch = &branch;
    node->kind = kindOf(*branch.object(id));
    node->type = node->kind == Kind::Namespace ? NodeType::Namespace : NodeType::Item;
    node->id = id;
    node->key = keyOf(branch, id);
    return node;
}

SchemaTreeModel::Key SchemaTreeModel::Node::keyOf(const Branch &branch, ObjectId id)
{
    const Object &shown = *branch.object(id);
    const auto *column = as<Column>(shown);
    return {rankOf(kindOf(shown)), column ? column->position : 0, nameOf(shown).toCaseFolded(), id.value};
}

} // namespace relata
