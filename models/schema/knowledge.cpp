#include "models/schema/knowledge.h"

#include "models/schema/kinds/namespace_.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

const QByteArray Known = "known.", Hidden = "hidden.";

QByteArray keyOf(Kind kind) { return catalogue(kind).info->key; }

Options optionsOf(const Schema &schema)
{
    const auto *space = schema.find<Namespace>(schema.defaultNamespace());
    return space ? space->options : Options();
}

} // namespace

QList<Kind> knownKinds(const Schema &schema)
{
    QList<Kind> result;
    const Options options = optionsOf(schema);
    for (auto it = options.cbegin(); it != options.cend(); ++it) {
        const auto kind = it.key().startsWith(Known) ? kindNamed(it.key().sliced(Known.size())) : std::nullopt;
        if (kind && it->toBool())
            result += *kind;
    }
    return result;
}

bool knows(const Schema &schema, Kind kind) { return knownKinds(schema).contains(kind); }

QList<Kind> knownToOne(const Schema &one, const Schema &other)
{
    QList<Kind> result;
    if (one.isEmpty() || other.isEmpty())
        return result;
    const QList<Kind> here = knownKinds(one), there = knownKinds(other);
    for (const Kind kind : here + there) {
        if (here.contains(kind) != there.contains(kind))
            result += kind;
    }
    return result;
}

QString knownBy(const Schema &schema, Kind kind) { return optionsOf(schema).value(Hidden + keyOf(kind)).toString(); }

Object knowing(const Object &space, Kind kind, const QString &needs)
{
    Namespace result = *as<Namespace>(space);
    if (needs.isEmpty())
        result.options.insert(Known + keyOf(kind), true);
    else
        result.options.insert(Hidden + keyOf(kind), needs);
    return makeObject(std::move(result));
}

Schema knowingNothing(const Schema &schema)
{
    const ObjectId id = schema.defaultNamespace();
    const auto *space = schema.find<Namespace>(id);
    if (!space)
        return schema;
    Namespace plain = *space;
    plain.options.removeIf([](const auto &option) { return isKnowledge(option.key()); });
    return schema.with(id, makeObject(std::move(plain)));
}

bool isKnowledge(QByteArrayView option) { return option.startsWith(Known) || option.startsWith(Hidden); }

} // namespace relata
