#include "models/items/compare_model.h"

#include "models/items/field_words.h"
#include "models/items/schema_words.h"
#include "models/schema/all_kinds.h"

#include <QHash>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

struct CompareModel::Node {
    ObjectId id;
    Node *parent = nullptr;
    Kind kind{};
    Tone tone = Tone::Plain; ///< Plain: equal by itself
    QList<QByteArray> fields; ///< that differ
    bool managed = true;
    Nodes parts;
    int differing = 0; ///< parts that differ

    bool isWhole() const { return tone == Tone::Added || tone == Tone::Removed; }
};

CompareModel::CompareModel(QObject *parent)
    : QAbstractItemModel(parent)
{ }

CompareModel::~CompareModel() = default;

void CompareModel::setSchemas(const PairedSchemas &pair, DiffPolicy policy)
{
    beginResetModel();
    m_left = pair.from;
    m_right = pair.to;
    m_fields.clear();
    const ChangeSet changes = ChangeSet::between(m_left, m_right, policy);
    for (const Change &change : changes.changes()) {
        const auto *altered = std::get_if<Altered>(&change);
        m_fields.insert(idOf(change), altered ? altered->fields : QList<QByteArray>());
    }
    m_likely.clear();
    for (const RenameQuestion &question : pair.questions)
        m_likely += question.before.id;
    rebuild();
    keepChecks();
    endResetModel();
    emit checkedChanged();
}

void CompareModel::clear() { setSchemas({}); }

void CompareModel::setShowEqual(bool show)
{
    if (m_showEqual == show)
        return;
    beginResetModel();
    m_showEqual = show;
    rebuild();
    endResetModel();
}

void CompareModel::setCheckable(bool checkable)
{
    if (m_checkable == checkable)
        return;
    beginResetModel();
    m_checkable = checkable;
    endResetModel();
}

std::unique_ptr<CompareModel::Node> CompareModel::made(ObjectId id, Node *parent) const
{
    auto node = std::make_unique<Node>();
    const Object *before = m_left.find(id), *after = m_right.find(id);
    node->id = id;
    node->parent = parent;
    node->kind = kindOf(after ? *after : *before);
    node->managed = node->kind != Kind::Opaque;
    if (!before || !after) {
        node->tone = before ? Tone::Removed : Tone::Added;
    } else if (const auto differing = m_fields.constFind(id); differing != m_fields.cend()) {
        node->fields = *differing;
        node->tone = Tone::Changed;
    }
    if (!node->isWhole() && node->kind != Kind::Namespace) // what is in a namespace has rows of its own
        node->parts = partsOf(*node);
    return node;
}

/// Columns in their order, other parts by kind and name; those of the right before those that only the left has.
CompareModel::Nodes CompareModel::partsOf(Node &parent) const
{
    QList<ObjectId> ids = m_right.children(parent.id);
    for (const ObjectId id : m_left.children(parent.id)) {
        if (!ids.contains(id) && !m_right.find(id))
            ids += id;
    }
    std::stable_sort(ids.begin(), ids.end(), [this](ObjectId a, ObjectId b) {
        const auto order = [this](ObjectId id) {
            const Object *object = m_right.find(id);
            return catalogue(kindOf(object ? *object : *m_left.find(id))).info->createOrder;
        };
        return order(a) < order(b);
    });
    Nodes parts;
    for (const ObjectId id : std::as_const(ids)) {
        auto node = made(id, &parent);
        parent.differing += (node->tone != Tone::Plain ? 1 : 0) + node->differing;
        if (m_showEqual || node->tone != Tone::Plain || node->differing > 0)
            parts.push_back(std::move(node));
    }
    return parts;
}

