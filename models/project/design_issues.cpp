#include "models/project/design_issues.h"

#include "models/project/edits.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/type_names.h"

#include <QSet>

namespace relata {

namespace {

using Severity = Finding::Severity;

class IssueFinder {
public:
    IssueFinder(const Schema &schema, const SqlFlavour &flavour, QStringView engine)
        : m_schema(schema)
        , m_flavour(flavour)
        , m_engine(engine)
    { }

    QList<DesignIssue> take() { return std::move(m_issues); }

    void checkName(ObjectId id)
    {
        const Object &object = *m_schema.find(id);
        const QString &name = nameOf(object);
        const Kind kind = kindOf(object);
        const bool mayBeNameless = kind == Kind::Namespace || kind == Kind::PrimaryKey || kind == Kind::Unique
            || kind == Kind::Check || kind == Kind::ForeignKey;
        if (name.isEmpty() && !mayBeNameless)
            add(id, "name", QT_TRANSLATE_NOOP("Design", "A name is needed."));
        else if (const ObjectId other = edits::namesake(m_schema, parentOf(object), kind, name, id))
            add(id, "name", QT_TRANSLATE_NOOP("Design", "The name %1 is taken already."),
                {nameOf(*m_schema.find(other))});
        else if (isTooLong(name, m_flavour))
            add(id, "name", QT_TRANSLATE_NOOP("Design", "%1 is longer than the %2 characters a name may have."),
                {name, QString::number(m_flavour.maxIdentifierLength)});
    }

    void checkColumn(ObjectId id)
    {
        const auto &column = *m_schema.find<Column>(id);
        if (column.type.isEmpty() && m_engine != u"sqlite")
            add(id, "type", QT_TRANSLATE_NOOP("Design", "A type is needed."));
        else if (!column.type.userType && !column.type.isEmpty() && !isKnownType(column.type.name, m_engine))
            add(id, "type", QT_TRANSLATE_NOOP("Design", "%1 is no type of this engine or of this schema."),
                {column.type.name}, Severity::Warning);
        else if (column.type.userType && !m_schema.find(column.type.userType))
            add(id, "type", QT_TRANSLATE_NOOP("Design", "The type is gone."));
        if (column.generated != Column::Generated::No && column.generation.isEmpty())
            add(id, "generation", QT_TRANSLATE_NOOP("Design", "A generated column needs an expression."));
    }

    void checkParts(ObjectId id, const KeyParts &parts)
    {
        if (parts.isEmpty())
            add(id, "parts", QT_TRANSLATE_NOOP("Design", "At least one column is needed."));
        QSet<ObjectId> seen;
        for (const KeyPart &part : parts) {
            if (part.column && !seen.contains(part.column))
                seen.insert(part.column);
            else if (part.column)
                add(id, "parts", QT_TRANSLATE_NOOP("Design", "Column %1 stands twice."),
                    {nameOf(*m_schema.find(part.column))});
        }
    }

    void checkForeignKey(ObjectId id)
    {
        const auto &key = *m_schema.find<ForeignKey>(id);
        if (!m_schema.find(key.referencedTable))
            return add(id, "referenced_table", QT_TRANSLATE_NOOP("Design", "A referenced table is needed."));
        if (key.columns.isEmpty())
            return add(id, "columns", QT_TRANSLATE_NOOP("Design", "At least one column is needed."));
        if (key.referencedColumns.isEmpty())
            return add(id, "referenced_columns",
                QT_TRANSLATE_NOOP("Design", "%1 has no key to refer to: give it a primary key, or name the columns."),
                {m_schema.displayName(key.referencedTable)});
        if (key.columns.size() != key.referencedColumns.size())
            return add(id, "referenced_columns",
                QT_TRANSLATE_NOOP("Design", "%1 columns refer to %2: the two lists must be of one length."),
                {QString::number(key.columns.size()), QString::number(key.referencedColumns.size())});
        for (qsizetype i = 0; i < key.columns.size(); ++i)
            checkPair(id, key.columns.at(i), key.referencedColumns.at(i));
        if (!isKey(key.referencedTable, key.referencedColumns))
            add(id, "referenced_columns",
                QT_TRANSLATE_NOOP("Design", "These columns of %1 are no primary key and no unique constraint."),
                {m_schema.displayName(key.referencedTable)}, Severity::Warning);
        if (key.onDelete == ForeignKey::Action::SetNull)
            checkSetNull(id, key);
    }

