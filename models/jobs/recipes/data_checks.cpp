#include "models/jobs/recipes/data_checks.h"

#include "models/diff/change_set.h"
#include "models/engine/connection.h"
#include "models/engine/conversion_port.h"
#include "models/engine/engine.h"
#include "models/engine/keeper.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/copied_rows.h"
#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"
#include "models/sql/sql_writer.h"

#include <QSet>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int Samples = 3;

/// Writes the questions; all names are those of the schema before.
class Asking {
public:
    Asking(const Schema &before, const Schema &after, const Engine &engine, const ServerInfo &server,
        const CopiedRows *copies)
        : m_before(before)
        , m_after(after)
        , m_engine(engine)
        , m_server(server)
        , m_copies(copies)
    { }

    QList<DataCheck> all(const QList<ObjectId> &dropped)
    {
        for (const ObjectId id : dropped)
            askRights(Dropped{id, *m_before.find(id)});
        const ChangeSet changes = ChangeSet::between(m_before, m_after, m_engine.diffPolicy());
        for (const Change &change : changes.changes()) {
            askRights(change);
            if (std::holds_alternative<Dropped>(change))
                askDropped(change);
            else if (kindOf(change) == Kind::Column)
                askColumn(change);
            else if (kindOf(change) == Kind::Table)
                askTable(idOf(change));
            else
                askConstraint(change);
        }
        for (const ObjectId column : m_before.all(Kind::Column))
            askLabels(column, *m_before.find<Column>(column));
        for (const ObjectId column : m_copies &&m_engine.conversion ? m_before.all(Kind::Column) : QList<ObjectId>())
            askStrays(column);
        return std::move(m_result);
    }

private:
    SqlWriter sql() const { return SqlWriter(*m_engine.flavour); }
    SqlText place(ObjectId table) const
    {
        return {quoted(QualifiedIdentifier{m_before.path(table)}, *m_engine.flavour)};
    }
    SqlText name(ObjectId column) const { return (sql() << Identifier{nameOf(*m_before.find(column))}).text(); }

    /// Whether the table's rows can be asked; those of a partition are asked with all others.
    bool stands(ObjectId table) const
    {
        const auto *was = m_before.find<Table>(table);
        return was && !was->partitionOf && m_after.find<Table>(table);
    }

    /// A column whose values are the same before and after.
    bool isSame(ObjectId column) const
    {
        const auto *was = m_before.find<Column>(column), *is = m_after.find<Column>(column);
        return was && is && was->type == is->type && was->collation == is->collation;
    }

    /// The text with the names of before; empty: it names what is not there yet, or is another then.
    QString textOf(const Expression &expression) const
    {
        bool isKnown = expression.resolved;
        const QString text = written(expression, [&](ObjectId id) {
            isKnown = isKnown && m_before.find(id) && (!m_before.find<Column>(id) || isSame(id));
            return m_before.find<Column>(id) ? name(id).sql
                                             : quoted(QualifiedIdentifier{m_before.path(id)}, *m_engine.flavour);
        });
        return isKnown ? text : QString();
    }

    /// What people know a row by: its key, or its first columns.
    QStringList tellingColumns(ObjectId table, const QList<ObjectId> &first = {}) const
    {
        QList<ObjectId> ids;
        for (const ObjectId key : m_before.children(table, Kind::PrimaryKey)) {
            for (const KeyPart &part : m_before.find<PrimaryKey>(key)->parts)
                ids += part.column;
        }
        if (ids.isEmpty())
            ids = m_before.children(table, Kind::Column).mid(0, Samples);
        QStringList result;
        for (const ObjectId id : first + ids) {
            if (m_before.find<Column>(id) && !result.contains(name(id).sql))
                result += name(id).sql;
        }
        return result;
    }

    void add(
        DataCheck::What what, const QString &object, const QString &rows, const QStringList &telling, ObjectId about)
    {
        m_result += DataCheck{
            .what = what, .object = object, .rows = rows, .sampled = telling, .count = 0, .samples = {}, .cast = {}};
        addPlaces(about);
    }

    /// Rows of a table that a condition tells.
    void addCondition(DataCheck::What what, const QString &object, ObjectId table, const QString &condition,
        const QStringList &telling)
    {
        const QString from = (sql() << "FROM " << place(table)).sql();
        add(what, object, from + u" WHERE "_s + condition, telling, table);
        m_result.last().table = from;
        m_result.last().condition = condition;
    }

