#pragma once
#include "models/schema/schema.h"

#include <QHash>

namespace relata {

/// How an engine compares names.
enum class NameRule { Exact, CaseInsensitive };

/// Somebody's word on what became what, by names from the namespace down.
struct RenameNote {
    Kind kind{};
    QStringList from; ///< path in the reference
    QStringList to; ///< path in the schema to match
};

/// A pairing that is likely but not known: asked, never guessed silently.
struct Likeness {
    ObjectId before; ///< in the reference
    ObjectId after; ///< in the other
    double confidence = 0; ///< 0 to 1
};

/// Pairs the objects of two schemas that know nothing of each other, top-down: parents, then children by kind and name,
/// nameless ones by what they are. Each id of `reference` is used at most once.
QHash<ObjectId, ObjectId> pairing(
    const Schema &other, const Schema &reference, NameRule rule, const QList<RenameNote> &notes = {});

/// `other` under the ids of `reference` where they pair; objects that are equal are shared, so that a following diff
/// costs what differs.
Schema matched(const Schema &other, const Schema &reference, NameRule rule, const QList<RenameNote> &notes = {});

/// What vanished beside what came and looks alike; best first, each id in one pair at most. See likeness.h for answers.
QList<Likeness> likenesses(const Schema &reference, const Schema &other);

/// The schema with its namespace of that name as the default, nameless one.
Schema withDefaultNamespace(const Schema &schema, const QString &name);

} // namespace relata
