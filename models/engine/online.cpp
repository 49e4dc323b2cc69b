#include "models/engine/online.h"

#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {

QList<ObjectId> partsOfTable(ObjectId table, const Schema &schema)
{
    QList<ObjectId> result;
    for (const ObjectId id : schema.dependants(table)) {
        const auto *part = schema.find<Table>(id);
        if (part && (part->partitionOf == table || part->inherits.contains(table)))
            result += id;
    }
    return result;
}

bool mayHoldRows(ObjectId table, const PlanContext &context)
{
    if (context.target.naive || !context.from.find<Table>(table))
        return false;
    if (!context.target.rows || context.target.rows(table) != 0)
        return true;
    const QList<ObjectId> parts = partsOfTable(table, context.from);
    return std::any_of(parts.begin(), parts.end(), [&](ObjectId part) { return mayHoldRows(part, context); });
}

} // namespace relata
