#include "models/schema/schema.h"

#include "models/schema/all_kinds.h"
#include "models/schema/schema_builder.h"

#include <QCryptographicHash>
#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <ranges>
#include <utility>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

quint64 mixed(quint64 x)
{
    // splitmix64, Steele, Lea and Flood 2014
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

quint64 childrenKey(ObjectId parent, Kind kind) { return mixed(parent.value ^ (quint64(kind) << 57)); }

quint64 nameKey(ObjectId parent, Kind kind, const QString &name)
{
    return mixed(childrenKey(parent, kind) ^ quint64(qHash(name, 0x5eedu)));
}

template <class Map>
void addTo(Map &map, quint64 key, ObjectId id)
{
    const auto *set = map.find(key);
    map = map.with(key, (set ? *set : PersistentMap<bool>()).with(id.value, true));
}

template <class Map>
void removeFrom(Map &map, quint64 key, ObjectId id)
{
    const auto *set = map.find(key);
    if (!set)
        return;
    auto smaller = set->without(id.value);
    map = smaller.isEmpty() ? map.without(key) : map.with(key, std::move(smaller));
}

int positionOf(const Object &object)
{
    const auto *column = as<Column>(object);
    return column ? column->position : 0;
}

} // namespace

const Object *Schema::find(ObjectId id) const { return id ? m_objects.find(id.value) : nullptr; }

QList<ObjectId> Schema::children(ObjectId parent, std::optional<Kind> kind) const
{
    QList<ObjectId> result;
    for (int k = kind ? int(*kind) : 0; k < (kind ? int(*kind) + 1 : KindCount); ++k) {
        const IdSet *set = m_children.find(childrenKey(parent, Kind(k)));
        if (!set)
            continue;
        struct Entry {
            int position;
            const QString *name;
            ObjectId id;
        };
        std::vector<Entry> entries;
        set->forEach([&](quint64 key, bool) {
            const Object *object = m_objects.find(key);
            entries.push_back({positionOf(*object), &nameOf(*object), ObjectId{key}});
        });
        std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
            return std::tie(a.position, *a.name, a.id.value) < std::tie(b.position, *b.name, b.id.value);
        });
        for (const Entry &entry : entries)
            result += entry.id;
    }
    return result;
}

QList<ObjectId> Schema::all(Kind kind) const
{
    std::vector<std::pair<QStringList, ObjectId>> entries;
    forEach([&](ObjectId id, const Object &object) {
        if (kindOf(object) == kind)
            entries.emplace_back(path(id), id);
    });
    std::sort(entries.begin(), entries.end());
    QList<ObjectId> result;
    for (const auto &entry : entries)
        result += entry.second;
    return result;
}

QList<ObjectId> Schema::dependants(ObjectId id) const
{
    QList<ObjectId> result;
    if (const IdSet *set = m_dependants.find(id.value))
        set->forEach([&](quint64 key, bool) { result += ObjectId{key}; });
    return result;
}

ObjectId Schema::child(ObjectId parent, Kind kind, const QString &name) const
{
    ObjectId result;
    if (const IdSet *set = m_named.find(nameKey(parent, kind, name))) {
        set->forEach([&](quint64 key, bool) {
            const Object *object = m_objects.find(key);
            if (nameOf(*object) == name && parentOf(*object) == parent && (!result || key < result.value))
                result = ObjectId{key};
        });
    }
    return result;
}

ObjectId Schema::idOf(Kind kind, const QStringList &path) const
{
    if (path.isEmpty())
        return {};
    ObjectId id = child({}, Kind::Namespace, path.first());
    for (qsizetype i = 1; i + 1 < path.size() && id; ++i) {
        const ObjectId parent = std::exchange(id, {});
        for (const Kind holder :
            {Kind::Table, Kind::View, Kind::MaterializedView, Kind::Domain, Kind::CompositeType, Kind::Opaque}) {
            if (!id)
                id = child(parent, holder, path.at(i));
        }
    }
    return path.size() == 1 ? (kind == Kind::Namespace ? id : ObjectId{}) : (id ? child(id, kind, path.last()) : id);
}

QStringList Schema::path(ObjectId id) const
{
    QStringList result;
    for (const Object *object = find(id); object; object = find(parentOf(*object)))
        result.prepend(nameOf(*object));
    return result;
}

ObjectRef Schema::ref(ObjectId id) const
{
    const Object *object = find(id);
    return object ? ObjectRef{kindOf(*object), path(id), id} : ObjectRef{};
}

QString Schema::displayName(ObjectId id) const
{
    QStringList names = path(id);
    if (names.size() > 1 && names.first().isEmpty())
        names.removeFirst();
    return names.join(u'.');
}

void Schema::link(ObjectId id, const Object &object)
{
    const ObjectId parent = parentOf(object);
    addTo(m_children, childrenKey(parent, kindOf(object)), id);
    addTo(m_named, nameKey(parent, kindOf(object), nameOf(object)), id);
    eachReference(object, [&](ObjectId named) { addTo(m_dependants, named.value, id); });
}

void Schema::unlink(ObjectId id, const Object &object)
{
    const ObjectId parent = parentOf(object);
    removeFrom(m_children, childrenKey(parent, kindOf(object)), id);
    removeFrom(m_named, nameKey(parent, kindOf(object), nameOf(object)), id);
    eachReference(object, [&](ObjectId named) { removeFrom(m_dependants, named.value, id); });
}

Schema Schema::with(ObjectId id, const Object &object) const
{
    Schema result = *this;
    if (const Object *old = find(id))
        result.unlink(id, *old);
    result.m_objects = m_objects.with(id.value, object);
    result.link(id, object);
    return result;
}

