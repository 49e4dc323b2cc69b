#include "models/planner/name_circles.h"

#include "models/schema/all_kinds.h"

#include <QMap>
#include <QSet>

namespace relata {
using namespace Qt::StringLiterals;

QString nameSlot(const Schema &schema, const Object &object)
{
    const Kind kind = kindOf(object);
    ObjectId place = parentOf(object);
    if (nameOf(object).isEmpty())
        return kind == Kind::PrimaryKey ? u"key:%1"_s.arg(place.value) : QString();
    if (kind == Kind::Column || kind == Kind::Policy || kind == Kind::Rule || kind == Kind::Grant)
        return u"%1:%2:%3"_s.arg(int(kind)).arg(place.value).arg(nameOf(object));
    while (const Object *above = schema.find(place)) {
        if (!parentOf(*above))
            break;
        place = parentOf(*above);
    }
    const bool relation = kind == Kind::Table || kind == Kind::View || kind == Kind::Index || kind == Kind::Sequence
        || kind == Kind::VirtualTable || kind == Kind::MaterializedView || kind == Kind::PrimaryKey
        || kind == Kind::Unique || kind == Kind::Exclusion || kind == Kind::CompositeType;
    const bool type = kind == Kind::EnumType || kind == Kind::Domain || kind == Kind::RangeType;
    const QString group = relation ? u"relation"_s : type ? u"type"_s : QString::fromLatin1(catalogue(kind).info->key);
    return group + u':' + QString::number(place.value) + u':' + nameOf(object).toCaseFolded();
}

namespace {

/// A name that neither schema has, nor can be meant by anyone.
Object asideOf(const Object &object, const Schema &from, const Schema &to, int &number)
{
    const ObjectId parent = parentOf(object);
    for (;;) {
        const QString name = u"_relata_swap_%1"_s.arg(++number);
        if (!from.child(parent, kindOf(object), name) && !to.child(parent, kindOf(object), name))
            return renamed(object, name);
    }
}

} // namespace

Schema withoutNameCircles(const ChangeSet &changes, const Schema &from, const Schema &to)
{
    QMap<QString, ObjectId> givers; // by the slot that each gives up
    for (const Change &change : changes.changes()) {
        const auto *altered = std::get_if<Altered>(&change);
        if (altered && altered->renamed())
            givers.insert(nameSlot(from, altered->before), altered->id);
    }
    const auto next = [&](ObjectId id) { return givers.value(nameSlot(to, *to.find(id))); };
    Schema result = from;
    QSet<ObjectId> done;
    int number = 0;
    for (const ObjectId start : std::as_const(givers)) {
        QSet<ObjectId> seen;
        ObjectId id = start;
        while (!id.isNull() && !seen.contains(id) && !done.contains(id)) {
            seen += id;
            id = next(id);
        }
        done += seen;
        if (!seen.contains(id) || next(id) == id)
            continue; // no circle; or another spelling of its own name
        const ObjectId first = id;
        do {
            result = result.with(id, asideOf(*from.find(id), from, to, number));
            id = next(id);
        } while (id != first);
    }
    return result;
}

} // namespace relata
