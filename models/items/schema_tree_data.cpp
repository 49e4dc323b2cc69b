#include "models/items/schema_tree_model.h"
#include "models/items/schema_tree_node.h"
#include "models/items/schema_words.h"
#include "models/schema/all_kinds.h"

#include <QLocale>

namespace relata {
using namespace Qt::StringLiterals;

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

std::unique_ptr<SchemaTreeModel::Node> SchemaTreeModel::Node::ofSection(const TreeSection &section, int order)
{
    auto node = std::make_unique<Node>();
    node->type = NodeType::Section;
    node->section = section.key;
    node->leaf = {QString::fromUtf8(section.key), section.title, {}, section.icon, Tone::Plain};
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

std::unique_ptr<SchemaTreeModel::Node> SchemaTreeModel::Node::ofGroup(ObjectId space, Kind kind)
{
    auto node = std::make_unique<Node>();
    node->type = NodeType::Group;
    node->kind = kind;
    node->id = space;
    const auto *place = std::find(groupedKinds.begin(), groupedKinds.end(), kind);
    node->key = {int(place - groupedKinds.begin()), 0, {}, 0};
    return node;
}

const Object *SchemaTreeModel::object(ObjectId id) const
{
    const Object *object = m_designed.find(id);
    return object ? object : m_head.find(id);
}

bool SchemaTreeModel::hasPartNamed(ObjectId id, const QString &text) const
{
    const QList<ObjectId> parts = m_designed.children(id);
    return std::any_of(parts.begin(), parts.end(),
        [&](ObjectId part) { return nameOf(*m_designed.find(part)).contains(text, Qt::CaseInsensitive); });
}

QList<ObjectId> SchemaTreeModel::childrenOf(ObjectId parent, Kind kind) const
{
    QList<ObjectId> result = m_designed.children(parent, kind);
    const QList<ObjectId> before = m_head.children(parent, kind);
    for (const ObjectId id : before) {
        if (!m_designed.find(id))
            result += id;
    }
    return result;
}

SchemaTreeModel::Key SchemaTreeModel::keyOf(ObjectId id) const
{
    const Object &shown = *object(id);
    const auto *column = as<Column>(shown);
    return {rankOf(kindOf(shown)), column ? column->position : 0, nameOf(shown).toCaseFolded(), id.value};
}

std::unique_ptr<SchemaTreeModel::Node> SchemaTreeModel::objectNode(ObjectId id) const
{
    auto node = std::make_unique<Node>();
    node->kind = kindOf(*object(id));
    node->type = node->kind == Kind::Namespace ? NodeType::Namespace : NodeType::Item;
    node->id = id;
    node->key = keyOf(id);
    return node;
}

SchemaTreeModel::Node *SchemaTreeModel::append(Node *parent, std::unique_ptr<Node> node) const
{
    Node *raw = node.get();
    raw->parent = parent;
    if (raw->type == NodeType::Item || raw->type == NodeType::Namespace)
        m_nodes.insert(raw->id, raw);
    parent->children.insert(parent->children.begin() + parent->rowFor(raw->key), std::move(node));
    return raw;
}

void SchemaTreeModel::populate(Node *node) const
{
    if (node->populated)
        return;
    node->populated = true;
    QList<ObjectId> ids;
    if (node->type == NodeType::Project || node->type == NodeType::Namespace) {
        ObjectId space = node->id;
        if (node->type == NodeType::Project) {
            space = m_designed.defaultNamespace() ? m_designed.defaultNamespace() : m_head.defaultNamespace();
            node->id = space;
            m_nodes.insert(space, node);
            ids = childrenOf({}, Kind::Namespace);
            ids.removeAll(space);
        }
        for (const Kind kind : groupedKinds) {
            if (kind == Kind::Table || !childrenOf(space, kind).isEmpty())
                append(node, Node::ofGroup(space, kind));
        }
    } else if (node->type == NodeType::Group) {
        ids = childrenOf(node->id, node->kind);
    } else if (node->type == NodeType::Item) {
        for (int kind = 0; kind < KindCount; ++kind)
            ids += childrenOf(node->id, Kind(kind));
    }
    std::vector<std::unique_ptr<Node>> made;
    for (const ObjectId id : std::as_const(ids))
        made.push_back(objectNode(id));
    std::sort(made.begin(), made.end(), [](const auto &a, const auto &b) { return a->key < b->key; });
    for (auto &each : made)
        append(node, std::move(each));
}

SchemaTreeModel::Node *SchemaTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

int SchemaTreeModel::rowOf(const Node *node) const { return node->parent ? node->parent->rowFor(node->key) : 0; }

QModelIndex SchemaTreeModel::indexOf(const Node *node) const
{
    return node && node->parent ? createIndex(rowOf(node), 0, node) : QModelIndex();
}

QModelIndex SchemaTreeModel::projectIndex() const { return indexOf(m_project); }

QModelIndex SchemaTreeModel::indexOf(ObjectId id) const
{
    if (!object(id))
        return {};
    if (Node *node = m_nodes.value(id))
        return indexOf(node);
    const ObjectId parent = parentOf(*object(id));
    populate(m_project);
    if (parent && !m_nodes.contains(parent))
        indexOf(parent);
    Node *above = m_nodes.value(parent);
    if (!above)
        return {};
    populate(above);
    for (const auto &child : above->children) {
        if (child->type == NodeType::Group && child->kind == kindOf(*object(id)))
            populate(child.get());
    }
    return indexOf(m_nodes.value(id));
}

QModelIndex SchemaTreeModel::indexOfGroup(ObjectId space, Kind kind) const
{
    populate(m_project);
    Node *above = m_nodes.value(space, m_project);
    populate(above);
    for (const auto &child : above->children) {
        if (child->type == NodeType::Group && child->kind == kind)
            return indexOf(child.get());
    }
    return {};
}

QModelIndex SchemaTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    Node *above = nodeOf(parent);
    populate(above);
    if (column != 0 || row < 0 || row >= int(above->children.size()))
        return {};
    return createIndex(row, 0, above->children[std::size_t(row)].get());
}

QModelIndex SchemaTreeModel::parent(const QModelIndex &child) const { return indexOf(nodeOf(child)->parent); }

int SchemaTreeModel::rowCount(const QModelIndex &parent) const
{
    Node *node = nodeOf(parent);
    populate(node);
    return int(node->children.size());
}

int SchemaTreeModel::columnCount(const QModelIndex &) const { return 1; }

bool SchemaTreeModel::hasChildren(const QModelIndex &parent) const
{
    Node *node = nodeOf(parent);
    if (node->populated)
        return !node->children.empty();
    if (node->type != NodeType::Item)
        return true;
    for (int kind = 0; kind < KindCount; ++kind) {
        if (!childrenOf(node->id, Kind(kind)).isEmpty())
            return true;
    }
    node->populated = true; // from now on what comes is told
    return false;
}

Tone SchemaTreeModel::toneOf(const Node *node) const
{
    if (node->type == NodeType::Leaf || node->type == NodeType::Section)
        return node->leaf.tone;
    if (node->type != NodeType::Item && node->type != NodeType::Namespace)
        return Tone::Plain;
    const Tone own = m_marks.value(node->id).tone;
    return own == Tone::Plain && m_markedParts.value(node->id) > 0 && node->type == NodeType::Item ? Tone::Changed
                                                                                                   : own;
}

QString SchemaTreeModel::labelOf(const Node *node) const
{
    switch (node->type) {
    case NodeType::Project:
        return m_projectName;
    case NodeType::Group:
        return kindPlural(node->kind);
    case NodeType::Item:
    case NodeType::Namespace:
        return objectLabel(m_designed.find(node->id) ? m_designed : m_head, node->id);
    default:
        return node->leaf.title;
    }
}

QString SchemaTreeModel::detailOf(const Node *node) const
{
    switch (node->type) {
    case NodeType::Group:
        populate(const_cast<Node *>(node));
        [[fallthrough]];
    case NodeType::Section:
        return node->children.empty() ? QString() : QLocale().toString(int(node->children.size()));
    case NodeType::Item:
        return objectDetail(m_designed.find(node->id) ? m_designed : m_head, node->id);
    default:
        return node->leaf.detail;
    }
}

QString SchemaTreeModel::iconOf(const Node *node) const
{
    if (node->type == NodeType::Project)
        return u"project"_s;
    if (node->type == NodeType::Leaf || node->type == NodeType::Section)
        return node->leaf.icon;
    return kindIcon(node->type == NodeType::Namespace ? Kind::Namespace : node->kind);
}

QString SchemaTreeModel::toolTipOf(const Node *node) const
{
    if (node->type != NodeType::Item)
        return labelOf(node);
    const Schema &schema = m_designed.find(node->id) ? m_designed : m_head;
    QString text = objectTitle(schema, node->id);
    const QString detail = objectDetail(schema, node->id);
    if (!detail.isEmpty())
        text += u'\n' + detail;
    return text;
}

QVariant SchemaTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    const bool isObject = node->type == NodeType::Item || node->type == NodeType::Namespace;
    switch (role) {
    case Qt::DisplayRole:
        return labelOf(node);
    case Qt::EditRole:
        return isObject ? nameOf(*object(node->id)) : labelOf(node);
    case Qt::ToolTipRole:
        return toolTipOf(node);
    case Qt::AccessibleTextRole:
        return isObject ? QString(kindTitle(node->kind) + u' ' + labelOf(node)) : labelOf(node);
    case ToneRole:
        return int(toneOf(node));
    case IconNameRole:
        return iconOf(node);
    case DetailRole:
        return detailOf(node);
    case ObjectRole:
        return isObject ? QVariant::fromValue((m_designed.find(node->id) ? m_designed : m_head).ref(node->id))
                        : QVariant();
    case NodeTypeRole:
        return int(node->type);
    case KindRole:
        return int(node->kind);
    case SpaceRole:
        return node->type == NodeType::Item ? parentOf(*object(node->id)).value : node->id.value;
    case SectionRole:
        return node->section;
    case LeafRole:
        return node->type == NodeType::Leaf ? node->leaf.id : QVariant();
    default:
        return {};
    }
}

bool SchemaTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable) || name.isEmpty())
        return false;
    emit renameRequested(nodeOf(index)->id, name);
    return true;
}

Qt::ItemFlags SchemaTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const bool isObject = node->type == NodeType::Item || node->type == NodeType::Namespace;
    if (isObject && node->kind != Kind::Opaque && m_designed.find(node->id))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace relata
