#include "models/planner/reference_check.h"

#include "models/planner/planner_errors.h"

namespace relata {

Result<> checkReferences(const ChangeSet &changes, const Schema &to)
{
    const auto check = [&](ObjectId id) {
        Result<> result;
        const Object *object = to.find(id);
        if (!object)
            return result;
        eachReference(*object, [&](ObjectId named) {
            if (result && !to.find(named))
                result = failure(danglingReference(
                    to.displayName(id), QString::fromLatin1(catalogue(kindOf(*object)).info->title).toLower()));
        });
        return result;
    };
    for (const Change &change : changes.changes()) {
        const QList<ObjectId> left =
            std::holds_alternative<Dropped>(change) ? to.dependants(idOf(change)) : QList<ObjectId>{idOf(change)};
        for (const ObjectId id : left) {
            if (Result<> whole = check(id); !whole)
                return whole;
        }
    }
    return {};
}

} // namespace relata
