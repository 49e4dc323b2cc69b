#pragma once
#include "models/schema/schema.h"

#include <QHash>

namespace relata {

/// Things found again by their names in text that nobody resolved: bodies of views, triggers and routines, conditions.
/// A column is found where its table's name stands too, or in what belongs to that table.
class NamedThings {
public:
    explicit NamedThings(const Schema &schema)
        : m_schema(schema)
    { }

    void add(ObjectId id);
    QList<ObjectId> mentionedBy(const Object &object) const;

private:
    const Schema &m_schema;
    QHash<QString, QList<ObjectId>> m_byName;
};

} // namespace relata
