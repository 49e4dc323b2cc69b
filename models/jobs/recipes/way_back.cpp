#include "models/jobs/recipes/way_back.h"

#include "models/engine/engine.h"
#include "models/jobs/recipes/kept_tables.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/planner/keeping_plan.h"
#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"
#include "models/sql/batched_statement.h"
#include "models/sql/normal_text.h"
#include "models/sql/sql_lexer.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QStringList namesOf(const QList<ObjectId> &ids, const Schema &schema)
{
    QStringList result;
    for (const ObjectId id : ids)
        result += nameOf(*schema.find(id)).toCaseFolded();
    result.sort();
    return result;
}

/// Sorts the tables that keep rows for this migration: what comes back, what is a copy, and what nobody can tell.
class WayBack {
public:
    WayBack(Connection &connection, const Engine &engine, const HalfWay &halfWay)
        : m_connection(connection)
        , m_engine(engine)
        , m_halfWay(halfWay)
        , m_live(halfWay.live)
        , m_before(halfWay.before)
    {
        for (const RunnerStatement &one : scriptStatements(halfWay.migration.up, engine, connection.server()))
            m_up += one.sql;
    }

    Result<> run()
    {
        if (Result<> done = findMade(); !done || m_untold.isEmpty())
            return done;
        const Result<Schema> after = m_halfWay.after();
        const auto code = after ? Error::Code::Sql : after.error().code;
        if (code == Error::Code::Cancelled || code == Error::Code::ConnectionLost)
            return failure(after.error());
        // One that does not run has come as far as the database is.
        for (const KeptRows &rows : keepingIn(m_up, m_before, after ? *after : m_live, m_engine).kept) {
            if (Result<> done = sort(rows, after ? *after : m_live); !done)
                return done;
        }
        settleUntold();
        return mustNotBeMissed();
    }

    const Keeping &returning() const { return m_returning; }
    /// Of what is still in its place.
    const QStringList &copies() const { return m_copies; }

private:
    bool isDown() const { return m_halfWay.entry.direction == Ledger::Direction::Down; }

    /// What statements of this migration have made.
    Result<> findMade()
    {
        const Result<QList<KeptTable>> found = keptTables(m_connection, m_engine);
        const auto entries = found && !found->isEmpty() ? Ledger(m_connection, m_engine).entries()
                                                        : Result<QList<Ledger::Entry>>(QList<Ledger::Entry>());
        if (!found || !entries)
            return failure(found ? entries.error() : found.error());
        for (const KeptTable &table : *found) {
            const bool isOthers = std::any_of(entries->begin(), entries->end(), [&](const Ledger::Entry &entry) {
                return entry.id != m_halfWay.migration.id && entry.body.contains(table.name, Qt::CaseInsensitive);
            });
            if (!makesKept(isDown() ? m_up : m_halfWay.ran, table.name, *m_engine.flavour))
                continue;
            m_untold.insert(table.name.toCaseFolded(), table.name);
            if (isOthers)
                m_others += table.name.toCaseFolded();
        }
        return {};
    }

    Result<> sort(KeptRows rows, const Schema &after)
    {
        const QString folded = rows.name.toCaseFolded();
        if (!m_untold.contains(folded) || m_others.contains(folded))
            return {};
        const Result<bool> fits = hasColumnsOf(rows);
        if (!fits)
            return failure(fits.error());
        if (!*fits)
            return {};
        const QString standing = m_untold.value(folded);
        if (!rows.labels.isEmpty()) {
            rows.labels = m_live.find(rows.columns.first()) ? replaced(rows, after) : QMap<QString, QString>();
            if (rows.labels.isEmpty() || !hasKey(rows))
                return {};
        } else if (!rows.isWhole()) {
            rows.columns.removeIf([this](ObjectId id) { return m_live.find(id) != nullptr; });
            if (!rows.columns.isEmpty() && !hasKey(rows))
                return {};
        }
        m_untold.remove(folded);
        if (rows.isWhole() ? m_live.find(rows.table) != nullptr : rows.columns.isEmpty()) {
            m_copies += standing;
            return {};
        }
        rows.name = standing;
        m_returning.kept += rows;
        return {};
    }

    bool hasKey(const KeptRows &rows) const
    {
        return m_live.find(rows.table)
            && std::all_of(rows.key.begin(), rows.key.end(), [this](ObjectId id) { return m_live.find(id); });
    }

    Result<bool> hasColumnsOf(const KeptRows &rows)
    {
        SqlWriter out(*m_engine.flavour);
        out << "SELECT * FROM " << Identifier{m_untold.value(rows.name.toCaseFolded())} << " WHERE 1 = 0";
        const Result<Rows> found = fetch(m_connection, out.sql());
        if (!found)
            return failure(found.error());
        QStringList names;
        for (const ResultColumn &column : found->columns)
            names += column.name.toCaseFolded();
        names.sort();
        return names == namesOf(rows.key + rows.columns, m_before);
    }