Schema Schema::without(ObjectId id) const
{
    const Object *old = find(id);
    if (!old)
        return *this;
    Schema result = *this;
    result.unlink(id, *old);
    result.m_objects = m_objects.without(id.value);
    return result;
}

QList<ObjectId> Schema::tree(ObjectId id) const
{
    QList<ObjectId> result{id};
    for (const ObjectId child : children(id))
        result += tree(child);
    return result;
}

Schema Schema::withoutTree(ObjectId id) const
{
    Schema result = *this;
    const QList<ObjectId> ids = tree(id);
    for (const ObjectId one : std::views::reverse(ids))
        result = result.without(one);
    return result;
}

QByteArray Schema::fingerprint(ObjectId id) const
{
    const Object *object = find(id);
    if (!object)
        return {};
    const IdNamer namer = [this](ObjectId named) { return path(named).join(u'\x1f'); };
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const KindEntry &entry = catalogue(kindOf(*object));
    hash.addData(QByteArrayView(entry.info->key));
    for (const Field &field : entry.fields) {
        if (field.role != FieldRole::Parent && field.role != FieldRole::Definition)
            continue;
        hash.addData(QByteArrayView(field.key));
        const QByteArray text = field.type().text(field.at(structOf(*object)), namer).toUtf8();
        hash.addData(QByteArray::number(text.size()));
        hash.addData(text);
    }
    return hash.result().toHex();
}

QByteArray Schema::fingerprint() const
{
    std::vector<std::pair<QString, QByteArray>> entries;
    forEach([&](ObjectId id, const Object &object) {
        entries.emplace_back(
            path(id).join(u'\x1f') + QLatin1StringView(catalogue(kindOf(object)).info->key), fingerprint(id));
    });
    std::sort(entries.begin(), entries.end());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto &entry : entries)
        hash.addData(entry.second);
    return hash.result().toHex();
}

QString written(const Expression &expression, const IdNamer &namer)
{
    QString result;
    for (const Expression::Piece &piece : expression.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece))
            result += namer(*id);
        else
            result += std::get<QString>(piece);
    }
    return result;
}

QString written(const DataType &type, const IdNamer &namer)
{
    return type.userType ? namer(type.userType) + type.suffix : type.name;
}

bool Schema::operator==(const Schema &other) const
{
    bool same = size() == other.size();
    QSet<ObjectId> reordered;
    if (same) {
        compare(*this, other, [&](ObjectId, const Object *a, const Object *b) {
            if (!same || !a || !b || a->index() != b->index()) {
                same = same && a && b && a->index() == b->index();
                return;
            }
            for (const QByteArray &field : differingFields(*a, *b)) {
                if (field == "position")
                    reordered += parentOf(*a);
                else
                    same = false;
            }
        });
    }
    return same && std::all_of(reordered.begin(), reordered.end(), [&](ObjectId table) {
        return children(table, Kind::Column) == other.children(table, Kind::Column);
    });
}

SchemaBuilder::SchemaBuilder(const Schema &schema)
{
    schema.forEach([this](ObjectId id, const Object &object) { m_objects.insert(id, object); });
}

namespace {

/// The bits of a key from last to first: keys in this order stand in a PersistentMap side by side, so that inserting
/// them one after the other finds all that it touches where it was a moment ago.
quint64 reversed(quint64 key)
{
    constexpr quint64 Odd = 0x5555555555555555u, Pairs = 0x3333333333333333u, Halves = 0x0f0f0f0f0f0f0f0fu;
    key = ((key >> 1) & Odd) | ((key & Odd) << 1);
    key = ((key >> 2) & Pairs) | ((key & Pairs) << 2);
    key = ((key >> 4) & Halves) | ((key & Halves) << 4);
    return qbswap(key);
}

/// Ids by keys, collected one by one.
class IdSets {
public:
    void add(quint64 key, ObjectId id) { m_all.emplace_back(reversed(key), reversed(id.value)); }
    PersistentMap<PersistentMap<bool>> frozen()
    {
        std::sort(m_all.begin(), m_all.end());
        PersistentMap<PersistentMap<bool>> result;
        for (auto it = m_all.cbegin(); it != m_all.cend();) {
            const quint64 key = it->first;
            PersistentMap<bool> set;
            for (; it != m_all.cend() && it->first == key; ++it)
                set.insert(reversed(it->second), true);
            result.insert(reversed(key), std::move(set));
        }
        return result;
    }

private:
    std::vector<std::pair<quint64, quint64>> m_all; ///< both reversed
};

} // namespace

Schema SchemaBuilder::build() const
{
    std::vector<std::pair<quint64, const Object *>> objects;
    objects.reserve(std::size_t(m_objects.size()));
    for (auto it = m_objects.cbegin(); it != m_objects.cend(); ++it)
        objects.emplace_back(reversed(it.key().value), &*it);
    std::sort(objects.begin(), objects.end());
    Schema result;
    IdSets children, named, dependants;
    for (const auto &[key, object] : objects) {
        const ObjectId id{reversed(key)}, parent = parentOf(*object);
        const Kind kind = kindOf(*object);
        result.m_objects.insert(id.value, *object);
        children.add(childrenKey(parent, kind), id);
        named.add(nameKey(parent, kind, nameOf(*object)), id);
        eachReference(*object, [&](ObjectId reference) { dependants.add(reference.value, id); });
    }
    result.m_children = children.frozen();
    result.m_named = named.frozen();
    result.m_dependants = dependants.frozen();
    return result;
}

} // namespace relata