/// What stands at the top of the tree: all of it, or what differs somewhere.
QSet<ObjectId> CompareModel::topIds() const
{
    QSet<ObjectId> tops;
    const auto add = [&](const Schema &schema, ObjectId id) {
        ObjectId top = id;
        for (const Object *at = schema.find(top); at; at = schema.find(parentOf(*at))) {
            const Object *parent = schema.find(parentOf(*at));
            if (!parent || kindOf(*parent) == Kind::Namespace)
                break;
            top = parentOf(*at);
        }
        const Object &object = *schema.find(top);
        if (kindOf(object) != Kind::Namespace || !nameOf(object).isEmpty())
            tops += top;
    };
    if (m_showEqual) {
        m_left.forEach([&](ObjectId id, const Object &) { add(m_left, id); });
        m_right.forEach([&](ObjectId id, const Object &) { add(m_right, id); });
        return tops;
    }
    for (auto it = m_fields.keyBegin(); it != m_fields.keyEnd(); ++it) {
        if (m_left.find(*it))
            add(m_left, *it);
        if (m_right.find(*it))
            add(m_right, *it);
    }
    return tops;
}

void CompareModel::rebuild()
{
    m_top.clear();
    m_counts = {};
    const QSet<ObjectId> tops = topIds();
    for (const ObjectId id : tops) {
        auto node = made(id, nullptr);
        if (m_showEqual || node->tone != Tone::Plain || node->differing > 0)
            m_top.push_back(std::move(node));
    }
    QHash<ObjectId, std::pair<int, QString>> keys;
    for (const auto &node : m_top)
        keys.insert(node->id, {catalogue(node->kind).info->createOrder, text(*node).toCaseFolded()});
    std::sort(m_top.begin(), m_top.end(),
        [&](const auto &a, const auto &b) { return std::pair(keys[a->id], a->id) < std::pair(keys[b->id], b->id); });
    for (const auto &node : m_top)
        count(*node);
}

void CompareModel::count(const Node &node)
{
    if (node.tone == Tone::Added)
        ++m_counts.added;
    else if (node.tone == Tone::Removed)
        ++m_counts.removed;
    else if (node.tone == Tone::Changed)
        ++m_counts.changed;
    for (const auto &part : node.parts)
        count(*part);
}

void CompareModel::keepChecks()
{
    QSet<ObjectId> differing;
    const std::function<void(const Nodes &)> gather = [&](const Nodes &nodes) {
        for (const auto &node : nodes) {
            if (node->tone != Tone::Plain)
                differing += node->id;
            gather(node->parts);
        }
    };
    gather(m_top);
    m_checked &= differing;
}

void CompareModel::checkAll(bool check)
{
    for (const auto &node : m_top)
        setCheck(*node, check);
    for (int row = 0; row < rowCount(); ++row)
        tellChecks(index(row, 0));
    emit checkedChanged();
}

CompareModel::Node *CompareModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : nullptr;
}

QModelIndex CompareModel::indexOf(ObjectId id) const
{
    const std::function<QModelIndex(const Nodes &)> search = [&](const Nodes &nodes) {
        for (size_t row = 0; row < nodes.size(); ++row) {
            if (nodes[row]->id == id)
                return createIndex(int(row), 0, nodes[row].get());
            if (const QModelIndex found = search(nodes[row]->parts); found.isValid())
                return found;
        }
        return QModelIndex();
    };
    return search(m_top);
}

QModelIndex CompareModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node *node = nodeAt(parent);
    return createIndex(row, column, (node ? node->parts : m_top)[size_t(row)].get());
}

QModelIndex CompareModel::parent(const QModelIndex &child) const
{
    const Node *node = nodeAt(child);
    Node *up = node ? node->parent : nullptr;
    if (!up)
        return {};
    const Nodes &siblings = up->parent ? up->parent->parts : m_top;
    const auto at = std::find_if(siblings.begin(), siblings.end(), [up](const auto &one) { return one.get() == up; });
    return createIndex(int(at - siblings.begin()), 0, up);
}

int CompareModel::rowCount(const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    return parent.column() > 0 ? 0 : int((node ? node->parts : m_top).size());
}

int CompareModel::columnCount(const QModelIndex &) const { return 1; }

Qt::CheckState CompareModel::checkOf(const Node &node) const
{
    int all = node.tone != Tone::Plain && node.managed, checked = m_checked.contains(node.id);
    bool partly = false;
    for (const auto &part : node.parts) {
        if (part->tone == Tone::Plain && part->differing == 0)
            continue;
        const Qt::CheckState state = checkOf(*part);
        ++all;
        checked += state == Qt::Checked;
        partly = partly || state == Qt::PartiallyChecked;
    }
    if (checked == 0 && !partly)
        return Qt::Unchecked;
    return checked == all ? Qt::Checked : Qt::PartiallyChecked;
}

