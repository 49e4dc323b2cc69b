#include "models/diff/change_needs.h"

#include "models/diff/body_words.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {

namespace {

/// The columns of a key or index, in order; expressions are left out.
QList<ObjectId> keyColumns(const Object &object)
{
    const KeyParts *parts = nullptr;
    if (const auto *primary = as<PrimaryKey>(object))
        parts = &primary->parts;
    else if (const auto *unique = as<Unique>(object))
        parts = &unique->parts;
    else if (const auto *index = as<Index>(object))
        parts = &index->parts;
    QList<ObjectId> columns;
    for (qsizetype i = 0; parts && i < parts->size(); ++i) {
        if (const ObjectId column = parts->at(i).column)
            columns += column;
    }
    return columns;
}

bool isWithin(const QList<ObjectId> &some, const QList<ObjectId> &all)
{
    return !some.isEmpty() && std::all_of(some.begin(), some.end(), [&](ObjectId id) { return all.contains(id); });
}

bool isReshaping(const Altered &altered)
{
    QList<QByteArray> fields = altered.fields;
    for (const char *harmless : {"name", "comment", "position"})
        fields.removeAll(harmless);
    if (as<Column>(altered.after)) {
        fields.removeAll("nullable");
        fields.removeAll("default");
    }
    return !fields.isEmpty();
}

ObjectId namespaceOf(const Schema &schema, const Object &object)
{
    ObjectId at = parentOf(object);
    for (const Object *up = schema.find(at); up && parentOf(*up); up = schema.find(at))
        at = parentOf(*up);
    return at;
}

/// Where no two may have one name: columns in their table, all else in its namespace.
struct Room {
    ObjectId place;
    QString name;
    bool operator==(const Room &) const = default;
};

/// A primary key is one a table, and its name stands among the others too.
QList<Room> roomsOf(const Schema &schema, const Object *object)
{
    QList<Room> rooms;
    if (as<PrimaryKey>(object))
        rooms += {parentOf(*object), QString(QChar(0x1f))};
    if (object && !nameOf(*object).isEmpty())
        rooms +=
            {as<Column>(object) ? parentOf(*object) : namespaceOf(schema, *object), nameOf(*object).toCaseFolded()};
    return rooms;
}

size_t qHash(const Room &room, size_t seed = 0) { return qHashMulti(seed, room.place.value, room.name); }

} // namespace

ChangeNeeds::ChangeNeeds(const Schema &from, const Schema &to)
    : m_from(from)
    , m_to(to)
{
    const ChangeSet changes = ChangeSet::between(from, to);
    for (const Change &change : changes.changes()) {
        const ObjectId id = idOf(change);
        if (!m_sides.contains(id))
            m_ids += id;
        Sides &sides = m_sides[id];
        sides.before = from.find(id);
        sides.after = to.find(id);
        const auto *altered = std::get_if<Altered>(&change);
        sides.reshaped = !altered || isReshaping(*altered);
        sides.nullability = altered && altered->changes("nullable");
        sides.moved = altered && altered->changes("position");
    }
    for (const ObjectId id : std::as_const(m_ids)) {
        const Sides sides = m_sides.value(id);
        parents(id, sides);
        references(id, sides);
        keys(id, sides);
        foreignKeys(id, sides);
        otherEnds(id, sides);
    }
    names();
    moves();
    mentions();
}

void ChangeNeeds::need(ObjectId id, ObjectId needed)
{
    if (id != needed && m_sides.contains(needed))
        m_needs[id] += needed;
}

/// A name is taken only once whoever had it has gone or is called otherwise.
void ChangeNeeds::names()
{
    QHash<Room, QList<ObjectId>> left;
    for (const ObjectId id : std::as_const(m_ids)) {
        for (const Room &room : roomsOf(m_from, m_sides.value(id).before))
            left[room] += id;
    }
    for (const ObjectId id : std::as_const(m_ids)) {
        for (const Room &room : roomsOf(m_to, m_sides.value(id).after)) {
            for (const ObjectId other : left.value(room))
                need(id, other);
        }
    }
}

/// What belongs to a table comes and goes with it, and only so.
void ChangeNeeds::parents(ObjectId id, const Sides &sides)
{
    if (sides.before && sides.after)
        return;
    const ObjectId parent = parentOf(sides.after ? *sides.after : *sides.before);
    const Object *there = (sides.after ? m_to : m_from).find(parent);
    if (!there || as<Namespace>(*there) || (sides.after ? m_from : m_to).find(parent))
        return;
    need(id, parent);
    need(parent, id);
}

