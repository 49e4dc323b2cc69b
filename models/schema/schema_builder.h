#pragma once
#include "models/schema/schema.h"

#include <QHash>

namespace relata {

/// Collects objects in bulk, in any order, and freezes them into a Schema: what readers of catalogues and files use.
class SchemaBuilder {
public:
    SchemaBuilder() = default;
    /// Continues from a schema.
    explicit SchemaBuilder(const Schema &schema);

    /// Adds under a fresh random id.
    template <class T>
    ObjectId add(T object)
    {
        const ObjectId id = ObjectId::random();
        put(id, makeObject(std::move(object)));
        return id;
    }
    void put(ObjectId id, Object object) { m_objects.emplace(id, std::move(object)); }
    void remove(ObjectId id) { m_objects.remove(id); }
    const Object *find(ObjectId id) const
    {
        const auto it = m_objects.constFind(id);
        return it == m_objects.cend() ? nullptr : &*it;
    }
    qsizetype size() const { return m_objects.size(); }
    /// Everything collected so far as a value.
    Schema build() const;

private:
    QHash<ObjectId, Object> m_objects;
};

} // namespace relata