    /// Names of what decides, and of what an UPDATE meets together with it: partitions, tables that inherit, views.
    void addPlaces(ObjectId about)
    {
        for (const ObjectId id : kin(about, true) + kin(about, false)) {
            for (const Schema &side : {m_before, m_after}) {
                if (side.find(id) && !m_result.last().places.contains(side.path(id)))
                    m_result.last().places += side.path(id);
            }
        }
    }

    /// It, and what stands above or below it.
    QList<ObjectId> kin(ObjectId id, bool above) const
    {
        QList<ObjectId> result{id};
        const auto *table = m_before.find<Table>(id);
        if (!table)
            return result;
        const QList<ObjectId> parents = table->inherits + QList<ObjectId>{table->partitionOf};
        for (const ObjectId other : above ? parents : m_before.dependants(id)) {
            const auto *heir = above ? nullptr : m_before.find<Table>(other);
            if (above ? bool(other) : heir && (heir->partitionOf == id || heir->inherits.contains(id)))
                result += kin(other, above);
            else if (!above && m_before.find<View>(other))
                result += other;
        }
        return result;
    }

    void askRights(const Change &change)
    {
        const ObjectId id = idOf(change);
        if (!m_before.find(id) || m_rights.contains(id))
            return;
        if (const auto lost = m_engine.writer->rightsLost(change, m_before, m_after)) {
            m_rights += id;
            add(DataCheck::What::Rights, m_before.displayName(id), lost->rows, {lost->grant}, id);
            m_result.last().routine = routineWord(id, m_before);
        }
        const auto *altered = std::get_if<Altered>(&change);
        for (const ObjectId user : altered && altered->renamed() ? m_before.dependants(id) : QList<ObjectId>()) {
            if (m_engine.writer->stepsAside(*m_before.find(user), *altered)) // it is made anew
                askRights(Dropped{user, *m_before.find(user)});
        }
    }

    void askDropped(const Change &change)
    {
        const ObjectId id = idOf(change);
        SqlWriter rows = sql();
        if (m_engine.writer->lossOf(change, m_before, m_after) == Loss::Rows) {
            rows << "FROM " << place(id);
            add(DataCheck::What::Dropped, m_before.displayName(id), rows.sql(), {u"rowid"_s}, id);
        } else if (const auto *table = m_before.find<Table>(id); table && !table->partitionOf) {
            rows << "FROM " << place(id);
            add(DataCheck::What::Dropped, m_before.displayName(id), rows.sql(), tellingColumns(id), id);
        } else if (const auto *column = m_before.find<Column>(id);
                   column && stands(column->table) && column->generated == Column::Generated::No) {
            addCondition(DataCheck::What::Dropped, m_before.displayName(id), column->table,
                name(id).sql + u" IS NOT NULL"_s, tellingColumns(column->table));
        }
    }

    void askColumn(const Change &change)
    {
        const auto *altered = std::get_if<Altered>(&change);
        const auto *was = altered ? as<Column>(altered->before) : nullptr;
        const auto *is = altered ? as<Column>(altered->after) : nullptr;
        if (!was || !stands(was->table))
            return;
        if (was->nullable && !is->nullable && is->generated == Column::Generated::No) {
            addCondition(DataCheck::What::Missing, m_before.displayName(altered->id), was->table,
                name(altered->id).sql + u" IS NULL"_s, tellingColumns(was->table));
            m_result.last().columns = {was->name, is->name};
        }
        askConversion(altered->id, *was, *is);
    }

    /// A table that turns into another may convert columns that stay as they are.
    void askTable(ObjectId table)
    {
        for (const ObjectId id : stands(table) ? m_before.children(table, Kind::Column) : QList<ObjectId>()) {
            if (const auto *is = m_after.find<Column>(id))
                askConversion(id, *m_before.find<Column>(id), *is);
        }
    }

    /// What becomes of values under another type; what a column computes, it computes again.
    void askConversion(ObjectId id, const Column &was, const Column &is)
    {
        if (!m_engine.conversion || m_converted.contains(id) || was.generated != Column::Generated::No
            || is.generated != Column::Generated::No)
            return;
        m_converted += id;
        const Conversion found = m_engine.conversion->conversion(was, is, m_before, m_after, m_server);
        askValue(DataCheck::What::Unfit, id, is, found.failing, found.cast);
        askValue(DataCheck::What::Changed, id, is, found.lost, found.cast);
    }