void CompareModel::setCheck(const Node &node, bool check)
{
    if (node.tone != Tone::Plain && node.managed && check)
        m_checked += node.id;
    else
        m_checked -= node.id;
    for (const auto &part : node.parts)
        setCheck(*part, check);
}

void CompareModel::tellChecks(const QModelIndex &index)
{
    emit dataChanged(index, index, {Qt::CheckStateRole});
    for (int row = 0; row < rowCount(index); ++row)
        tellChecks(this->index(row, 0, index));
}

bool CompareModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Node *node = nodeAt(index);
    if (!node || role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    setCheck(*node, value.toInt() != Qt::Unchecked);
    tellChecks(index);
    for (QModelIndex up = index.parent(); up.isValid(); up = up.parent())
        emit dataChanged(up, up, {Qt::CheckStateRole});
    emit checkedChanged();
    return true;
}

Qt::ItemFlags CompareModel::flags(const QModelIndex &index) const
{
    const Node *node = nodeAt(index);
    if (!node)
        return Qt::NoItemFlags;
    Qt::ItemFlags result = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (m_checkable && node->managed && (node->tone != Tone::Plain || node->differing > 0))
        result |= Qt::ItemIsUserCheckable;
    return result;
}

QString CompareModel::text(const Node &node) const
{
    const Object *before = m_left.find(node.id), *after = m_right.find(node.id);
    const Schema &side = after ? m_right : m_left;
    const QString label = node.parent ? objectLabel(side, node.id) : side.displayName(node.id);
    if (before && after && nameOf(*before) != nameOf(*after) && !nameOf(*before).isEmpty())
        return u"%1 → %2"_s.arg(nameOf(*before), label);
    return label.isEmpty() ? objectLabel(side, node.id) : label;
}

QString CompareModel::detail(const Node &node) const
{
    if (!node.managed)
        return tr("not managed");
    QStringList words;
    for (const Field &field : catalogue(node.kind).fields) {
        if (node.fields.contains(field.key))
            words += fieldTitle(field);
    }
    if (node.differing > 0)
        words += tr("%n part(s)", "of a table that differ", node.differing);
    return words.isEmpty() ? objectDetail(node.tone == Tone::Removed ? m_left : m_right, node.id) : words.join(u", "_s);
}

QString CompareModel::tip(const Node &node) const
{
    const QString title = objectTitle(m_right.find(node.id) ? m_right : m_left, node.id);
    switch (node.tone) {
    case Tone::Added:
        return tr("%1: only on the right").arg(title);
    case Tone::Removed:
        return tr("%1: only on the left").arg(title);
    case Tone::Changed:
        return m_likely.contains(node.id) ? tr("%1: taken for renamed, as the two look alike").arg(title)
                                          : tr("%1: differs").arg(title);
    default:
        return node.differing > 0 ? tr("%1: parts of it differ").arg(title) : tr("%1: equal on both sides").arg(title);
    }
}

QVariant CompareModel::data(const QModelIndex &index, int role) const
{
    const Node *node = nodeAt(index);
    if (!node)
        return {};
    const bool differs = node->tone != Tone::Plain || node->differing > 0;
    switch (role) {
    case Qt::DisplayRole:
        return text(*node);
    case DetailRole:
        return detail(*node);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return tip(*node);
    case IconNameRole:
        return kindIcon(node->kind);
    case ToneRole:
        return int(!differs ? Tone::Muted : node->tone == Tone::Plain ? Tone::Changed : node->tone);
    case Qt::CheckStateRole:
        return flags(index).testFlag(Qt::ItemIsUserCheckable) ? QVariant(int(checkOf(*node))) : QVariant();
    case ObjectRole:
        return QVariant::fromValue((m_right.find(node->id) ? m_right : m_left).ref(node->id));
    case IdRole:
        return node->id.value;
    case TopIdRole: {
        const Node *top = node;
        while (top->parent)
            top = top->parent;
        return top->id.value;
    }
    default:
        return {};
    }
}

} // namespace relata

#include "moc_compare_model.cpp"
