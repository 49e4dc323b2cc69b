#pragma once
#include "models/schema/object_id.h"

namespace relata {

class Schema;

/// How many tuples may stand at one end of a relation.
struct Cardinality {
    bool optional = true; ///< none may
    bool many = false; ///< more than one may
    bool operator==(const Cardinality &) const = default;
};

/// What the symbols at the two ends of a foreign key say.
struct RelationEnds {
    Cardinality from; ///< at the referencing table
    Cardinality to; ///< at the referenced table
    bool identifying = false; ///< the referencing columns are part of their table's primary key
    bool operator==(const RelationEnds &) const = default;
};

/// Derived from NOT NULL and from the keys and unique indexes that cover the referencing columns.
RelationEnds relationEnds(const Schema &schema, ObjectId foreignKey);

} // namespace relata