    /// Rows whose value in the column is such; empty: none are.
    void askValue(
        DataCheck::What what, ObjectId id, const Column &is, const QString &condition, const QString &cast = {})
    {
        if (condition.isEmpty())
            return;
        const auto *was = m_before.find<Column>(id);
        QStringList telling = tellingColumns(was->table);
        telling.removeAll(name(id).sql);
        telling += name(id).sql;
        addCondition(what, m_before.displayName(id), was->table, condition, telling);
        m_result.last().kind = m_engine.conversion->kindOf(was->name);
        m_result.last().columns = {was->name, is.name};
        m_result.last().cast = cast;
    }

    /// What the server took although the column says otherwise, where the rows are carried over.
    void askStrays(ObjectId id)
    {
        const auto *was = m_before.find<Column>(id), *is = m_after.find<Column>(id);
        if (!is || !stands(was->table) || was->generated != Column::Generated::No
            || is->generated != Column::Generated::No)
            return;
        const QList<QStringList> places{m_before.path(was->table), m_after.path(was->table)};
        const auto value = m_copies->valueOf(places, {was->name, is->name});
        if (value != CopiedRows::Value::Carried && value != CopiedRows::Value::Filled)
            return;
        const Strays found = m_engine.conversion->strays(*was, *is, m_before, m_after);
        askValue(DataCheck::What::Stray, id, *is, found.left);
        askValue(DataCheck::What::Turned, id, *is, found.turned);
    }

    /// Whether a table above brings the column along, and is asked with its rows.
    bool isBroughtAlong(const Column &column) const
    {
        const QList<ObjectId> parents = m_before.find<Table>(column.table)->inherits;
        return std::any_of(parents.begin(), parents.end(),
            [&](ObjectId parent) { return !m_before.child(parent, Kind::Column, column.name).isNull(); });
    }

    /// The names of the enum type that values are of; empty: none.
    QStringList enumOf(const DataType &type) const
    {
        const auto *domain = m_before.find<Domain>(type.userType);
        return domain ? enumOf(domain->type) : m_before.path(type.userType);
    }

    void askLabels(ObjectId id, const Column &column)
    {
        const QStringList gone = labelsGone(id, m_before, m_after);
        if (gone.isEmpty() || !stands(column.table) || column.generated != Column::Generated::No
            || isBroughtAlong(column) || !m_engine.keeper)
            return;
        QStringList telling = tellingColumns(column.table);
        if (!telling.contains(name(id).sql))
            telling += name(id).sql;
        SqlWriter condition = sql();
        condition << m_engine.keeper->holds(id, name(id), gone, m_before);
        addCondition(DataCheck::What::Unlisted, m_before.displayName(id) + u" ("_s + gone.join(u", "_s) + u')',
            column.table, condition.sql(), telling);
        m_result.last().type = enumOf(column.type);
        m_result.last().labels = gone;
    }

    void askConstraint(const Change &change)
    {
        const Object &object = objectOf(change);
        const auto *altered = std::get_if<Altered>(&change);
        static const QSet<QByteArray> harmless{"name", "comment", "deferral", "on_update", "on_delete", "method"};
        if (altered && std::all_of(altered->fields.begin(), altered->fields.end(), [&](const QByteArray &field) {
                return harmless.contains(field);
            }))
            return;
        if (const auto *key = as<PrimaryKey>(object))
            askUnique(key->table, key->parts, true, {}, key->name);
        else if (const auto *unique = as<Unique>(object))
            askUnique(unique->table, unique->parts, unique->nullsDistinct, {}, unique->name);
        else if (const auto *index = as<Index>(object); index && index->unique)
            askUnique(index->table, index->parts, index->nullsDistinct, index->predicate, index->name);
        else if (const auto *foreign = as<ForeignKey>(object))
            askForeignKey(*foreign);
        else if (const auto *check = as<Check>(object))
            askCheck(*check);
    }

    /// What a part of a key compares; empty: it cannot be asked.
    QString partOf(const KeyPart &part) const
    {
        if (!part.collation.isEmpty())
            return {};
        if (part.column.isNull())
            return textOf(part.expression).isEmpty() ? QString() : u'(' + textOf(part.expression) + u')';
        if (!isSame(part.column))
            return {};
        const QString column = name(part.column).sql;
        return part.prefixLength > 0 ? u"LEFT(%1, %2)"_s.arg(column).arg(part.prefixLength) : column;
    }

