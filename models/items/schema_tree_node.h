#pragma once
#include "models/items/schema_tree_model.h"

#include <algorithm>
#include <array>

namespace relata {

/// A row of the tree. Children are kept in order of their keys, so that a row is found by halving.
struct SchemaTreeModel::Node {
    NodeType type = NodeType::Root;
    Kind kind{}; ///< of an object, or of what a group holds
    ObjectId id; ///< of an object; of a group's namespace; of the default namespace where a schema hangs
    Branch *branch = nullptr; ///< the schema it belongs to, or that hangs under it
    Node *parent = nullptr;
    Key key;
    mutable bool populated = false;
    QByteArray section;
    TreeLeaf leaf;
    std::vector<std::unique_ptr<Node>> children;

    int rowFor(const Key &wanted) const
    {
        const auto it = std::lower_bound(children.begin(), children.end(), wanted,
            [](const std::unique_ptr<Node> &node, const Key &k) { return node->key < k; });
        return int(it - children.begin());
    }
    bool isObject() const { return type == NodeType::Item || type == NodeType::Namespace; }
    /// Holds groups and namespaces.
    bool isSpace() const { return type == NodeType::Namespace || (branch && !isObject() && type != NodeType::Group); }
    Node *find(NodeType wanted, const QByteArray &name, const QString &leafId = {}) const;
    Node *group(Kind wanted) const;

    static std::unique_ptr<Node> ofSection(const TreeSection &section, int order);
    static std::unique_ptr<Node> ofLeaf(const TreeLeaf &leaf, const QByteArray &section, int order);
    static std::unique_ptr<Node> ofGroup(Branch &branch, ObjectId space, Kind kind);
    static std::unique_ptr<Node> ofObject(Branch &branch, ObjectId id);
    static Key keyOf(const Branch &branch, ObjectId id);
};

/// What a namespace holds, in the order people see it.
inline constexpr std::array groupedKinds{Kind::Table, Kind::VirtualTable, Kind::View, Kind::MaterializedView,
    Kind::Sequence, Kind::EnumType, Kind::Domain, Kind::CompositeType, Kind::RangeType, Kind::Routine, Kind::Event,
    Kind::Collation, Kind::Extension, Kind::DefaultPrivilege, Kind::Opaque};

} // namespace relata
