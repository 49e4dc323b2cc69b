#pragma once
#include "models/schema/schema.h"

#include <QSet>

namespace relata {

/// What an object is, whatever it is called.
struct Looks {
    QString whole; ///< equal text: equal in all but name and comment
    QSet<QString> parts; ///< of those kinds that are made of something: columns, values, lines
};

/// References stand as ids: two schemas are compared under common ids.
Looks looksOf(const Schema &schema, ObjectId id);

} // namespace relata