void ChangeNeeds::references(ObjectId id, const Sides &sides)
{
    if (sides.after) {
        const ObjectId parent = parentOf(*sides.after);
        eachReference(*sides.after, [&](ObjectId named) {
            const auto other = m_sides.constFind(named);
            if (other == m_sides.cend())
                return;
            const bool nulls = other->nullability && as<PrimaryKey>(*sides.after);
            if (!other->before || (named != parent && (other->reshaped || nulls)))
                need(id, named);
        });
    }
    if (!sides.before)
        return;
    for (const ObjectId dependant : m_from.dependants(id)) {
        const auto other = m_sides.constFind(dependant);
        if (other == m_sides.cend() || !other->before)
            continue;
        const bool nulls = sides.nullability && as<PrimaryKey>(*other->before);
        if (!sides.after || (parentOf(*other->before) != id && (sides.reshaped || nulls)))
            need(id, dependant);
    }
}

/// A column that the server numbers stands and falls with its key.
void ChangeNeeds::keys(ObjectId id, const Sides &sides)
{
    const auto isNumbered = [](const Object *object) {
        const auto *column = as<Column>(object);
        return column && column->identity != Column::Identity::None;
    };
    if (isNumbered(sides.after)) {
        for (const ObjectId dependant : m_to.dependants(id)) {
            if (keyColumns(*m_to.find(dependant)).contains(id))
                need(id, dependant);
        }
    }
    if (sides.before) {
        for (const ObjectId column : keyColumns(*sides.before)) {
            if (isNumbered(m_from.find(column)))
                need(id, column);
        }
    }
}

/// A foreign key wants a key over what it names; a key goes only when no foreign key leans on it.
void ChangeNeeds::foreignKeys(ObjectId id, const Sides &sides)
{
    if (const auto *key = as<ForeignKey>(sides.after)) {
        for (const ObjectId child : m_to.children(key->referencedTable)) {
            if (m_sides.contains(child) && isWithin(key->referencedColumns, keyColumns(*m_to.find(child))))
                need(id, child);
        }
    }
    if (!sides.before || keyColumns(*sides.before).isEmpty())
        return;
    const QList<ObjectId> columns = keyColumns(*sides.before);
    for (const ObjectId dependant : m_from.dependants(columns.front())) {
        const auto *key = m_from.find<ForeignKey>(dependant);
        if (key && (isWithin(key->referencedColumns, columns) || isWithin(key->columns, columns)))
            need(id, dependant);
    }
}

/// Columns that a foreign key joins change their type together.
void ChangeNeeds::otherEnds(ObjectId id, const Sides &sides)
{
    if (!as<Column>(sides.before) || !sides.after || !sides.reshaped)
        return;
    for (const Schema *schema : {&m_from, &m_to}) {
        for (const ObjectId dependant : schema->dependants(id)) {
            const auto *key = schema->find<ForeignKey>(dependant);
            for (qsizetype i = 0; key && i < std::min(key->columns.size(), key->referencedColumns.size()); ++i) {
                const ObjectId ends[] = {key->columns.at(i), key->referencedColumns.at(i)};
                if ((ends[0] == id || ends[1] == id) && m_sides.value(ends[0]).reshaped
                    && m_sides.value(ends[1]).reshaped) {
                    need(id, ends[0]);
                    need(id, ends[1]);
                }
            }
        }
    }
}

/// A table's columns take their new order together.
void ChangeNeeds::moves()
{
    QHash<ObjectId, QList<ObjectId>> moved;
    for (const ObjectId id : std::as_const(m_ids)) {
        if (isMoved(id))
            moved[parentOf(*m_sides.value(id).after)] += id;
    }
    for (const QList<ObjectId> &together : std::as_const(moved)) {
        for (qsizetype i = 0; i < together.size(); ++i)
            need(together.at(i), together.at((i + 1) % together.size()));
    }
}

/// Bodies name things without resolving them: a word that is the name of what comes or goes counts as a use of it.
void ChangeNeeds::mentions()
{
    NamedThings come(m_to), go(m_from);
    for (const ObjectId id : std::as_const(m_ids)) {
        const Sides sides = m_sides.value(id);
        const bool sameName = sides.before && sides.after && nameOf(*sides.before) == nameOf(*sides.after);
        if (sides.after && !sameName)
            come.add(id);
        if (sides.before && !sameName)
            go.add(id);
    }
    for (const ObjectId id : std::as_const(m_ids)) {
        const Sides sides = m_sides.value(id);
        for (const ObjectId named : sides.after ? come.mentionedBy(*sides.after) : QList<ObjectId>())
            need(id, named);
        for (const ObjectId named : sides.before ? go.mentionedBy(*sides.before) : QList<ObjectId>())
            need(named, id);
    }
}

} // namespace relata
