#include "models/items/schema_tree_branch.h"

#include "models/schema/all_kinds.h"

#include <QSet>

namespace relata {

QList<ObjectId> SchemaTreeModel::Branch::take(const Schema &nextDesigned, const Schema &nextHead)
{
    QSet<ObjectId> touched;
    const auto note = [&touched](ObjectId id, const Object *, const Object *) { touched.insert(id); };
    Schema::compare(designed, nextDesigned, note);
    Schema::compare(head, nextHead, note);
    const bool first = designed.isEmpty() && head.isEmpty();
    designed = nextDesigned;
    head = nextHead;
    if (first) {
        touched.clear();
        Schema::compare(head, designed, note);
    }
    const QSet<ObjectId> marked = touched;
    for (const ObjectId id : marked) {
        if (const ObjectId owner = remark(id))
            touched.insert(owner);
    }
    return touched.values();
}

/// Answers the owner that has one marked part less.
ObjectId SchemaTreeModel::Branch::remark(ObjectId id)
{
    ObjectId owner;
    if (const auto old = marks.constFind(id); old != marks.cend()) {
        owner = old->parent;
        --markedParts[owner];
        marks.erase(old);
    }
    const Object *before = head.find(id), *after = designed.find(id);
    if (!before && !after)
        return owner;
    Mark mark;
    mark.parent = parentOf(after ? *after : *before);
    if (!before)
        mark.tone = Tone::Added;
    else if (!after)
        mark.tone = Tone::Removed;
    else if (const QList<QByteArray> fields = differingFields(*before, *after); fields.isEmpty())
        return owner;
    else if (fields != QList<QByteArray>{"position"}) // a part that only moved marks its owner alone
        mark.tone = Tone::Changed;
    ++markedParts[mark.parent];
    marks.insert(id, mark);
    return owner;
}

QList<ObjectId> SchemaTreeModel::Branch::childrenOf(ObjectId parent, Kind kind) const
{
    QList<ObjectId> result = designed.children(parent, kind);
    const QList<ObjectId> before = head.children(parent, kind);
    for (const ObjectId id : before) {
        if (!designed.find(id))
            result += id;
    }
    return result;
}

bool SchemaTreeModel::Branch::hasChildren(ObjectId parent) const
{
    for (int kind = 0; kind < KindCount; ++kind) {
        if (!designed.children(parent, Kind(kind)).isEmpty() || !head.children(parent, Kind(kind)).isEmpty())
            return true;
    }
    return false;
}

ObjectId SchemaTreeModel::Branch::defaultNamespace() const
{
    const ObjectId space = designed.defaultNamespace();
    return space ? space : head.defaultNamespace();
}

Tone SchemaTreeModel::Branch::toneOf(ObjectId id) const
{
    const Tone own = marks.value(id).tone;
    const Object *shown = object(id);
    const bool isSpace = shown && kindOf(*shown) == Kind::Namespace;
    return own == Tone::Plain && !isSpace && markedParts.value(id) > 0 ? Tone::Changed : own;
}

} // namespace relata