    void askUnique(
        ObjectId table, const KeyParts &parts, bool nullsDistinct, const Expression &predicate, const QString &called)
    {
        QStringList values, conditions;
        for (const KeyPart &part : parts) {
            values += partOf(part);
            conditions += values.last() + u" IS NOT NULL"_s;
        }
        if (!stands(table) || values.isEmpty() || values.contains(QString()))
            return;
        if (!nullsDistinct)
            conditions.clear();
        if (!predicate.isEmpty()) {
            if (textOf(predicate).isEmpty())
                return;
            conditions += u'(' + textOf(predicate) + u')';
        }
        SqlWriter rows = sql();
        rows << "FROM (SELECT " << SqlText{values.join(u", "_s)} << ", count(*) AS rows_alike FROM " << place(table);
        if (!conditions.isEmpty())
            rows << " WHERE " << SqlText{conditions.join(u" AND "_s)};
        rows << " GROUP BY " << SqlText{values.join(u", "_s)} << " HAVING count(*) > 1) AS alike";
        const bool isPlain = std::all_of(parts.begin(), parts.end(),
            [](const KeyPart &part) { return !part.column.isNull() && part.prefixLength == 0; });
        add(DataCheck::What::Duplicate, called.isEmpty() ? m_before.displayName(table) : called, rows.sql(),
            (isPlain ? values : QStringList()) + QStringList{u"rows_alike"_s}, table);
    }

    void askForeignKey(const ForeignKey &key)
    {
        const bool isAsked = stands(key.table) && key.validated && key.match == ForeignKey::Match::Simple
            && !key.options.value("postgresql.not_enforced").toBool()
            && std::all_of(key.columns.begin(), key.columns.end(), [&](ObjectId id) { return isSame(id); });
        const bool hasParent = m_before.find<Table>(key.referencedTable) != nullptr;
        if (!isAsked
            || (hasParent && !std::all_of(key.referencedColumns.begin(), key.referencedColumns.end(), [&](ObjectId id) {
                   return isSame(id);
               })))
            return;
        SqlWriter rows = sql(), same = sql();
        rows << "FROM " << place(key.table) << " AS child WHERE ";
        for (qsizetype i = 0; i < key.columns.size(); ++i) {
            const SqlText column = (sql() << "child." << name(key.columns.at(i))).text();
            rows << (i ? " AND "_L1 : ""_L1) << column << " IS NOT NULL";
            if (hasParent)
                same << (i ? " AND "_L1 : ""_L1) << "parent." << name(key.referencedColumns.value(i)) << " = "
                     << column;
        }
        if (hasParent)
            rows << " AND NOT EXISTS (SELECT 1 FROM " << place(key.referencedTable) << " AS parent WHERE "
                 << same.text() << ")";
        add(DataCheck::What::Orphan, key.name.isEmpty() ? m_before.displayName(key.table) : key.name, rows.sql(),
            tellingColumns(key.table, key.columns), key.table);
        addPlaces(key.referencedTable);
    }

    void askCheck(const Check &check)
    {
        const QString text = textOf(check.expression);
        const bool isEnforced = check.validated && !check.options.value("postgresql.not_enforced").toBool()
            && !check.options.value("mysql.not_enforced").toBool() && !check.options.value("mysql.period").toBool();
        if (!stands(check.table) || !isEnforced || text.isEmpty())
            return;
        addCondition(DataCheck::What::Failing, check.name.isEmpty() ? m_before.displayName(check.table) : check.name,
            check.table, u"NOT ("_s + text + u')', tellingColumns(check.table));
    }

    const Schema &m_before, &m_after;
    const Engine &m_engine;
    const ServerInfo &m_server;
    const CopiedRows *m_copies;
    QList<DataCheck> m_result;
    QSet<ObjectId> m_rights; ///< whose rights were asked for
    QSet<ObjectId> m_converted; ///< columns whose values were
};

} // namespace

QString routineWord(ObjectId id, const Schema &schema)
{
    const auto *routine = schema.find<Routine>(id);
    return !routine ? QString() : routine->form == Routine::Form::Procedure ? u"PROCEDURE"_s : u"FUNCTION"_s;
}

QList<DataCheck> dataChecks(const Schema &before, const Schema &after, const Engine &engine, const ServerInfo &server,
    const QList<ObjectId> &dropped, const CopiedRows *copies)
{
    return Asking(before, after, engine, server, copies).all(dropped);
}

} // namespace relata
