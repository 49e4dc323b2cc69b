#include "dialects/sqlite/schema_reader.h"

#include "dialects/common/expression_cutter.h"
#include "dialects/sqlite/definition_text.h"
#include "dialects/sqlite/definitions.h"
#include "dialects/sqlite/token_rules.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema_builder.h"

#include <QSet>

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

QString folded(const QString &name) { return name.toCaseFolded(); }

/// A type without layout and quotes.
QString plainType(QString type)
{
    for (const QChar c : u" \n\t\"`[]"_s)
        type.remove(c);
    return type.toCaseFolded();
}

struct TableEntry {
    ObjectId id;
    StoredObject stored;
    std::optional<TableDefinition> definition; ///< empty: not managed
    std::optional<VirtualTableDefinition> virtualTable;
    QString engineKind;
    QHash<QString, ObjectId> columns;
};

class SchemaReader {
public:
    SchemaReader(const StoredSchema &stored, const QSet<QString> &unmanaged)
        : m_stored(stored)
        , m_unmanaged(unmanaged)
    { }

    Schema run()
    {
        m_namespace = m_builder.add(Namespace{});
        for (const StoredObject &object : m_stored.objects) {
            if (object.type == "table"_L1)
                nameTable(object);
            else if (object.type == "view"_L1)
                m_views.insert(folded(object.name), nameRelation(object.name));
        }
        for (const TableEntry &table : m_tables) {
            if (table.virtualTable)
                addVirtualTable(table);
            else
                table.definition ? addTable(table) : addOpaqueTable(table);
        }
        for (const StoredObject &object : m_stored.objects) {
            if (object.type == "index"_L1 && !object.sql.isEmpty())
                addIndex(object);
            else if (object.type == "view"_L1)
                addView(object);
            else if (object.type == "trigger"_L1)
                addTrigger(object);
        }
        return m_builder.build();
    }

    /// Tables whose text, written again, would say something else.
    QStringList differing(const Schema &schema) const
    {
        QStringList names;
        for (const TableEntry &table : m_tables) {
            if (!table.definition)
                continue;
            const std::optional<TableDefinition> again = parseTable(tableText(table.id, schema));
            if (!again || again->normalForm() != resolved(*table.definition).normalForm())
                names += table.stored.name;
        }
        return names;
    }

private:
    ObjectId nameRelation(const QString &name)
    {
        const ObjectId id = ObjectId::random();
        m_scope.addRelation({}, name, id);
        return id;
    }

    void nameTable(const StoredObject &object)
    {
        const QString kind = m_stored.tableKinds.value(object.name);
        if (kind == "shadow"_L1)
            return; // part of a virtual table
        TableEntry entry{nameRelation(object.name), object, {}, {}, u"table"_s, {}};
        if (kind == "virtual"_L1)
            entry.virtualTable = parseVirtualTable(object.sql);
        if (kind != "table"_L1)
            entry.engineKind = kind + u" table"_s;
        else if (!m_unmanaged.contains(object.name))
            entry.definition = parseTable(object.sql);
        if (entry.definition && !agrees(*entry.definition))
            entry.definition.reset();
        if (entry.definition) {
            for (const ColumnDefinition &column : entry.definition->columns) {
                const ObjectId id = ObjectId::random();
                entry.columns.insert(folded(column.name), id);
                m_scope.addColumn(entry.id, column.name, id);
            }
        }
        m_byName.insert(folded(object.name), m_tables.size());
        m_tables += entry;
    }

    static QSet<QString> tableNames(const StoredSchema &stored)
    {
        QSet<QString> names;
        for (const StoredObject &object : stored.objects) {
            if (object.type == "table"_L1)
                names += folded(object.name);
        }
        return names;
    }

    /// Whether the server sees the same columns as the parser, and every referenced table is there.
    bool agrees(const TableDefinition &table) const
    {
        const QList<StoredColumn> stored = m_stored.columns.value(table.name);
        const bool same = stored.size() == table.columns.size()
            && std::equal(stored.begin(), stored.end(), table.columns.begin(),
                [](const StoredColumn &a, const ColumnDefinition &b) {
                    const int hidden = b.generated == Column::Generated::Virtual ? 2
                        : b.generated == Column::Generated::Stored               ? 3
                                                                                 : 0;
                    return a.name == b.name && a.hidden == hidden && (a.notNull == b.notNull || a.keyPosition > 0)
                        && plainType(a.type) == plainType(b.type);
                });
        const auto keys = std::count_if(
            stored.begin(), stored.end(), [](const StoredColumn &column) { return column.keyPosition > 0; });
        const ConstraintDefinition *key = table.primaryKey();
        const bool parents = std::all_of(
            table.constraints.begin(), table.constraints.end(), [this](const ConstraintDefinition &constraint) {
                return constraint.referencedTable.isEmpty()
                    || m_tableNames.contains(folded(constraint.referencedTable));
            });
        return same && parents && keys == (key ? key->parts.size() : 0) && !isOddKey(table);
    }

