#include "models/jobs/recipes/proof_origin.h"

#include "models/schema/all_kinds.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// Whether all that the object names is in the schema too, and of the same kind.
bool fits(const Object &object, const Schema &from, const Schema &to)
{
    bool result = true;
    eachReference(object, [&](ObjectId id) {
        const Object *before = from.find(id), *after = to.find(id);
        result = result && before && after && kindOf(*before) == kindOf(*after);
    });
    return result;
}

bool demands(const Object &object)
{
    const auto *index = as<Index>(object);
    return as<Check>(object) || as<Unique>(object) || as<ForeignKey>(object) || as<PrimaryKey>(object)
        || (index && index->unique);
}

/// A primary key comes as a unique constraint beside the one that is there.
Object besideOthers(const Object &object, const QString &name)
{
    if (const auto *key = as<PrimaryKey>(object)) {
        Unique unique;
        unique.table = key->table;
        unique.name = name;
        unique.parts = key->parts;
        return makeObject(std::move(unique));
    }
    return renamed(object, name);
}

Schema withNotNull(const Schema &schema, ObjectId id)
{
    const auto *column = schema.find<Column>(id);
    if (!column || !column->nullable || column->generated != Column::Generated::No)
        return schema;
    Column tight = *column;
    tight.nullable = false;
    return schema.with(id, makeObject(std::move(tight)));
}

} // namespace

Schema withDemandsOf(const Schema &from, const Schema &to)
{
    Schema result = from;
    int number = 0;
    Schema::compare(from, to, [&](ObjectId id, const Object *before, const Object *after) {
        if (!after || (before && equal(*before, *after)))
            return;
        if (const auto *column = as<Column>(*after); column && before && !column->nullable)
            result = withNotNull(result, id);
        if (!demands(*after) || !fits(*after, from, to))
            return;
        if (const auto *key = as<PrimaryKey>(*after)) {
            for (const KeyPart &part : key->parts)
                result = withNotNull(result, part.column);
        }
        // Behind all others: of several keys over the same columns MySQL's index belongs to the first by name.
        const QString name = u"~relata_demand_%1"_s.arg(++number);
        result = result.with(ObjectId::random(), besideOthers(*after, name));
    });
    return result;
}

} // namespace relata
