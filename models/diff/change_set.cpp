#include "models/diff/change_set.h"

#include "models/schema/all_kinds.h"
#include "models/schema/knowledge.h"

#include <QSet>

#include <algorithm>
#include <ranges>

namespace relata {

ObjectId idOf(const Change &change)
{
    return std::visit([](const auto &one) { return one.id; }, change);
}

const Object &objectOf(const Change &change)
{
    if (const auto *dropped = std::get_if<Dropped>(&change))
        return dropped->before;
    if (const auto *created = std::get_if<Created>(&change))
        return created->after;
    return std::get<Altered>(change).after;
}

Kind kindOf(const Change &change) { return kindOf(objectOf(change)); }

namespace {

/// Which of `common` moved: all but a longest run that keeps its relative order on both sides.
QSet<ObjectId> moved(const QList<ObjectId> &before, const QList<ObjectId> &after)
{
    QList<ObjectId> kept;
    std::copy_if(
        before.begin(), before.end(), std::back_inserter(kept), [&](ObjectId id) { return after.contains(id); });
    QList<qsizetype> target;
    for (const ObjectId id : after) {
        if (const qsizetype at = kept.indexOf(id); at >= 0)
            target += at;
    }
    const qsizetype n = target.size();
    QList<qsizetype> length(n, 1), previous(n, -1);
    qsizetype best = 0;
    for (qsizetype i = 0; i < n; ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            if (target.at(j) < target.at(i) && length.at(j) + 1 > length.at(i)) {
                length[i] = length.at(j) + 1;
                previous[i] = j;
            }
        }
        if (length.at(i) > length.at(best))
            best = i;
    }
    QSet<ObjectId> result(kept.begin(), kept.end());
    for (qsizetype i = n ? best : -1; i >= 0; i = previous.at(i))
        result.remove(kept.at(target.at(i)));
    return result;
}

int depthOf(const Schema &schema, const Object &object)
{
    int depth = 0;
    for (const Object *at = schema.find(parentOf(object)); at; at = schema.find(parentOf(*at)))
        ++depth;
    return depth;
}

void sortChanges(std::vector<Change> &changes, const Schema &from, const Schema &to)
{
    struct Entry {
        int depth, order;
        QString path;
        Change change;
    };
    std::vector<Entry> entries;
    for (Change &change : changes) {
        const bool dropped = std::holds_alternative<Dropped>(change);
        const Schema &side = dropped ? from : to;
        entries.push_back({depthOf(side, objectOf(change)), catalogue(kindOf(change)).info->createOrder,
            side.path(idOf(change)).join(QChar(0x1f)), std::move(change)});
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
        const auto key = [](const Entry &e) {
            const Object &object = objectOf(e.change);
            const auto *column = as<Column>(object);
            return std::tuple(e.depth, e.order, column ? parentOf(object).value : 0, column ? column->position : 0,
                std::cref(e.path));
        };
        const auto x = key(a), y = key(b);
        return std::tie(std::get<0>(x), std::get<1>(x), std::get<2>(x), std::get<3>(x), std::get<4>(x).get())
            < std::tie(std::get<0>(y), std::get<1>(y), std::get<2>(y), std::get<3>(y), std::get<4>(y).get());
    });
    changes.clear();
    for (Entry &entry : entries)
        changes.push_back(std::move(entry.change));
}

Object withPosition(const Object &object, int position)
{
    const auto *column = as<Column>(object);
    if (!column || column->position == position)
        return object;
    Column copy = *column;
    copy.position = position;
    return makeObject(std::move(copy));
}

/// What differs in objects that stand on both sides, each with what an order of columns may still add to it.
struct Differences {
    std::vector<Change> changes;
    std::vector<Altered> altered;
    QSet<ObjectId> reordered; ///< the parents whose children's order is to be looked at

    void see(ObjectId id, const Object *before, const Object *after, const DiffPolicy &policy);
};

/// Whether two namespaces differ in what is known of them alone.
bool isSameButKnown(const Object &before, const Object &after)
{
    const auto *one = as<Namespace>(before), *other = as<Namespace>(after);
    if (!one || !other)
        return false;
    const auto plain = [](Options options) {
        options.removeIf([](const auto &option) { return isKnowledge(option.key()); });
        return options;
    };
    return plain(one->options) == plain(other->options);
}

