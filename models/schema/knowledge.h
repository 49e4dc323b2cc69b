#pragma once
#include "models/schema/schema.h"

namespace relata {

// A server may show some kinds of objects to some users alone. Whether a schema knows such a kind stands with its
// default namespace, so that it goes wherever the schema goes, files included: it is no part of what differs. Of a kind
// that a schema does not know, it holds nothing, and that means nothing.

/// The kinds of which none can have been hidden from who read it.
QList<Kind> knownKinds(const Schema &schema);
bool knows(const Schema &schema, Kind kind);
/// The kinds that one of two schemas knows and the other does not: what they have of these cannot be compared. One
/// without objects has none of any kind.
QList<Kind> knownToOne(const Schema &one, const Schema &other);
/// What has to be granted to who reads, so that this kind is known; empty where that is not it.
QString knownBy(const Schema &schema, Kind kind);

/// The namespace of a reader who was shown all of this kind; `needs`: of one who was not, and of what would show it.
Object knowing(const Object &space, Kind kind, const QString &needs = {});
/// The schema as one who knows no such kind.
Schema knowingNothing(const Schema &schema);

/// Whether an option of a namespace tells what is known, and nothing of the database.
bool isKnowledge(QByteArrayView option);

} // namespace relata
