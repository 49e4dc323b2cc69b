#pragma once
#include "models/schema/object_id.h"

#include <QHash>
#include <QList>
#include <QString>

namespace relata::postgresql {

/// What qualified names in the server's texts stand for. Filled while a catalogue is read.
class Names {
public:
    explicit Names(const QString &defaultSchema)
        : m_defaultSchema(defaultSchema)
    { }

    using Path = std::pair<QString, QString>; ///< schema, name

    void addRelation(const Path &path, ObjectId id)
    {
        m_things.insert(path, id);
        m_relations.insert(id, path.second);
    }
    void addType(const Path &path, ObjectId id) { m_things.insert(path, id); }
    void addFunction(const Path &path, ObjectId id) { m_functions[path] += id; }
    void addColumn(ObjectId relation, const QString &name, ObjectId id) { m_columns[relation].insert(name, id); }

    ObjectId thing(const Path &path) const { return m_things.value(path); }
    bool isRelation(ObjectId id) const { return m_relations.contains(id); }
    QString relationName(ObjectId id) const { return m_relations.value(id); }
    /// The overloads of that name.
    QList<ObjectId> functions(const Path &path) const { return m_functions.value(path); }
    ObjectId column(ObjectId relation, const QString &name) const
    {
        const auto it = m_columns.constFind(relation);
        return it == m_columns.cend() ? ObjectId() : it->value(name);
    }
    bool isDefault(const QString &schema) const { return schema == m_defaultSchema; }
    const QString &defaultSchema() const { return m_defaultSchema; }

private:
    QString m_defaultSchema;
    QHash<Path, ObjectId> m_things;
    QHash<Path, QList<ObjectId>> m_functions;
    QHash<ObjectId, QString> m_relations;
    QHash<ObjectId, QHash<QString, ObjectId>> m_columns;
};

} // namespace relata::postgresql
