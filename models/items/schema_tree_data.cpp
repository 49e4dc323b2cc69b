#include "models/items/schema_tree_branch.h"
#include "models/items/schema_tree_model.h"
#include "models/items/schema_tree_node.h"
#include "models/items/schema_words.h"
#include "models/schema/all_kinds.h"

#include <QLocale>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

bool belongsToKey(const Schema &schema, ObjectId column, Kind kind)
{
    const QList<ObjectId> users = schema.dependants(column);
    return std::any_of(users.begin(), users.end(), [&](ObjectId user) {
        const Object *object = schema.find(user);
        if (!object || kindOf(*object) != kind)
            return false;
        const auto *foreign = as<ForeignKey>(object);
        return !foreign || foreign->columns.contains(column);
    });
}

} // namespace

bool SchemaTreeModel::isRemoved(ObjectId id) const
{
    const Branch *branch = m_project ? m_project->branch : nullptr;
    return branch && !branch->designed.find(id) && branch->head.find(id);
}

bool SchemaTreeModel::hasPartNamed(const QModelIndex &index, const QString &text) const
{
    const Node *node = nodeOf(index);
    if (!node->isObject())
        return false;
    const Schema &schema = node->branch->designed;
    const QList<ObjectId> parts = schema.children(node->id);
    return std::any_of(parts.begin(), parts.end(),
        [&](ObjectId part) { return nameOf(*schema.find(part)).contains(text, Qt::CaseInsensitive); });
}

void SchemaTreeModel::adopt(Node *parent, Node &node)
{
    node.parent = parent;
    if (node.isObject())
        node.branch->nodes.insert(node.id, &node);
}

/// What stands below a row that belongs to a schema, in order.
std::vector<std::unique_ptr<SchemaTreeModel::Node>> SchemaTreeModel::rowsBelow(Node *node) const
{
    std::vector<std::unique_ptr<Node>> made;
    QList<ObjectId> ids;
    Branch *branch = node->branch;
    if (!branch)
        return made;
    if (node == branch->host) {
        ids = branch->childrenOf({}, Kind::Namespace);
        ids.removeIf([branch](ObjectId id) { return nameOf(*branch->object(id)).isEmpty(); });
    }
    if (node->isSpace()) {
        for (const Kind kind : groupedKinds) {
            if (kind == Kind::Table || !branch->childrenOf(node->id, kind).isEmpty())
                made.push_back(Node::ofGroup(*branch, node->id, kind));
        }
    } else if (node->type == NodeType::Group) {
        ids = branch->childrenOf(node->id, node->kind);
    } else {
        for (int kind = 0; kind < KindCount; ++kind)
            ids += branch->childrenOf(node->id, Kind(kind));
    }
    for (const ObjectId id : std::as_const(ids))
        made.push_back(Node::ofObject(*branch, id));
    std::sort(made.begin(), made.end(), [](const auto &a, const auto &b) { return a->key < b->key; });
    return made;
}

void SchemaTreeModel::populate(Node *node) const
{
    if (node->populated)
        return;
    node->populated = true;
    node->children = rowsBelow(node);
    for (const auto &child : node->children)
        adopt(node, *child);
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

SchemaTreeModel::Node *SchemaTreeModel::leafNode(const QByteArray &section, const QString &leaf) const
{
    for (const Node *home : {static_cast<const Node *>(m_project), static_cast<const Node *>(m_root.get())}) {
        const Node *above = home ? home->find(NodeType::Section, section) : nullptr;
        Node *found = above ? above->find(NodeType::Leaf, section, leaf) : nullptr;
        if (found)
            return found;
    }
    return nullptr;
}

/// The leaf that a row stands under, or is; null outside of sections.
const SchemaTreeModel::Node *SchemaTreeModel::leafAbove(const Node *node) const
{
    while (node && node->type != NodeType::Leaf)
        node = node->parent;
    return node;
}

QModelIndex SchemaTreeModel::indexOfLeaf(const QByteArray &section, const QString &leaf) const
{
    return indexOf(leafNode(section, leaf));
}

QModelIndex SchemaTreeModel::indexOf(ObjectId id) const
{
    Branch *branch = m_project ? m_project->branch : nullptr;
    if (!branch || !branch->object(id))
        return {};
    if (const Node *node = branch->nodes.value(id))
        return indexOf(node);
    const Object &object = *branch->object(id);
    const ObjectId parent = parentOf(object);
    if (parent && !branch->nodes.contains(parent))
        indexOf(parent);
    Node *above = branch->nodes.value(parent);
    if (!above)
        return {};
    populate(above);
    if (Node *group = above->group(kindOf(object)))
        populate(group);
    return indexOf(branch->nodes.value(id));
}

QModelIndex SchemaTreeModel::indexOfGroup(ObjectId space, Kind kind) const
{
    if (!m_project || !m_project->branch)
        return {};
    Node *above = m_project->branch->nodes.value(space, m_project);
    populate(above);
    return indexOf(above->group(kind));
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
    if (node->type == NodeType::Leaf && node->leaf.expandable && !node->branch)
        return true;
    if (node->populated)
        return !node->children.empty();
    if (node->type != NodeType::Item || node->branch->hasChildren(node->id))
        return true;
    node->populated = true; // from now on what comes is told
    return false;
}

Tone SchemaTreeModel::toneOf(const Node *node) const
{
    return node->isObject() ? node->branch->toneOf(node->id) : node->leaf.tone;
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
        return objectLabel(node->branch->schemaOf(node->id), node->id);
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
    case NodeType::Item: {
        const Schema &schema = node->branch->schemaOf(node->id);
        const auto *column = schema.find<Column>(node->id);
        const QString detail = objectDetail(schema, node->id);
        return column && column->nullable ? QString(detail + u'?') : detail;
    }
    default:
        return node->leaf.detail;
    }
}

