#include "models/diagram/notation.h"

#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"

#include <algorithm>

namespace relata {

/// Whether every part of a unique key is among the columns, so that they occur once at most.
static bool covers(const KeyParts &parts, const QList<ObjectId> &columns)
{
    return !parts.isEmpty() && std::all_of(parts.begin(), parts.end(), [&](const KeyPart &part) {
        return part.column && part.prefixLength == 0 && columns.contains(part.column);
    });
}

static bool unique(const Schema &schema, const ForeignKey &key)
{
    for (const ObjectId id : schema.children(key.table)) {
        const Object *object = schema.find(id);
        if (const auto *primary = as<PrimaryKey>(object); primary && covers(primary->parts, key.columns))
            return true;
        if (const auto *constraint = as<Unique>(object); constraint && covers(constraint->parts, key.columns))
            return true;
        const auto *index = as<Index>(object);
        if (index && index->unique && index->predicate.pieces.empty() && covers(index->parts, key.columns))
            return true;
    }
    return false;
}

static bool identifying(const Schema &schema, const ForeignKey &key)
{
    for (const ObjectId id : schema.children(key.table, Kind::PrimaryKey)) {
        const auto *primary = schema.find<PrimaryKey>(id);
        const bool all = std::all_of(key.columns.begin(), key.columns.end(), [&](ObjectId column) {
            return std::any_of(primary->parts.begin(), primary->parts.end(),
                [&](const KeyPart &part) { return part.column == column; });
        });
        if (all)
            return true;
    }
    return false;
}

RelationEnds relationEnds(const Schema &schema, ObjectId foreignKey)
{
    const auto *key = schema.find<ForeignKey>(foreignKey);
    if (!key)
        return {};
    const bool nullable = std::any_of(key->columns.begin(), key->columns.end(), [&](ObjectId id) {
        const auto *column = schema.find<Column>(id);
        return column && column->nullable;
    });
    RelationEnds ends;
    ends.from = {true, !unique(schema, *key)};
    ends.to = {nullable, false};
    ends.identifying = identifying(schema, *key);
    return ends;
}

} // namespace relata