    void checkTable(ObjectId table)
    {
        checkName(table);
        const QList<ObjectId> parts = m_schema.children(table);
        bool hasColumn = false;
        for (const ObjectId id : parts) {
            const Object &part = *m_schema.find(id);
            hasColumn = hasColumn || kindOf(part) == Kind::Column;
            checkName(id);
            checkPart(id, part);
        }
        if (!hasColumn && m_schema.find<Table>(table))
            add(table, "columns", QT_TRANSLATE_NOOP("Design", "A table needs at least one column."), {},
                Severity::Warning);
    }

private:
    void add(ObjectId id, const char *field, const char *text, const QStringList &arguments = {},
        Severity severity = Severity::Danger)
    {
        m_issues += DesignIssue{id, field, severity, {"Design", text, arguments}};
    }

    void checkPart(ObjectId id, const Object &part)
    {
        if (kindOf(part) == Kind::Column)
            checkColumn(id);
        else if (kindOf(part) == Kind::ForeignKey)
            checkForeignKey(id);
        else if (const auto *primary = as<PrimaryKey>(part))
            checkParts(id, primary->parts);
        else if (const auto *unique = as<Unique>(part))
            checkParts(id, unique->parts);
        else if (const auto *index = as<Index>(part))
            checkParts(id, index->parts);
        else if (const auto *check = as<Check>(part); check && check->expression.isEmpty())
            add(id, "expression", QT_TRANSLATE_NOOP("Design", "A condition is needed."));
    }

    void checkPair(ObjectId id, ObjectId from, ObjectId to)
    {
        const auto *one = m_schema.find<Column>(from), *other = m_schema.find<Column>(to);
        if (!one || !other || one->type == other->type)
            return;
        const TypeFamily family = familyOf(one->type.name);
        const bool alike = !one->type.userType && !other->type.userType && family == familyOf(other->type.name)
            && family != TypeFamily::Unknown;
        const auto said = [this](const Column &column) {
            return column.type.userType ? m_schema.displayName(column.type.userType) : column.type.name;
        };
        if (alike)
            add(id, "columns", QT_TRANSLATE_NOOP("Design", "%1 is %2 but refers to %3, which is %4."),
                {one->name, said(*one), other->name, said(*other)}, Severity::Warning);
        else
            add(id, "columns", QT_TRANSLATE_NOOP("Design", "%1 is %2 and cannot refer to %3, which is %4."),
                {one->name, said(*one), other->name, said(*other)});
    }

    void checkSetNull(ObjectId id, const ForeignKey &key)
    {
        for (const ObjectId column : key.columns) {
            const auto *each = m_schema.find<Column>(column);
            if (each && !each->nullable)
                add(id, "on_delete", QT_TRANSLATE_NOOP("Design", "%1 is NOT NULL, so it cannot be set to NULL."),
                    {each->name});
        }
    }

    bool isKey(ObjectId table, const QList<ObjectId> &columns) const
    {
        const QSet<ObjectId> wanted(columns.begin(), columns.end());
        const QList<ObjectId> parts = m_schema.children(table);
        for (const ObjectId id : parts) {
            const Object &part = *m_schema.find(id);
            KeyParts key;
            if (const auto *primary = as<PrimaryKey>(part))
                key = primary->parts;
            else if (const auto *unique = as<Unique>(part))
                key = unique->parts;
            else if (const auto *index = as<Index>(part); index && index->unique && index->predicate.isEmpty())
                key = index->parts;
            QSet<ObjectId> found;
            for (const KeyPart &each : key)
                found.insert(each.column);
            if (!key.isEmpty() && found == wanted)
                return true;
        }
        return m_schema.find<Opaque>(table) != nullptr;
    }

    const Schema &m_schema;
    const SqlFlavour &m_flavour;
    QStringView m_engine;
    QList<DesignIssue> m_issues;
};

} // namespace

QList<DesignIssue> designIssues(const Schema &schema, ObjectId table, const SqlFlavour &flavour, QStringView engine)
{
    IssueFinder finder(schema, flavour, engine);
    if (schema.find(table))
        finder.checkTable(table);
    return finder.take();
}

QList<DesignIssue> nameIssues(const Schema &schema, ObjectId id, const SqlFlavour &flavour)
{
    IssueFinder finder(schema, flavour, {});
    if (schema.find(id))
        finder.checkName(id);
    return finder.take();
}

} // namespace relata