    /// What rows hold instead of the labels that this table keeps, by the statements of the way up; empty where these
    /// do not tell it of all that it keeps.
    QMap<QString, QString> replaced(const KeptRows &rows, const Schema &after) const
    {
        const ObjectId column = rows.columns.first();
        QStringList others = labelsOf(after.find<Column>(column)->type, after);
        others += QString(); // of a set
        QMap<QString, QString> result;
        for (auto it = rows.labels.cbegin(); it != rows.labels.cend(); ++it) {
            const auto other = std::find_if(others.begin(), others.end(), [&](const QString &one) {
                return std::any_of(m_up.begin(), m_up.end(),
                    [&](const QString &sql) { return replaces(sql, column, it.key(), one, after); });
            });
            if (other != others.end())
                result.insert(it.key(), *other);
        }
        if (result.isEmpty())
            return {};
        const SqlText name = {quoted(Identifier{nameOf(*m_before.find(column))}, *m_engine.flavour)};
        const QString condition = m_engine.keeper->holds(column, name, result.keys(), m_before).sql;
        const bool isAll = result.size() == rows.labels.size()
            || std::any_of(m_up.begin(), m_up.end(),
                [&](const QString &sql) { return sql.contains(rows.name) && sql.contains(condition); });
        return isAll ? result : QMap<QString, QString>();
    }

    /// Whether an UPDATE gives the rows that hold the label the other one.
    bool replaces(
        const QString &sql, ObjectId column, const QString &label, const QString &other, const Schema &after) const
    {
        const SqlFlavour &flavour = *m_engine.flavour;
        const auto one = batched(sql, flavour);
        const Object &object = *m_before.find(column);
        const QString name = nameOf(object), table = nameOf(*m_before.find(parentOf(object)));
        if (!one || one->table.last().compare(table, Qt::CaseInsensitive) != 0 || one->assigned.size() != 1
            || one->assigned.first().compare(name, Qt::CaseInsensitive) != 0)
            return false;
        if (sql.contains(m_engine.keeper->replacement(column, label, other, after).sql))
            return true;
        QStringList texts;
        for (const SqlToken &token : SqlLexer::tokens(sql, flavour)) {
            if (token.type == SqlToken::Type::String)
                texts += token.in(sql).toString();
        }
        const auto text = [&](const QString &value) { return (SqlWriter(flavour) << SqlString{value}).sql(); };
        return texts == QStringList{text(other), text(label)};
    }

    /// A copy that nothing has been taken away of since: all rows, by a statement without a condition.
    void settleUntold()
    {
        const Keeping gone = keepingOf(m_before, m_live, m_engine, {});
        const bool isWhole = gone.kept.isEmpty() && gone.lost.isEmpty()
            && std::none_of(m_halfWay.ran.begin(), m_halfWay.ran.end(), [this](const QString &sql) {
                   return !m_engine.keeper->taken(sql).isEmpty() || sql.contains("RENAME"_L1, Qt::CaseInsensitive);
               });
        for (const QString &name : isWhole ? m_untold.values() : QStringList()) {
            const bool isPart = std::any_of(m_up.begin(), m_up.end(), [&](const QString &sql) {
                return sql.contains(name, Qt::CaseInsensitive) && sql.contains("WHERE"_L1, Qt::CaseInsensitive);
            });
            if (isPart || m_others.contains(name.toCaseFolded()))
                continue;
            m_untold.remove(name.toCaseFolded());
            m_copies += name;
        }
    }

    /// Something is gone that does not come back with its rows, and somewhere rows are kept.
    Result<> mustNotBeMissed() const
    {
        const Keeping gone = keepingOf(m_before, m_live, m_engine, {});
        QList<ObjectId> ids;
        for (const KeptRows &rows : gone.kept)
            ids += rows.isWhole() ? QList<ObjectId>{rows.table} : rows.columns;
        for (const Keeping::Lost &lost : gone.lost)
            ids += lost.id;
        ids.removeIf([this](ObjectId id) { return m_returning.of(id) != nullptr; });
        if (m_untold.isEmpty() || ids.isEmpty())
            return {};
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "Nothing was rolled back: migration %1 has taken %2 away, and whether table %3 keeps the rows of it "
                "could not be told. Resume the migration, or rename that table and bring its rows back by hand."),
            {m_halfWay.migration.version, m_before.displayName(ids.first()), m_untold.first()}, Error::Code::Conflict);
    }

    Connection &m_connection;
    const Engine &m_engine;
    const HalfWay &m_halfWay;
    const Schema &m_live, &m_before;
    QStringList m_up;
    QMap<QString, QString> m_untold; ///< tables of which nobody knows yet what they hold: folded → as they are called
    QSet<QString> m_others; ///< those of which other migrations of the ledger speak, folded
    Keeping m_returning;
    QStringList m_copies;
};

} // namespace

Result<QStringList> wayBack(Connection &connection, const Engine &engine, const HalfWay &halfWay, const Target &target)
{
    WayBack way(connection, engine, halfWay);
    if (Result<> done = way.run(); !done)
        return failure(done.error());
    const Result<Plan> plan = planRestoring(halfWay.before, halfWay.live, target, engine, way.returning());
    if (!plan)
        return failure(plan.error());
    QStringList statements = plan->statements();
    if (halfWay.entry.direction == Ledger::Direction::Up) {
        for (const QString &name : way.copies())
            statements += engine.keeper->discard(name).sql;
    }
    return statements;
}

} // namespace relata
