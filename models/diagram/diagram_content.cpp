#include "models/diagram/diagram_content.h"

#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"

#include <QHash>
#include <QSet>

#include <algorithm>

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

    /// Keys, indexes and whatever else belongs to a table and has no row or line of its own.
    bool differsOtherwise(ObjectId table) const
    {
        const auto any = [table](const Schema &schema, const auto &differs) {
            const QList<ObjectId> children = schema.children(table);
            return std::any_of(children.begin(), children.end(), [&](ObjectId id) {
                const Kind kind = kindOf(*schema.find(id));
                return kind != Kind::Column && kind != Kind::ForeignKey && differs(id);
            });
        };
        return any(m_schema, [this](ObjectId id) { return markOf(id) != DiagramMark::None; })
            || any(*m_base, [this](ObjectId id) { return !m_schema.find(id); });
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
        if (m_base && entry.mark == DiagramMark::None && differsOtherwise(id))
            entry.mark = DiagramMark::Changed;
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

/// Tables that differ, and those that a relation joins with these.
std::vector<bool> worthShowing(const DiagramContent &content)
{
    std::vector<bool> differing(content.tables.size());
    std::transform(content.tables.begin(), content.tables.end(), differing.begin(),
        [](const DiagramTable &one) { return overallMark(one) != DiagramMark::None; });
    for (const DiagramRelation &one : content.relations) {
        if (one.mark != DiagramMark::None)
            differing[size_t(one.from)] = true;
    }
    std::vector<bool> result = differing;
    for (const DiagramRelation &one : content.relations) {
        if (differing[size_t(one.from)] || differing[size_t(one.to)])
            result[size_t(one.from)] = result[size_t(one.to)] = true;
    }
    return result;
}

DiagramContent partOf(DiagramContent whole, const std::vector<bool> &shown)
{
    DiagramContent result;
    std::vector<int> places(whole.tables.size(), -1);
    for (size_t i = 0; i < whole.tables.size(); ++i) {
        if (!shown[i])
            continue;
        places[i] = int(result.tables.size());
        result.tables.push_back(std::move(whole.tables[i]));
    }
    for (DiagramRelation &one : whole.relations) {
        one.from = places[size_t(one.from)];
        one.to = places[size_t(one.to)];
        if (one.from >= 0 && one.to >= 0)
            result.relations.push_back(std::move(one));
    }
    return result;
}

} // namespace

DiagramMark overallMark(const DiagramTable &table)
{
    const bool hasMarkedRow = std::any_of(
        table.rows.begin(), table.rows.end(), [](const DiagramRow &row) { return row.mark != DiagramMark::None; });
    return table.mark == DiagramMark::None && hasMarkedRow ? DiagramMark::Changed : table.mark;
}

DiagramContent comparedContent(const Schema &schema, const Schema &base, bool onlyDifferences)
{
    DiagramContent whole = ContentBuilder(schema, &base).build();
    if (!onlyDifferences)
        return whole;
    const std::vector<bool> shown = worthShowing(whole);
    return partOf(std::move(whole), shown);
}

DiagramContent diagramContent(const Schema &schema) { return ContentBuilder(schema, nullptr).build(); }

DiagramContent diagramContent(const Schema &schema, const Schema &base)
{
    // Before the first migration everything is new, which says nothing.
    return ContentBuilder(schema, base.all(Kind::Table).isEmpty() ? nullptr : &base).build();
}

} // namespace relata
