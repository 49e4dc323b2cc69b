#include "dialects/mysql/foreign_key_index.h"

#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata::mysql {

namespace {

/// Whether the parts begin with these columns, whole and in order.
bool begins(const KeyParts &parts, const QList<ObjectId> &columns)
{
    if (parts.size() < columns.size())
        return false;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const KeyPart &part = parts.at(i);
        if (part.column != columns.at(i) || part.prefixLength != 0 || part.descending)
            return false;
    }
    return true;
}

const KeyParts *treeParts(const Object &object)
{
    if (const auto *primary = as<PrimaryKey>(object))
        return &primary->parts;
    if (const auto *unique = as<Unique>(object))
        return &unique->parts;
    const auto *index = as<Index>(object);
    return index && index->method.isEmpty() ? &index->parts : nullptr;
}

bool fitsAnother(const ForeignKey &key, const Schema &schema, const Index *except)
{
    const QList<ObjectId> children = schema.children(key.table);
    return std::any_of(children.begin(), children.end(), [&](ObjectId id) {
        const Object &object = *schema.find(id);
        const KeyParts *parts = treeParts(object);
        const bool excepted = except && as<Index>(object) == except;
        return parts && !excepted && begins(*parts, key.columns);
    });
}

} // namespace

bool isOwnIndex(const Index &index, const ForeignKey &key)
{
    return index.name == key.name && index.table == key.table && !index.unique && index.method.isEmpty()
        && index.comment.isEmpty() && index.options.isEmpty() && index.parts.size() == key.columns.size()
        && begins(index.parts, key.columns);
}

bool hasOwnIndex(const ForeignKey &key, const Schema &schema)
{
    if (key.options.value(OwnIndexOption).toBool())
        return true;
    if (fitsAnother(key, schema, nullptr))
        return false;
    // Of several keys over the same columns the first by name has it.
    const QList<ObjectId> siblings = schema.children(key.table, Kind::ForeignKey);
    return std::none_of(siblings.begin(), siblings.end(), [&](ObjectId id) {
        const auto *other = schema.find<ForeignKey>(id);
        const bool covers = other->columns.size() >= key.columns.size()
            && std::equal(key.columns.begin(), key.columns.end(), other->columns.begin());
        return covers && (other->columns.size() > key.columns.size() || other->name < key.name);
    });
}

bool standsAsOwn(const Index &index, const Schema &schema)
{
    const auto *key = schema.find<ForeignKey>(schema.child(index.table, Kind::ForeignKey, index.name));
    return key && isOwnIndex(index, *key) && hasOwnIndex(*key, schema);
}

Schema withoutOwnIndexes(const Schema &schema)
{
    Schema result = schema;
    for (const ObjectId id : schema.all(Kind::ForeignKey)) {
        const auto *key = schema.find<ForeignKey>(id);
        const ObjectId own = schema.child(key->table, Kind::Index, key->name);
        const auto *index = schema.find<Index>(own);
        if (!index || !isOwnIndex(*index, *key))
            continue;
        if (fitsAnother(*key, schema, index)) {
            ForeignKey marked = *key;
            marked.options.insert(OwnIndexOption, true);
            result = result.with(id, makeObject(std::move(marked)));
        }
        result = result.without(own);
    }
    return result;
}

} // namespace relata::mysql