void Differences::see(ObjectId id, const Object *before, const Object *after, const DiffPolicy &policy)
{
    const bool replaced = before && after && before->index() != after->index();
    if (before && (!after || replaced))
        changes.emplace_back(Dropped{id, *before});
    if (after && (!before || replaced))
        changes.emplace_back(Created{id, *after});
    if (!before || !after) {
        const Object &object = before ? *before : *after;
        if (as<Column>(object))
            reordered += parentOf(object);
        return;
    }
    if (replaced)
        return;
    Altered difference{id, *before, *after, differingFields(*before, *after)};
    if (difference.changes("options") && isSameButKnown(*before, *after))
        difference.fields.removeAll("options");
    if (difference.fields.removeAll("position"))
        reordered += parentOf(*after);
    if (!policy.comments)
        difference.fields.removeAll("comment");
    if (!difference.fields.isEmpty() || as<Column>(*after))
        altered.push_back(std::move(difference));
}

} // namespace

ChangeSet ChangeSet::between(const Schema &from, const Schema &to, DiffPolicy policy)
{
    Differences seen;
    const QList<Kind> unknown = knownToOne(from, to); // on the other side it may be there all the same, or not
    Schema::compare(from, to, [&](ObjectId id, const Object *before, const Object *after) {
        if (!unknown.contains(kindOf(before ? *before : *after)))
            seen.see(id, before, after, policy);
    });
    ChangeSet result;
    result.m_changes = std::move(seen.changes);
    QSet<ObjectId> movedColumns;
    for (const ObjectId table : seen.reordered) {
        Order order{table, from.children(table, Kind::Column), to.children(table, Kind::Column)};
        if (policy.columnOrder && !order.before.isEmpty() && !order.after.isEmpty())
            movedColumns += moved(order.before, order.after);
        result.m_orders.push_back(std::move(order));
    }
    for (Altered &altered : seen.altered) {
        if (movedColumns.contains(altered.id))
            altered.fields += "position";
        if (!altered.fields.isEmpty())
            result.m_changes.emplace_back(std::move(altered));
    }
    sortChanges(result.m_changes, from, to);
    return result;
}

ChangeSet ChangeSet::inverted() const
{
    ChangeSet result;
    for (const Change &change : std::views::reverse(m_changes)) {
        if (const auto *created = std::get_if<Created>(&change))
            result.m_changes.emplace_back(Dropped{created->id, created->after});
        else if (const auto *dropped = std::get_if<Dropped>(&change))
            result.m_changes.emplace_back(Created{dropped->id, dropped->before});
        else {
            const auto &altered = std::get<Altered>(change);
            result.m_changes.emplace_back(Altered{altered.id, altered.after, altered.before, altered.fields});
        }
    }
    for (const Order &order : m_orders)
        result.m_orders.push_back({order.parent, order.after, order.before});
    return result;
}

ChangeSet ChangeSet::from(const Schema &schema) const
{
    ChangeSet result;
    result.m_orders = m_orders;
    for (const Change &change : m_changes) {
        const auto *altered = std::get_if<Altered>(&change);
        const Object *before = altered ? schema.find(altered->id) : nullptr;
        if (!before) {
            result.m_changes.push_back(change);
            continue;
        }
        QList<QByteArray> fields = altered->fields;
        if (altered->renamed())
            fields.removeAll("name");
        if (nameOf(*before) != nameOf(altered->after))
            fields.prepend("name");
        if (!fields.isEmpty())
            result.m_changes.emplace_back(Altered{altered->id, *before, altered->after, fields});
    }
    return result;
}

Schema ChangeSet::appliedTo(const Schema &schema) const
{
    Schema result = schema;
    for (const Change &change : m_changes) {
        if (const auto *dropped = std::get_if<Dropped>(&change))
            result = result.without(dropped->id);
    }
    for (const Change &change : m_changes) {
        if (const auto *created = std::get_if<Created>(&change))
            result = result.with(created->id, created->after);
        else if (const auto *altered = std::get_if<Altered>(&change))
            result = result.with(altered->id, altered->after);
    }
    for (const Order &order : m_orders) {
        for (int i = 0; i < order.after.size(); ++i) {
            const ObjectId id = order.after.at(i);
            if (const Object *column = result.find(id); column && as<Column>(*column)->position != i)
                result = result.with(id, withPosition(*column, i));
        }
    }
    return result;
}

const Change *ChangeSet::find(ObjectId id) const
{
    const auto it = std::find_if(m_changes.begin(), m_changes.end(), [id](const Change &c) { return idOf(c) == id; });
    return it == m_changes.end() ? nullptr : &*it;
}

} // namespace relata
