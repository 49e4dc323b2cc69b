#include "models/diagram/diagram_content.h"

#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"

#include <QHash>
#include <QSet>

namespace relata {

namespace {

QString typeText(const DataType &type, const Schema &schema)
{
    return type.userType.isNull() ? type.name + type.suffix : schema.displayName(type.userType) + type.suffix;
}

/// The key columns of one table.
struct Keys {
    QSet<ObjectId> primary, foreign, unique;

    Keys(const Schema &schema, ObjectId table)
    {
        for (const ObjectId id : schema.children(table)) {
            const Object *object = schema.find(id);
            if (const auto *key = as<PrimaryKey>(object))
                add(primary, key->parts);
            else if (const auto *constraint = as<Unique>(object))
                add(unique, constraint->parts);
            else if (const auto *index = as<Index>(object); index && index->unique)
                add(unique, index->parts);
            else if (const auto *reference = as<ForeignKey>(object))
                foreign.unite(QSet<ObjectId>(reference->columns.begin(), reference->columns.end()));
        }
    }

    static void add(QSet<ObjectId> &columns, const KeyParts &parts)
    {
        for (const KeyPart &part : parts) {
            if (part.column)
                columns.insert(part.column);
        }
    }

    DiagramRow::Key of(ObjectId column) const
    {
        using Key = DiagramRow::Key;
        if (primary.contains(column))
            return foreign.contains(column) ? Key::PrimaryForeign : Key::Primary;
        return foreign.contains(column) ? Key::Foreign : unique.contains(column) ? Key::Unique : Key::None;
    }
};

class ContentBuilder {
public:
    ContentBuilder(const Schema &schema, const Schema *base)
        : m_schema(schema)
        , m_base(base)
    { }

    DiagramContent build()
    {
        for (const ObjectId id : m_schema.all(Kind::Table))
            addTable(m_schema, id);
        if (m_base) {
            for (const ObjectId id : m_base->all(Kind::Table)) {
                if (!m_schema.find(id))
                    addTable(*m_base, id);
            }
        }
        for (const ObjectId id : m_schema.all(Kind::ForeignKey))
            addRelation(m_schema, id);
        if (m_base) {
            for (const ObjectId id : m_base->all(Kind::ForeignKey)) {
                if (!m_schema.find(id))
                    addRelation(*m_base, id);
            }
        }
        return std::move(m_content);
    }

private:
    DiagramMark markOf(ObjectId id) const
    {
        if (!m_base)
            return DiagramMark::None;
        const Object *before = m_base->find(id), *after = m_schema.find(id);
        if (!before)
            return DiagramMark::Added;
        if (!after)
            return DiagramMark::Removed;
        return equal(*before, *after) ? DiagramMark::None : DiagramMark::Changed;
    }

    void addRows(const Schema &schema, ObjectId table, DiagramTable &entry)
    {
        const Keys keys(schema, table);
        for (const ObjectId id : schema.children(table, Kind::Column)) {
            const auto *column = schema.find<Column>(id);
            m_place.insert(id, {int(m_content.tables.size()), int(entry.rows.size())});
            entry.rows.push_back({id, column->name, typeText(column->type, schema), keys.of(id), !column->nullable,
                entry.mark == DiagramMark::Removed ? DiagramMark::Removed : markOf(id)});
        }
    }

    void addTable(const Schema &schema, ObjectId id)
    {
        const auto *table = schema.find<Table>(id);
        DiagramTable entry{id, table->name, schema.displayName(table->schema), table->comment, {}, markOf(id)};
        addRows(schema, id, entry);
        // What is gone from a table that stays is shown last.
        if (m_base && &schema == &m_schema && m_base->find(id)) {
            const Keys keys(*m_base, id);
            for (const ObjectId gone : m_base->children(id, Kind::Column)) {
                if (m_schema.find(gone))
                    continue;
                const auto *column = m_base->find<Column>(gone);
                m_place.insert(gone, {int(m_content.tables.size()), int(entry.rows.size())});
                entry.rows.push_back({gone, column->name, typeText(column->type, *m_base), keys.of(gone),
                    !column->nullable, DiagramMark::Removed});
            }
        }
        m_tables.insert(id, int(m_content.tables.size()));
        m_content.tables.push_back(std::move(entry));
    }

    void addRelation(const Schema &schema, ObjectId id)
    {
        const auto *key = schema.find<ForeignKey>(id);
        const int from = m_tables.value(key->table, -1), to = m_tables.value(key->referencedTable, -1);
        if (from < 0 || to < 0)
            return;
        DiagramRelation relation{id, key->name, from, to, {}, {}, relationEnds(schema, id), markOf(id)};
        for (const ObjectId column : key->columns) {
            if (const auto place = m_place.constFind(column); place != m_place.cend() && place->first == from)
                relation.fromRows << place->second;
        }
        for (const ObjectId column : key->referencedColumns) {
            if (const auto place = m_place.constFind(column); place != m_place.cend() && place->first == to)
                relation.toRows << place->second;
        }
        m_content.relations.push_back(std::move(relation));
    }

    const Schema &m_schema;
    const Schema *m_base;
    DiagramContent m_content;
    QHash<ObjectId, int> m_tables;
    QHash<ObjectId, std::pair<int, int>> m_place; ///< by column: table and row
};

} // namespace

DiagramContent diagramContent(const Schema &schema) { return ContentBuilder(schema, nullptr).build(); }

DiagramContent diagramContent(const Schema &schema, const Schema &base)
{
    // Before the first migration everything is new, which says nothing.
    return ContentBuilder(schema, base.all(Kind::Table).isEmpty() ? nullptr : &base).build();
}

} // namespace relata
