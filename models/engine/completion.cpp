#include "models/engine/completion.h"

#include "models/engine/engine.h"
#include "models/schema/object.h"

namespace relata {

/// What completing added to `raw` takes the id that `other` has for the same.
static Schema aligned(const Schema &raw, const Schema &whole, const Schema &other)
{
    Schema result = whole;
    const ChangeSet added = ChangeSet::between(raw, whole);
    for (const Change &change : added.changes()) {
        const Object &object = objectOf(change);
        const ObjectId same = other.child(parentOf(object), kindOf(object), nameOf(object));
        if (same && same != idOf(change) && !result.find(same))
            result = result.without(idOf(change)).with(same, object);
    }
    return result;
}

CompletedPair completedPair(const Schema &from, const Schema &to, const Engine &engine)
{
    const Schema wholeTo = engine.completed(to);
    const Schema wholeFrom = aligned(from, engine.completed(from), wholeTo);
    return {wholeFrom, aligned(to, wholeTo, wholeFrom)};
}

} // namespace relata
