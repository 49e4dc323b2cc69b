#include "dialects/sqlite/table_alteration.h"

#include "dialects/sqlite/definition_text.h"
#include "dialects/sqlite/names.h"
#include "dialects/sqlite/statements.h"
#include "dialects/sqlite/table_rebuild.h"
#include "dialects/sqlite/token_reader.h"
#include "models/engine/server_info.h"
#include "models/schema/all_kinds.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

/// Whether nothing but what people call the object differs.
bool isNameOnly(const Altered &change)
{
    return std::all_of(change.fields.begin(), change.fields.end(),
        [](const QByteArray &field) { return field == "name" || field == "comment" || field == "position"; });
}

bool isCosmetic(const Altered &change)
{
    return std::all_of(change.fields.begin(), change.fields.end(),
        [](const QByteArray &field) { return field == "comment" || field == "position"; });
}

/// ADD COLUMN takes only literals for a default.
bool isLiteral(const Expression &value)
{
    static const QRegularExpression pattern(
        u"^([-+]?\\s*[0-9.][0-9a-z.+-]*|x?'([^']|'')*'|true|false|null)$"_s, QRegularExpression::CaseInsensitiveOption);
    return pattern.match(written(value, [](ObjectId) { return QString(); })).hasMatch();
}

bool isNull(const Expression &value)
{
    return value.isEmpty() || normalText(written(value, [](ObjectId) { return QString(); })) == "NULL"_L1;
}

} // namespace

TableAlteration::TableAlteration(const TableChange &change, const PlanContext &context)
    : m_change(change)
    , m_context(context)
    , m_table(change.table)
    , m_name(nameOf(*context.from.find(change.table)))
{
    for (const ObjectId id : context.from.children(m_table, Kind::Column))
        m_columnNames.insert(id, nameOf(*context.from.find(id)));
    for (const Change &one : change.changes)
        sort(one);
}

void TableAlteration::sort(const Change &change)
{
    if (const auto *created = std::get_if<Created>(&change)) {
        sortCreated(*created);
        return;
    }
    if (const auto *dropped = std::get_if<Dropped>(&change)) {
        if (kindOf(dropped->before) == Kind::Column)
            m_dropped += dropped->id;
        else
            m_left.push_back(change);
        return;
    }
    const auto &altered = std::get<Altered>(change);
    const Kind kind = kindOf(altered.after);
    const bool native = (kind == Kind::Table || kind == Kind::Column) ? isNameOnly(altered) : isCosmetic(altered);
    if (!native)
        m_left.push_back(change);
}

void TableAlteration::sortCreated(const Created &created)
{
    const Kind kind = kindOf(created.after);
    if (kind == Kind::Column)
        m_added += created.id;
    else if (kind == Kind::ForeignKey || kind == Kind::Check)
        m_constraints += created.id;
    else
        m_left.emplace_back(created);
}

std::vector<Statement> TableAlteration::statements()
{
    renameTable();
    renameColumns();
    if (needsRebuild()) {
        std::vector<Statement> rebuild = TableRebuild(m_table, m_context, m_columnNames).statements();
        const auto last = std::find_if(rebuild.rbegin(), rebuild.rend(),
            [](const Statement &one) { return one.facts.transaction == TransactionMode::Joined; });
        last->facts.effects = rebuiltChanges();
        std::move(rebuild.begin(), rebuild.end(), std::back_inserter(m_statements));
        return std::move(m_statements);
    }
    for (const ObjectId column : m_dropped)
        dropColumn(column);
    for (const ObjectId column : m_added)
        addColumn(column);
    return std::move(m_statements);
}

/// What is left for the rebuild once all names are the new ones.
std::vector<Change> TableAlteration::rebuiltChanges() const
{
    std::vector<Change> result;
    for (const Change &change : m_change.changes) {
        const auto *altered = std::get_if<Altered>(&change);
        const bool isRelation = kindOf(change) == Kind::Table || kindOf(change) == Kind::Column;
        if (!altered || !altered->renamed() || !isRelation) {
            result.push_back(change);
        } else if (!isNameOnly(*altered)) {
            Altered rest = *altered;
            rest.before = renamed(rest.before, nameOf(rest.after));
            rest.fields.removeAll("name");
            result.emplace_back(std::move(rest));
        }
    }
    return result;
}

Statement TableAlteration::make(const QString &sql, const QString &undo) const
{
    Statement result = statement(sql, m_context.to.ref(m_table));
    if (!undo.isEmpty())
        result.undo = {undo};
    return result;
}

void TableAlteration::renameTable()
{
    const QString after = nameOf(*m_context.to.find(m_table));
    if (after == m_name)
        return;
    const auto rename = [this](const QString &to) {
        const Object &object = *m_context.from.find(m_table);
        const auto text = [](const QString &a, const QString &b) {
            return QString(u"ALTER TABLE "_s + quoted(a) + u" RENAME TO "_s + quoted(b));
        };
        m_statements.push_back(make(text(m_name, to), text(to, m_name)));
        m_statements.back().facts.effects = {Altered{m_table, renamed(object, m_name), renamed(object, to), {"name"}}};
        m_name = to;
    };
    if (after.compare(m_name, Qt::CaseInsensitive) == 0)
        rename(u"_relata_name_"_s + after); // SQLite takes the two names for one
    rename(after);
}

void TableAlteration::renameColumn(ObjectId id, const QString &to)
{
    const auto text = [this](const QString &a, const QString &b) {
        return QString(u"ALTER TABLE "_s + quoted(m_name) + u" RENAME COLUMN "_s + quoted(a) + u" TO "_s + quoted(b));
    };
    const QString from = m_columnNames.value(id);
    m_statements.push_back(make(text(from, to), text(to, from)));
    const Object &object = *m_context.from.find(id);
    m_statements.back().facts.effects = {Altered{id, renamed(object, from), renamed(object, to), {"name"}}};
    m_columnNames.insert(id, to);
}