QString SchemaTreeModel::iconOf(const Node *node) const
{
    switch (node->type) {
    case NodeType::Project:
        return u"project"_s;
    case NodeType::Namespace:
        return kindIcon(Kind::Namespace);
    case NodeType::Group:
        return kindIcon(node->kind);
    case NodeType::Item: {
        const Schema &schema = node->branch->schemaOf(node->id);
        if (node->kind == Kind::Column && belongsToKey(schema, node->id, Kind::PrimaryKey))
            return kindIcon(Kind::PrimaryKey);
        if (node->kind == Kind::Column && belongsToKey(schema, node->id, Kind::ForeignKey))
            return kindIcon(Kind::ForeignKey);
        return kindIcon(node->kind);
    }
    default:
        return node->leaf.icon;
    }
}

QString SchemaTreeModel::toolTipOf(const Node *node) const
{
    if (!node->isObject())
        return node->leaf.tip.isEmpty() ? labelOf(node) : node->leaf.tip;
    const Schema &schema = node->branch->schemaOf(node->id);
    QString text = objectTitle(schema, node->id);
    const QString detail = objectDetail(schema, node->id);
    if (!detail.isEmpty())
        text += u'\n' + detail;
    const auto *column = schema.find<Column>(node->id);
    if (column && !column->nullable)
        text += u" NOT NULL"_s;
    const auto *table = schema.find<Table>(node->id);
    const QString comment = column ? column->comment : table ? table->comment : QString();
    return comment.isEmpty() ? text : QString(text + u'\n' + comment);
}

/// Where a row stands: what the roles of this model's own answer.
QVariant SchemaTreeModel::placeOf(const Node *node, int role) const
{
    const Node *leaf = role == SectionRole || role == LeafRole ? leafAbove(node) : nullptr;
    switch (role) {
    case NodeTypeRole:
        return int(node->type);
    case KindRole:
        return int(node->kind);
    case SpaceRole:
        return node->type == NodeType::Item ? parentOf(*node->branch->object(node->id)).value : node->id.value;
    case SectionRole:
        return leaf ? leaf->section : node->section;
    case LeafRole:
        return leaf ? leaf->leaf.id : QVariant();
    default:
        return {};
    }
}

QVariant SchemaTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    // Views ask for rows that are about to go.
    if (node->isObject() && !node->branch->object(node->id))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return labelOf(node);
    case Qt::EditRole:
        return node->isObject() ? nameOf(*node->branch->object(node->id)) : labelOf(node);
    case Qt::ToolTipRole:
        return toolTipOf(node);
    case Qt::AccessibleTextRole:
        return node->isObject() ? QString(kindTitle(node->kind) + u' ' + labelOf(node)) : labelOf(node);
    case ToneRole:
        return int(toneOf(node));
    case IconNameRole:
        return iconOf(node);
    case DetailRole:
        return detailOf(node);
    case ObjectRole:
        return node->isObject() ? QVariant::fromValue(node->branch->schemaOf(node->id).ref(node->id)) : QVariant();
    default:
        return placeOf(node, role);
    }
}

bool SchemaTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable) || name.isEmpty())
        return false;
    if (name == index.data(Qt::EditRole).toString())
        return true;
    const Node *node = nodeOf(index);
    if (node->isObject())
        emit renameRequested(node->id, name);
    else
        emit leafRenameRequested(node->section, node->leaf.id, name);
    return true;
}

Qt::ItemFlags SchemaTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const bool designed = node->isObject() && m_project && node->branch == m_project->branch
        && node->kind != Kind::Opaque && node->branch->designed.find(node->id);
    if (designed || (node->type == NodeType::Leaf && node->leaf.editable))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace relata
