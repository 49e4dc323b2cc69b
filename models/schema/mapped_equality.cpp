#include "models/schema/mapped_equality.h"

#include "models/schema/all_kinds.h"

#include <algorithm>
#include <array>

namespace relata {

namespace {

using IdMap = std::function<ObjectId(ObjectId)>;

bool same(ObjectId a, ObjectId b, const IdMap &map) { return (a ? map(a) : a) == b; }

bool same(const QList<ObjectId> &a, const QList<ObjectId> &b, const IdMap &map)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [&](ObjectId one, ObjectId other) { return same(one, other, map); });
}

bool same(const Expression &a, const Expression &b, const IdMap &map)
{
    const auto samePiece = [&](const Expression::Piece &one, const Expression::Piece &other) {
        const auto *x = std::get_if<ObjectId>(&one), *y = std::get_if<ObjectId>(&other);
        return x && y ? same(*x, *y, map) : one == other;
    };
    return a.resolved == b.resolved
        && std::equal(a.pieces.begin(), a.pieces.end(), b.pieces.begin(), b.pieces.end(), samePiece);
}

bool same(const DataType &a, const DataType &b, const IdMap &map)
{
    return a.name == b.name && a.suffix == b.suffix && same(a.userType, b.userType, map);
}

bool same(const KeyParts &a, const KeyParts &b, const IdMap &map)
{
    const auto samePart = [&](const KeyPart &one, const KeyPart &other) {
        return one.descending == other.descending && one.nulls == other.nulls && one.prefixLength == other.prefixLength
            && one.collation == other.collation && one.operatorClass == other.operatorClass
            && same(one.column, other.column, map) && same(one.expression, other.expression, map);
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), samePart);
}

using SameUnder = bool (*)(const void *, const void *, const IdMap &);

template <class T>
bool sameUnder(const void *a, const void *b, const IdMap &map)
{
    return same(*static_cast<const T *>(a), *static_cast<const T *>(b), map);
}

/// Null for types that name no object.
SameUnder sameUnderOf(const FieldType &type)
{
    const std::pair<const FieldType *, SameUnder> rows[] = {
        {&fieldType<ObjectId>(), &sameUnder<ObjectId>},
        {&fieldType<QList<ObjectId>>(), &sameUnder<QList<ObjectId>>},
        {&fieldType<Expression>(), &sameUnder<Expression>},
        {&fieldType<DataType>(), &sameUnder<DataType>},
        {&fieldType<KeyParts>(), &sameUnder<KeyParts>},
    };
    const auto *row =
        std::find_if(std::begin(rows), std::end(rows), [&](const auto &one) { return one.first == &type; });
    return row == std::end(rows) ? nullptr : row->second;
}

/// What is compared of one field.
struct Comparison {
    const void *(*at)(const void *object);
    bool (*equal)(const void *, const void *);
    SameUnder sameUnder;
};

using Comparisons = std::array<std::vector<Comparison>, std::size_t(KindCount)>;

Comparisons allComparisons()
{
    Comparisons result;
    for (int kind = 0; kind < KindCount; ++kind) {
        for (const Field &field : catalogue(Kind(kind)).fields) {
            if (field.role != FieldRole::Derived)
                result[std::size_t(kind)].push_back({field.at, field.type().equal, sameUnderOf(field.type())});
        }
    }
    return result;
}

} // namespace

bool equalUnder(const Object &object, const Object &other, const std::function<ObjectId(ObjectId)> &map)
{
    static const Comparisons comparisons = allComparisons();
    if (object.index() != other.index())
        return false;
    const void *a = structOf(object), *b = structOf(other);
    const std::vector<Comparison> &fields = comparisons[object.index()];
    return std::all_of(fields.begin(), fields.end(), [&](const Comparison &field) {
        return field.sameUnder ? field.sameUnder(field.at(a), field.at(b), map) : field.equal(field.at(a), field.at(b));
    });
}

} // namespace relata
