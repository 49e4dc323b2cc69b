#include "dialects/mysql/foreign_key_index.h"

#include "models/schema/all_kinds.h"

#include <QSet>

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

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
    return index && (index->method.isEmpty() || index->method == "btree"_L1) ? &index->parts : nullptr;
}

bool isServed(const ForeignKey &key, const Schema &schema)
{
    const QList<ObjectId> children = schema.children(key.table);
    return std::any_of(children.begin(), children.end(), [&](ObjectId id) { return serves(*schema.find(id), key); });
}

/// An id that follows from the key's, so that all comparisons of one design meet the same index.
ObjectId idBeside(ObjectId key, const Schema &schema)
{
    quint64 value = key.value;
    do {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        value = (value ^ (value >> 31)) >> 1;
    } while (value == 0 || schema.find(ObjectId{value}));
    return {value};
}

/// The key's name, or that of its first column, with a number where another has it.
QString freeName(const ForeignKey &key, const Schema &schema)
{
    QSet<QString> taken{u"primary"_s};
    for (const ObjectId id : schema.children(key.table)) {
        if (const Object &object = *schema.find(id); as<Index>(object) || as<Unique>(object))
            taken += nameOf(object).toLower();
    }
    const QString wanted = key.name.isEmpty() ? nameOf(*schema.find(key.columns.first())) : key.name;
    QString name = wanted;
    for (int i = 2; taken.contains(name.toLower()); ++i)
        name = u"%1_%2"_s.arg(wanted).arg(i);
    return name;
}

Schema withIndexOf(ObjectId id, const Schema &schema)
{
    const auto *key = schema.find<ForeignKey>(id);
    Index index;
    index.table = key->table;
    index.name = freeName(*key, schema);
    for (const ObjectId column : key->columns)
        index.parts += KeyPart{.column = column, .expression = {}, .collation = {}, .operatorClass = {}};
    return schema.with(idBeside(id, schema), makeObject(std::move(index)));
}

/// Whether the server may have made this index for a foreign key of the table.
bool mayBeMade(const Index &index, const Schema &schema)
{
    if (index.unique || !index.method.isEmpty() || !index.comment.isEmpty() || !index.options.isEmpty())
        return false;
    const QList<ObjectId> keys = schema.children(index.table, Kind::ForeignKey);
    return std::any_of(keys.begin(), keys.end(), [&](ObjectId id) {
        const auto *key = schema.find<ForeignKey>(id);
        if (key->columns.size() != index.parts.size() || !begins(index.parts, key->columns))
            return false;
        const Object *column = schema.find(key->columns.first());
        return index.name == key->name || (column && index.name.startsWith(nameOf(*column)));
    });
}

} // namespace

bool serves(const Object &object, const ForeignKey &key)
{
    const KeyParts *parts = treeParts(object);
    return parts && parentOf(object) == key.table && begins(*parts, key.columns);
}

Schema withForeignKeyIndexes(const Schema &schema)
{
    QList<ObjectId> wanting;
    for (const ObjectId id : schema.all(Kind::ForeignKey)) {
        const auto *key = schema.find<ForeignKey>(id);
        if (!key->columns.isEmpty() && !isServed(*key, schema))
            wanting += id;
    }
    // The longest first, for they serve the shorter ones; of equal ones the last by name.
    std::sort(wanting.begin(), wanting.end(), [&](ObjectId a, ObjectId b) {
        const auto *one = schema.find<ForeignKey>(a), *other = schema.find<ForeignKey>(b);
        return one->columns.size() != other->columns.size() ? one->columns.size() > other->columns.size()
                                                            : one->name > other->name;
    });
    Schema result = schema;
    for (const ObjectId id : std::as_const(wanting)) {
        if (!isServed(*schema.find<ForeignKey>(id), result))
            result = withIndexOf(id, result);
    }
    return result;
}

QList<ObjectId> takenAwayBy(const KeyParts &parts, ObjectId table, const Schema &before, const Schema &after)
{
    QList<ObjectId> result;
    for (const ObjectId id : after.children(table, Kind::Index)) {
        const auto *index = after.find<Index>(id);
        QList<ObjectId> columns;
        for (const KeyPart &part : index->parts)
            columns += part.column;
        const auto *old = before.find<Index>(id);
        if (old && old->name == index->name && old->parts == index->parts && mayBeMade(*old, before)
            && begins(parts, columns))
            result += id;
    }
    return result;
}

} // namespace relata::mysql
