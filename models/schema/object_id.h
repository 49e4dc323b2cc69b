#pragma once
#include <QHashFunctions>

#include <compare>

namespace relata {

/// 63 random bits: survives renames and moves, never collides between branches, never part of a fingerprint.
/// Zero names nothing: the parent of top-level objects.
struct ObjectId {
    quint64 value = 0;

    static ObjectId random();
    bool isNull() const { return value == 0; }
    explicit operator bool() const { return value != 0; }
    auto operator<=>(const ObjectId &) const = default;
};

inline size_t qHash(ObjectId id, size_t seed = 0) { return ::qHash(id.value, seed); }

} // namespace relata
