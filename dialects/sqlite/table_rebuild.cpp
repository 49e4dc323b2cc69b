#include "dialects/sqlite/table_rebuild.h"

#include "dialects/sqlite/definition_text.h"
#include "dialects/sqlite/names.h"
#include "dialects/sqlite/statements.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

bool increments(ObjectId table, const Schema &schema)
{
    const QList<ObjectId> columns = schema.children(table, Kind::Column);
    return std::any_of(columns.begin(), columns.end(),
        [&](ObjectId id) { return schema.find<Column>(id)->identity == Column::Identity::AutoIncrement; });
}

} // namespace

TableRebuild::TableRebuild(ObjectId table, const PlanContext &context, const QMap<ObjectId, QString> &columnNames)
    : m_table(table)
    , m_context(context)
    , m_columnNames(columnNames)
    , m_name(nameOf(*context.to.find(table)))
    , m_newName(u"_relata_new_"_s + m_name)
{ }

std::vector<Statement> TableRebuild::statements()
{
    // Dropping a table deletes its rows, and with them what ON DELETE says in tables that refer to it.
    const bool referenced = isReferenced(m_table, m_context.from) || isReferenced(m_table, m_context.to);
    if (referenced)
        m_statements.push_back(
            pragma(u"PRAGMA foreign_keys = OFF"_s, u"PRAGMA foreign_keys = ON"_s, TransactionMode::Outside));
    add(tableText(m_table, m_context.to, m_newName), u"DROP TABLE "_s + quoted(m_newName));
    copyRows();
    keepSequence();
    replaceTable();
    recreateChildren();
    if (referenced) {
        checkForeignKeys();
        m_statements.push_back(
            pragma(u"PRAGMA foreign_keys = ON"_s, u"PRAGMA foreign_keys = OFF"_s, TransactionMode::Outside));
    }
    return std::move(m_statements);
}

void TableRebuild::add(const QString &sql, const QString &undo)
{
    Statement one = statement(sql, m_context.to.ref(m_table));
    if (!undo.isEmpty())
        one.undo = {undo};
    m_statements.push_back(std::move(one));
}

/// A column that may no longer be NULL takes its default where it is.
QString TableRebuild::copiedValue(ObjectId id) const
{
    const auto *before = m_context.from.find<Column>(id);
    const auto *after = m_context.to.find<Column>(id);
    QString name = quoted(m_columnNames.value(id));
    if (!before->nullable || after->nullable || after->defaultValue.isEmpty())
        return name;
    return u"coalesce("_s + name + u", "_s + written(after->defaultValue, quotedNames(m_context.to)) + u')';
}

void TableRebuild::copyRows()
{
    QStringList names, values;
    for (const ObjectId id : m_context.to.children(m_table, Kind::Column)) {
        const auto *after = m_context.to.find<Column>(id);
        if (!m_columnNames.contains(id) || after->generated != Column::Generated::No)
            continue;
        names += after->name;
        values += copiedValue(id);
    }
    if (names.isEmpty())
        return;
    add(u"INSERT INTO "_s + quoted(m_newName) + u" ("_s + quotedList(names) + u") SELECT "_s + values.join(", "_L1)
            + u" FROM "_s + quoted(m_name),
        u"DELETE FROM "_s + quoted(m_newName));
    m_statements.back().facts.rewrites = true;
    m_statements.back().facts.scans = true;
}

/// The numbers that AUTOINCREMENT has given out stay given out.
void TableRebuild::keepSequence()
{
    if (!increments(m_table, m_context.from) || !increments(m_table, m_context.to))
        return;
    add(u"DELETE FROM sqlite_sequence WHERE name = "_s + literal(m_newName));
    add(u"INSERT INTO sqlite_sequence (name, seq) SELECT "_s + literal(m_newName)
        + u", seq FROM sqlite_sequence WHERE name = "_s + literal(m_name));
}

/// Views, and triggers of other tables, that name the table: while it is away SQLite would refuse to rename anything.
bool TableRebuild::isMentionedElsewhere() const
{
    const auto hasViews = [](const Schema *schema) {
        return !schema->children(schema->defaultNamespace(), Kind::View).isEmpty();
    };
    bool found = hasViews(&m_context.from) || hasViews(&m_context.to);
    for (const Schema *schema : {&m_context.from, &m_context.to}) {
        if (found) // else all that there is must be looked at
            break;
        schema->forEach([&](ObjectId, const Object &object) {
            const auto *trigger = as<Trigger>(object);
            found = found || as<View>(object) || as<Opaque>(object) || (trigger && trigger->table != m_table);
        });
    }
    return found;
}

void TableRebuild::replaceTable()
{
    add(u"DROP TABLE "_s + quoted(m_name));
    const bool legacy = isMentionedElsewhere();
    const auto set = [this](const QString &value, const QString &undo) {
        m_statements.push_back(pragma(u"PRAGMA legacy_alter_table = "_s + value,
            u"PRAGMA legacy_alter_table = "_s + undo, TransactionMode::Joined));
    };
    if (legacy)
        set(u"ON"_s, u"OFF"_s);
    add(u"ALTER TABLE "_s + quoted(m_newName) + u" RENAME TO "_s + quoted(m_name));
    if (legacy)
        set(u"OFF"_s, u"ON"_s);
}

/// What the plan drops or makes by itself is left to it.
bool TableRebuild::isKept(ObjectId child) const
{
    const Object *before = m_context.from.find(child);
    if (!before || !equal(*before, *m_context.to.find(child)))
        return false;
    bool kept = true;
    eachReference(*before, [&](ObjectId named) {
        const Object *was = m_context.from.find(named), *is = m_context.to.find(named);
        const bool isView = was && is && kindOf(*was) == Kind::View;
        kept = kept && (!isView || equal(*was, *is));
    });
    return kept;
}

void TableRebuild::recreateChildren()
{
    for (const Kind kind : {Kind::Index, Kind::Trigger}) {
        for (const ObjectId child : m_context.to.children(m_table, kind)) {
            if (!isKept(child))
                continue;
            add(kind == Kind::Index ? indexText(child, m_context.to) : triggerText(child, m_context.to));
            m_statements.back().facts.scans = kind == Kind::Index;
        }
    }
}

/// Nothing was checked while the rows were copied.
void TableRebuild::checkForeignKeys()
{
    QList<ObjectId> tables = referencingTables(m_table, m_context.to);
    if (!m_context.to.children(m_table, Kind::ForeignKey).isEmpty())
        tables.prepend(m_table);
    // New tables have no rows yet; one that is renamed has one of two names by now, so that all are checked then.
    tables.removeIf([this](ObjectId table) { return !m_context.from.find(table); });
    const bool sure = std::all_of(tables.begin(), tables.end(), [this](ObjectId table) {
        return table == m_table || nameOf(*m_context.from.find(table)) == nameOf(*m_context.to.find(table));
    });
    QStringList checks;
    for (const ObjectId table : tables)
        checks += u"PRAGMA foreign_key_check("_s + quoted(nameOf(*m_context.to.find(table))) + u')';
    for (const QString &check : sure ? checks : QStringList{u"PRAGMA foreign_key_check"_s}) {
        m_statements.push_back(pragma(check, {}, TransactionMode::Joined));
        m_statements.back().facts.scans = true;
    }
}

} // namespace relata::sqlite
