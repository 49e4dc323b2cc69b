#include "models/jobs/recipes/down_precautions.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/keeper.h"
#include "models/jobs/recipes/displaced_rows.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/kept_tables.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/review.h"
#include "models/jobs/recipes/run_rules.h"
#include "models/planner/keeping.h"
#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> refused(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::Refused,
        .message = {"Migrate", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

class Precaution {
public:
    Precaution(Connection &connection, const Engine &engine, const MigrationFile &migration,
        DownPrecautions &precautions, JobContext &context)
        : m_connection(connection)
        , m_engine(engine)
        , m_migration(migration)
        , m_wanted(precautions)
        , m_before(precautions.before)
        , m_after(precautions.after)
        , m_context(context)
    { }

    Result<> mayRun() { return ask(); }

    Result<> run()
    {
        const Result<> done = ask();
        return done ? execute(m_filling) : done;
    }

    /// What run() would ask for, all of it, or why it would refuse.
    Result<QList<Message>> foreseen()
    {
        m_isForeseeing = true;
        const Result<> done = ask();
        if (!done && done.error().code != Error::Code::Refused)
            return failure(done.error());
        return done ? m_foreseen : m_foreseen + QList{done.error().message};
    }

private:
    Result<> ask()
    {
        m_returning = keepingIn(statementsOf(m_migration.up), m_before, m_after, m_engine);
        const Result<QList<KeptTable>> found = keptTables(m_connection, m_engine);
        if (!found)
            return failure(found.error());
        for (const KeptTable &table : *found)
            m_standing += table.name.toCaseFolded();
        for (const auto step : {&Precaution::askForKept, &Precaution::askForParents, &Precaution::askForValues,
                 &Precaution::askForLabels}) {
            if (Result<> done = (this->*step)(); !done)
                return done;
        }
        return {};
    }

    QStringList statementsOf(const QString &section) const
    {
        QStringList result;
        for (const RunnerStatement &one : scriptStatements(section, m_engine, m_connection.server()))
            result += one.sql;
        return result;
    }

    SqlWriter sql() const { return SqlWriter(*m_engine.flavour); }

    SqlText place(ObjectId id, const Schema &schema) const
    {
        return {quoted(QualifiedIdentifier{schema.path(id)}, *m_engine.flavour)};
    }

    SqlText name(ObjectId id, const Schema &schema) const
    {
        return (sql() << Identifier{nameOf(*schema.find(id))}).text();
    }

    Result<qint64> count(const QString &rest)
    {
        const Result<Rows> rows = fetch(m_connection, u"SELECT count(*) "_s + rest);
        return rows ? Result<qint64>(rows->number(0, 0)) : Result<qint64>(failure(rows.error()));
    }

    Result<> execute(const QStringList &statements)
    {
        ScriptHooks hooks;
        hooks.patience = RunRules().waits;
        return statements.isEmpty()
            ? Result<>()
            : runScript(m_connection, m_engine, scriptStatements(statements, m_engine, m_connection.server()), 0, hooks,
                m_context);
    }

    /// What down brings back must be there still.
    Result<> askForKept()
    {
        for (const KeptRows &rows : m_returning.kept) {
            if (!m_standing.contains(rows.name.toCaseFolded()))
                return refused(QT_TRANSLATE_NOOP("Migrate",
                                   "Nothing was taken back: table %1, from which the way down of migration %2 brings "
                                   "rows back, is not there."),
                    {rows.name, m_migration.version});
        }
        return {};
    }

    /// The rows of one side of a foreign key as they will be when down has made it: where they are read now.
    std::pair<SqlText, const Schema *> rowsOf(ObjectId table) const
    {
        const KeptRows *kept = m_returning.of(table);
        if (kept && kept->isWhole())
            return {(sql() << Identifier{kept->name}).text(), &m_before};
        return m_after.find<Table>(table) ? std::pair(place(table, m_after), &m_after)
                                          : std::pair(SqlText(), &m_before);
    }

    /// Rows that come back, or were written since, and whose parents are gone or were never there.
    Result<> askForParents()
    {
        for (const ObjectId id : m_before.all(Kind::ForeignKey)) {
            const auto &key = *m_before.find<ForeignKey>(id);
            const auto [from, fromNames] = rowsOf(key.table);
            const auto [to, toNames] = rowsOf(key.referencedTable);
            const bool isKnown = !m_after.find(id) && key.validated && !m_returning.kept.isEmpty()
                && !from.sql.isEmpty() && !to.sql.isEmpty()
                && std::all_of(
                    key.columns.begin(), key.columns.end(), [&](ObjectId c) { return isPlain(c, *fromNames); })
                && std::all_of(key.referencedColumns.begin(), key.referencedColumns.end(),
                    [&](ObjectId c) { return isPlain(c, *toNames); });
            if (!isKnown)
                continue;
            const Result<qint64> orphans = count(orphansText(key, from, *fromNames, to, *toNames));
            if (!orphans)
                return failure(orphans.error());
            if (*orphans > 0)
                return refused(QT_TRANSLATE_NOOP("Migrate",
                                   "Nothing was taken back: foreign key %1 comes back, and %2 rows in %3 refer to "
                                   "rows that %4 does not hold any more. Settle these first."),
                    {key.name.isEmpty() ? m_before.displayName(key.table) : key.name, QString::number(*orphans),
                        from.sql, to.sql});
        }
        return {};
    }

    static bool isPlain(ObjectId column, const Schema &schema)
    {
        const auto *found = schema.find<Column>(column);
        return found && !found->type.userType;
    }

    QString orphansText(const ForeignKey &key, const SqlText &from, const Schema &fromNames, const SqlText &to,
        const Schema &toNames) const
    {
        SqlWriter out = sql(), same = sql();
        out << "FROM " << from << " AS child WHERE ";
        for (qsizetype i = 0; i < key.columns.size(); ++i) {
            const SqlText column = (sql() << "child." << name(key.columns.at(i), fromNames)).text();
            out << column << " IS NOT NULL AND ";
            if (i > 0)
                same << " AND ";
            same << "parent." << name(key.referencedColumns.value(i), toNames) << " = " << column;
        }
        out << "NOT EXISTS (SELECT 1 FROM " << to << " AS parent WHERE " << same.text() << ")";
        return out.sql();
    }

    std::optional<QString> fillOf(ObjectId column) const
    {
        const auto it = m_wanted.fills.constFind(m_before.displayName(column));
        return it == m_wanted.fills.cend() ? std::optional<QString>() : std::optional(*it);
    }

    void askFor(ObjectId id, qint64 rows)
    {
        const DataType &type = m_before.find<Column>(id)->type;
        m_wanted.missing += {m_before.displayName(id),
            type.userType ? m_before.displayName(type.userType) + type.suffix : type.name, rows};
        m_foreseen += Message{"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "Column %1 comes back NOT NULL, and %2 rows have no value for it; to be said: --fill %1=VALUE"),
            {m_before.displayName(id), QString::number(rows)}};
    }

    /// All that are missing, so that nobody is asked again and again.
    Result<> mustMissNothing() const
    {
        const QList<MissingValue> &missing = m_wanted.missing;
        if (missing.isEmpty() || m_isForeseeing)
            return {};
        if (missing.size() == 1)
            return refused(QT_TRANSLATE_NOOP("Migrate",
                               "Nothing was taken back: column %1 comes back NOT NULL, and %2 rows have no value for "
                               "it. Which one should they get? --fill %1=VALUE"),
                {missing.first().column, QString::number(missing.first().rows)});
        QStringList columns;
        for (const MissingValue &one : missing)
            columns += u"%1 (%2)"_s.arg(one.column).arg(one.rows);
        return refused(QT_TRANSLATE_NOOP("Migrate",
                           "Nothing was taken back: columns come back NOT NULL, and rows, as many as stand behind "
                           "each, have no value for them: %1. Which ones should they get? --fill COLUMN=VALUE for "
                           "each"),
            {columns.join(u", "_s)});
    }

    Result<> askForValues()
    {
        m_wanted.missing.clear();
        for (const KeptRows &rows : m_returning.kept) {
            const bool isPlain = !rows.isWhole() && rows.labels.isEmpty(); // others hold values of their own
            if (Result<> done = isPlain ? askForReturning(rows) : Result<>(); !done)
                return done;
        }
        for (const ObjectId id : m_before.all(Kind::Column)) {
            const auto *column = m_before.find<Column>(id), *now = m_after.find<Column>(id);
            if (!now || column->nullable || !now->nullable || !m_after.find<Table>(now->table))
                continue;
            if (Result<> done = askForTightened(id, *now); !done)
                return done;
        }
        return mustMissNothing();
    }

    /// A column that has allowed NULL meanwhile.
    Result<> askForTightened(ObjectId id, const Column &now)
    {
        SqlWriter rest = sql();
        rest << "FROM " << place(now.table, m_after) << " WHERE " << name(id, m_after) << " IS NULL";
        const Result<qint64> empty = count(rest.sql());
        if (!empty)
            return failure(empty.error());
        if (*empty == 0)
            return {};
        const std::optional<QString> value = fillOf(id);
        if (!value) {
            askFor(id, *empty);
            return {};
        }
        SqlWriter fill = sql();
        fill << "UPDATE " << place(now.table, m_after) << " SET " << name(id, m_after) << " = " << SqlString{*value}
             << " WHERE " << name(id, m_after) << " IS NULL";
        m_filling += fill.sql();
        return {};
    }

    /// Columns whose values are kept: rows written since have none.
    Result<> askForReturning(const KeptRows &rows)
    {
        const SqlText rest = m_engine.keeper->withoutKept(rows, m_after, m_before);
        const Result<qint64> fresh = count(rest.sql);
        if (!fresh)
            return failure(fresh.error());
        if (*fresh == 0)
            return {};
        SqlWriter fill = sql();
        QStringList names;
        for (const ObjectId id : rows.key + rows.columns)
            names += nameOf(*m_before.find(id));
        fill << "INSERT INTO " << Identifier{rows.name} << " ";
        fill.bracketed(names) << " SELECT ";
        fill.list(rows.key, [&](ObjectId id) { fill << "present." << name(id, m_after); });
        bool asked = false;
        for (const ObjectId id : rows.columns) {
            const auto *column = m_before.find<Column>(id);
            const std::optional<QString> value = fillOf(id);
            if (!value && !column->nullable && column->defaultValue.isEmpty()
                && column->identity == Column::Identity::None)
                askFor(id, *fresh);
            asked = asked || value;
            fill << ", ";
            if (value)
                fill << SqlString{*value};
            else if (column->defaultValue.isEmpty())
                fill << "NULL";
            else
                fill << SqlText{written(column->defaultValue, [this](ObjectId named) {
                    return quoted(QualifiedIdentifier{m_before.path(named)}, *m_engine.flavour);
                })};
        }
        if (asked) // otherwise the columns' own defaults do
            m_filling += (fill << " " << rest).sql();
        return {};
    }

    /// Rows that hold one of the labels, and do not get back what they held before.
    QString holdersOf(ObjectId id, const QStringList &labels) const
    {
        const KeptRows *kept = m_returning.of(id);
        const SqlText column = (sql() << "present." << name(id, m_after)).text();
        SqlWriter rest = sql();
        if (kept)
            rest << m_engine.keeper->withoutKept(*kept, m_after, m_before) << " AND ";
        else
            rest << "FROM " << place(m_after.find<Column>(id)->table, m_after) << " AS present WHERE ";
        return (rest << m_engine.keeper->holds(id, column, labels, m_after)).sql();
    }

    /// Values that up put on a column's list, and rows have taken since.
    Result<> askForLabels()
    {
        for (const ObjectId id : m_after.all(Kind::Column)) {
            QStringList gone = labelsGone(id, m_after, m_before);
            gone.removeIf([this](const QString &label) { // they get another name
                return m_migration.down.contains((sql() << " RENAME VALUE " << SqlString{label} << " TO ").sql());
            });
            const ObjectId table = m_after.find<Column>(id)->table;
            const bool isAsked = !gone.isEmpty() && m_after.find<Table>(table) && m_before.find<Table>(table)
                && !m_after.find<Table>(table)->partitionOf;
            if (!isAsked)
                continue;
            const Result<qint64> found = count(holdersOf(id, gone));
            if (!found)
                return failure(found.error());
            if (*found > 0)
                return refused(QT_TRANSLATE_NOOP("Migrate",
                                   "Nothing was taken back: %1 would not take %2 any more, and %3 rows hold it. Settle "
                                   "these first."),
                    {m_after.displayName(id), gone.join(u", "_s), QString::number(*found)});
        }
        return {};
    }

    Connection &m_connection;
    const Engine &m_engine;
    const MigrationFile &m_migration;
    DownPrecautions &m_wanted;
    const Schema &m_before, &m_after;
    JobContext &m_context;
    Keeping m_returning; ///< what down brings back
    QSet<QString> m_standing; ///< kept tables, folded
    QStringList m_filling; ///< runs when nothing is left to ask
    bool m_isForeseeing = false; ///< then what would be asked for stands here
    QList<Message> m_foreseen;
};

} // namespace