    /// A descending key over one INTEGER column is the rowid only when it stands by itself.
    static bool isOddKey(const TableDefinition &table)
    {
        const ConstraintDefinition *key = table.primaryKey();
        return key && !key->isInline && key->parts.size() == 1 && key->parts.first().descending;
    }

    const TableEntry *tableNamed(const QString &name) const
    {
        const auto it = m_byName.constFind(folded(name));
        return it == m_byName.cend() ? nullptr : &m_tables.at(*it);
    }

    /// With the columns that a foreign key leaves to the referenced table's primary key.
    TableDefinition resolved(TableDefinition table) const
    {
        for (ConstraintDefinition &constraint : table.constraints) {
            if (constraint.kind == ConstraintDefinition::Kind::ForeignKey)
                constraint.referencedColumns = referencedNames(constraint);
        }
        return table;
    }

    QStringList referencedNames(const ConstraintDefinition &constraint) const
    {
        const TableEntry *table = tableNamed(constraint.referencedTable);
        if (!constraint.referencedColumns.isEmpty() || !table || !table->definition)
            return constraint.referencedColumns;
        QStringList names;
        if (const ConstraintDefinition *key = table->definition->primaryKey()) {
            for (const KeyEntry &part : key->parts)
                names += part.column;
        }
        return names;
    }

    Expression cut(const QString &text, ObjectId subject) const
    {
        return cutExpression(text, tokenRules(), m_scope, {.subject = subject, .self = {}});
    }
    Expression keep(const QString &text, ObjectId subject, ObjectId self) const
    {
        return cutExpression(
            text, tokenRules(), m_scope, {.subject = subject, .self = self, .layout = CutLayout::Keep});
    }

    void addOpaqueTable(const TableEntry &table)
    {
        Opaque opaque{m_namespace, table.stored.name, table.engineKind, keep(table.stored.sql, {}, table.id), {}};
        opaque.definition.resolved = false;
        m_builder.put(table.id, makeObject(std::move(opaque)));
    }

    void addVirtualTable(const TableEntry &entry)
    {
        VirtualTable table;
        table.schema = m_namespace;
        table.name = entry.virtualTable->name;
        table.module = entry.virtualTable->module;
        if (!entry.virtualTable->arguments.isEmpty())
            table.arguments = Expression::of(entry.virtualTable->arguments.join(u", "_s));
        m_builder.put(entry.id, makeObject(std::move(table)));
    }

    void addOpaque(const StoredObject &object, ObjectId parent)
    {
        const ObjectId id = ObjectId::random();
        m_builder.put(id, makeObject(Opaque{parent, object.name, object.type, keep(object.sql, {}, id), {parent}}));
    }

    void addTable(const TableEntry &entry)
    {
        Table table;
        table.schema = m_namespace;
        table.name = entry.definition->name;
        if (entry.definition->strict)
            table.options.insert(option::Strict, true);
        if (entry.definition->withoutRowid)
            table.options.insert(option::WithoutRowid, true);
        m_builder.put(entry.id, makeObject(std::move(table)));
        int position = 0;
        for (const ColumnDefinition &column : entry.definition->columns)
            addColumn(entry, column, position++);
        for (const ConstraintDefinition &constraint : entry.definition->constraints)
            addConstraint(entry, constraint);
    }

    void addColumn(const TableEntry &table, const ColumnDefinition &definition, int position)
    {
        Column column;
        column.table = table.id;
        column.name = definition.name;
        column.position = position;
        column.type.name = definition.type;
        column.nullable = !definition.notNull;
        column.collation = definition.collation;
        if (!definition.defaultValue.isEmpty())
            column.defaultValue = cut(definition.defaultValue, {});
        column.generated = definition.generated;
        if (!definition.generation.isEmpty())
            column.generation = cut(definition.generation, table.id);
        if (!definition.notNullConflict.isEmpty())
            column.options.insert(option::OnConflict, definition.notNullConflict);
        if (!definition.notNullName.isEmpty())
            column.options.insert(option::NotNullName, definition.notNullName);
        const ConstraintDefinition *key = table.definition->primaryKey();
        if (key && key->autoIncrement && folded(key->parts.first().column) == folded(column.name))
            column.identity = Column::Identity::AutoIncrement;
        m_builder.put(table.columns.value(folded(definition.name)), makeObject(std::move(column)));
    }