/// A name that another column still has is waited for; columns that swap their names pass through a third one.
void TableAlteration::renameColumns()
{
    QList<ObjectId> open;
    for (const Change &change : m_change.changes) {
        const auto *altered = std::get_if<Altered>(&change);
        if (altered && kindOf(altered->after) == Kind::Column && altered->renamed())
            open += altered->id;
    }
    const auto holder = [this](ObjectId id, const QString &name) {
        for (auto it = m_columnNames.cbegin(); it != m_columnNames.cend(); ++it) {
            if (it.key() != id && it->compare(name, Qt::CaseInsensitive) == 0)
                return it.key();
        }
        return ObjectId();
    };
    while (!open.isEmpty()) {
        const auto free = std::find_if(
            open.begin(), open.end(), [&](ObjectId id) { return !holder(id, nameOf(*m_context.to.find(id))); });
        if (free != open.end()) {
            const ObjectId id = *free;
            open.erase(free);
            renameColumn(id, nameOf(*m_context.to.find(id)));
            continue;
        }
        const ObjectId inTheWay = holder(open.first(), nameOf(*m_context.to.find(open.first())));
        renameColumn(inTheWay, u"_relata_name_"_s + m_columnNames.value(inTheWay));
    }
}

bool TableAlteration::foldsInto(ObjectId constraint, ObjectId column) const
{
    if (const auto *key = m_context.to.find<ForeignKey>(constraint))
        return key->columns == QList<ObjectId>{column} && isNull(m_context.to.find<Column>(column)->defaultValue);
    bool alone = true, named = false;
    for (const Expression::Piece &piece : m_context.to.find<Check>(constraint)->expression.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece)) {
            alone = alone && *id == column;
            named = true;
        }
    }
    return alone && named;
}

QList<ObjectId> TableAlteration::foldedConstraints(ObjectId column) const
{
    QList<ObjectId> result;
    std::copy_if(m_constraints.begin(), m_constraints.end(), std::back_inserter(result),
        [&](ObjectId constraint) { return foldsInto(constraint, column); });
    return result;
}

bool TableAlteration::needsRebuild() const
{
    const auto folded = [this](ObjectId constraint) {
        return std::any_of(
            m_added.begin(), m_added.end(), [&](ObjectId column) { return foldsInto(constraint, column); });
    };
    return !m_left.empty() || !std::all_of(m_constraints.begin(), m_constraints.end(), folded)
        || !std::all_of(m_added.begin(), m_added.end(), [this](ObjectId id) { return canAdd(id); })
        || !std::all_of(m_dropped.begin(), m_dropped.end(), [this](ObjectId id) { return canDrop(id); });
}

bool TableAlteration::canAdd(ObjectId id) const
{
    const auto *column = m_context.to.find<Column>(id);
    if (column->generated == Column::Generated::Stored || column->identity != Column::Identity::None)
        return false;
    if (!column->defaultValue.isEmpty() && !isLiteral(column->defaultValue))
        return false;
    if (!column->nullable && (isNull(column->defaultValue) || column->generated != Column::Generated::No))
        return false;
    for (const ObjectId dependant : m_context.to.dependants(id)) {
        const Kind kind = kindOf(*m_context.to.find(dependant));
        if (kind == Kind::PrimaryKey || kind == Kind::Unique)
            return false;
    }
    return true;
}

/// Only views, triggers and indexes may have named the column: these are gone by now.
bool TableAlteration::canDrop(ObjectId id) const
{
    if (m_context.target.server.version < 3'035'000)
        return false;
    const QList<ObjectId> dependants = m_context.from.dependants(id);
    const bool alone = std::all_of(dependants.begin(), dependants.end(), [this](ObjectId dependant) {
        const Kind kind = kindOf(*m_context.from.find(dependant));
        return kind == Kind::Index || kind == Kind::View || kind == Kind::Trigger;
    });
    const QList<ObjectId> checks = m_context.from.children(m_table, Kind::Check);
    const bool known = std::all_of(checks.begin(), checks.end(),
        [this](ObjectId check) { return m_context.from.find<Check>(check)->expression.resolved; });
    const qsizetype left = m_context.from.children(m_table, Kind::Column).size() - m_dropped.size();
    return alone && known && left > 0;
}

void TableAlteration::addColumn(ObjectId id)
{
    QStringList constraints;
    std::vector<Change> effects{Created{id, *m_context.to.find(id)}};
    for (const ObjectId constraint : foldedConstraints(id)) {
        constraints += m_context.to.find<ForeignKey>(constraint) ? inlineReferenceText(constraint, m_context.to)
                                                                 : checkText(constraint, m_context.to);
        effects.emplace_back(Created{constraint, *m_context.to.find(constraint)});
    }
    const QString alter = u"ALTER TABLE "_s + quoted(m_name);
    const QString name = nameOf(*m_context.to.find(id));
    Statement added = make(alter + u" ADD COLUMN "_s + columnText(id, m_context.to, constraints),
        alter + u" DROP COLUMN "_s + quoted(name));
    added.facts.effects = std::move(effects);
    added.facts.scans = !constraints.isEmpty();
    m_statements.push_back(std::move(added));
}

void TableAlteration::dropColumn(ObjectId id)
{
    Statement dropped =
        make(u"ALTER TABLE "_s + quoted(m_name) + u" DROP COLUMN "_s + quoted(m_columnNames.value(id)), {});
    dropped.facts.effects = {Dropped{id, *m_context.from.find(id)}};
    dropped.facts.rewrites = true;
    m_statements.push_back(std::move(dropped));
}

} // namespace relata::sqlite
