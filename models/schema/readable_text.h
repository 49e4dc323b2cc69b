#pragma once
#include "models/schema/field.h"

namespace relata {

class Schema;
struct KeyPart;

/// Names for people: a column's by itself, others as far as they need it.
IdNamer readableNames(const Schema &schema);

/// A field's value for people to read, in SQL's words where it has some: "lower(email) DESC", "bigint", "a, b". Two
/// values that differ may read alike where they differ in what nobody writes; never for comparing or storing.
QString readableText(const Field &field, const void *value, const IdNamer &namer);
/// One part of a key or index: "name(20) COLLATE "C" DESC NULLS LAST".
QString readableText(const KeyPart &part, const IdNamer &namer);

/// A value of each of two sides, side by side; where they would read alike, as they are compared.
struct ReadablePair {
    QString before, after;
};
ReadablePair readablePair(
    const Field &field, const void *before, const IdNamer &namerBefore, const void *after, const IdNamer &namerAfter);

} // namespace relata