    KeyParts keyParts(const QList<KeyEntry> &entries, const TableEntry &table) const
    {
        KeyParts parts;
        for (const KeyEntry &entry : entries) {
            KeyPart part;
            part.column = table.columns.value(folded(entry.column));
            if (!part.column)
                part.expression = cut(entry.column.isEmpty() ? entry.expression : entry.column, table.id);
            part.collation = entry.collation;
            part.descending = entry.descending;
            parts += part;
        }
        return parts;
    }

    void addConstraint(const TableEntry &table, const ConstraintDefinition &constraint)
    {
        using Kind = ConstraintDefinition::Kind;
        Options options;
        if (!constraint.conflict.isEmpty())
            options.insert(option::OnConflict, constraint.conflict);
        if (constraint.kind == Kind::PrimaryKey) {
            m_builder.add(
                PrimaryKey{table.id, constraint.name, keyParts(constraint.parts, table), {}, {}, std::move(options)});
        } else if (constraint.kind == Kind::Unique) {
            m_builder.add(Unique{table.id, constraint.name, keyParts(constraint.parts, table), {}, true, Deferral::Not,
                {}, std::move(options)});
        } else if (constraint.kind == Kind::Check) {
            m_builder.add(
                Check{table.id, constraint.name, cut(constraint.expression, table.id), true, {}, std::move(options)});
        } else {
            addForeignKey(table, constraint);
        }
    }

    void addForeignKey(const TableEntry &table, const ConstraintDefinition &constraint)
    {
        const TableEntry *referenced = tableNamed(constraint.referencedTable);
        ForeignKey key;
        key.table = table.id;
        key.name = constraint.name;
        for (const KeyEntry &part : constraint.parts)
            key.columns += table.columns.value(folded(part.column));
        key.referencedTable = referenced->id;
        if (referenced->definition) {
            for (const QString &name : referencedNames(constraint))
                key.referencedColumns += referenced->columns.value(folded(name));
        } else if (!constraint.referencedColumns.isEmpty()) {
            key.options.insert(option::ReferencedColumns, constraint.referencedColumns);
        }
        key.onUpdate = constraint.onUpdate;
        key.onDelete = constraint.onDelete;
        key.match = constraint.match;
        key.deferral = constraint.deferral;
        m_builder.add(std::move(key));
    }

    void addIndex(const StoredObject &object)
    {
        const TableEntry *table = tableNamed(object.table);
        const std::optional<IndexDefinition> definition = parseIndex(object.sql);
        if (!table)
            return; // of a virtual table's own part
        if (!table->definition || !definition) {
            addOpaque(object, table->id);
            return;
        }
        Index index;
        index.table = table->id;
        index.name = object.name;
        index.unique = definition->unique;
        index.parts = keyParts(definition->parts, *table);
        if (!definition->predicate.isEmpty())
            index.predicate = cut(definition->predicate, table->id);
        m_builder.add(std::move(index));
    }

    void addView(const StoredObject &object)
    {
        const ObjectId id = m_views.value(folded(object.name));
        const std::optional<ViewDefinition> definition = parseView(object.sql);
        if (!definition) {
            m_builder.put(id, makeObject(Opaque{m_namespace, object.name, u"view"_s, keep(object.sql, {}, id), {}}));
            return;
        }
        m_builder.put(id,
            makeObject(View{m_namespace, object.name, keep(definition->query, {}, {}), definition->columns, {}, {}}));
    }

    void addTrigger(const StoredObject &object)
    {
        const TableEntry *table = tableNamed(object.table);
        const ObjectId parent = table ? table->id : m_views.value(folded(object.table));
        if (!parent || (table && !table->definition)) {
            addOpaque(object, parent ? parent : m_namespace);
            return;
        }
        const ObjectId id = ObjectId::random();
        m_builder.put(id, makeObject(Trigger{parent, object.name, keep(object.sql, parent, id), {}, {}}));
    }

    const StoredSchema &m_stored;
    const QSet<QString> m_tableNames = tableNames(m_stored); ///< folded
    const QSet<QString> &m_unmanaged;
    SchemaBuilder m_builder;
    NameScope m_scope{NameRule::CaseInsensitive, u"main"_s};
    ObjectId m_namespace;
    QList<TableEntry> m_tables;
    QHash<QString, qsizetype> m_byName;
    QHash<QString, ObjectId> m_views;
};

} // namespace

Schema readSchema(const StoredSchema &stored)
{
    QSet<QString> unmanaged;
    while (true) {
        SchemaReader reader(stored, unmanaged);
        const Schema schema = reader.run();
        const QStringList differing = reader.differing(schema);
        if (differing.isEmpty())
            return schema;
        unmanaged += QSet<QString>(differing.begin(), differing.end());
    }
}

} // namespace relata::sqlite