Result<DownPrecautions> precautionsFor(const Timeline &timeline, const MigrationFile &migration, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context, Replay *replay)
{
    Result<MigrationReview> review = reviewMigration(timeline, migration, engine, beside, false, context, replay);
    if (!review)
        return failure(review.error());
    return DownPrecautions{std::move(review->before), std::move(review->after), {}, false, {}};
}

Result<> mustBringBack(Connection &connection, const Engine &engine, const MigrationFile &migration,
    const DownPrecautions &known, const RunRules &rules, JobContext &context)
{
    QList<DataCheck> checks = dataChecks(known.after, known.before, engine, connection.server());
    checks.removeIf([](const DataCheck &one) {
        return one.what != DataCheck::What::Unfit && one.what != DataCheck::What::Changed;
    });
    checks += displacedRows(turned(migration), known.after, engine, connection.server());
    const Result<QList<DataCheck>> found = failingChecks(connection, checks, context);
    if (!found)
        return failure(found.error());
    if (rules.warn) {
        for (const DataCheck &check : *found)
            rules.warn(check.message());
    }
    const auto first = std::find_if(
        found->begin(), found->end(), [](const DataCheck &check) { return check.unasked.isEmpty() || check.stops(); });
    if (first == found->end() || rules.allowsRows || known.discard)
        return {};
    if (rules.allowedBy)
        rules.allowedBy(QString::fromLatin1(DataCode));
    return failure({.code = Error::Code::Refused,
        .message = {"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "Migration %1 was not taken back: values that are there do not fit what comes back: %2. Settle them "
                "first, or take it back with --allow DATA and lose them."),
            {migration.version, first->message().source()}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<QList<Message>> foreseenPrecautions(Connection &connection, const Engine &engine, const MigrationFile &migration,
    DownPrecautions &precautions, JobContext &context)
{
    return engine.keeper ? Precaution(connection, engine, migration, precautions, context).foreseen()
                         : Result<QList<Message>>(QList<Message>());
}

Result<> mayTakePrecautions(Connection &connection, const Engine &engine, const MigrationFile &migration,
    DownPrecautions &precautions, const RunRules &rules, JobContext &context)
{
    const Result<> fine = mustBringBack(connection, engine, migration, precautions, rules, context);
    return fine && engine.keeper ? Precaution(connection, engine, migration, precautions, context).mayRun() : fine;
}

Result<> takePrecautions(Connection &connection, const Engine &engine, const MigrationFile &migration,
    DownPrecautions &precautions, JobContext &context)
{
    return engine.keeper ? Precaution(connection, engine, migration, precautions, context).run() : Result<>();
}

} // namespace relata
