#include "models/jobs/recipes/backfill.h"

#include "models/engine/engine.h"
#include "models/engine/keeper.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_writer.h"
#include "models/timeline/drift.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// The columns that an index or key goes by first; empty where it leaves out rows or goes by expressions.
QList<ObjectId> leading(const Schema &schema, ObjectId id)
{
    const KeyParts *parts = nullptr;
    if (const auto *key = schema.find<PrimaryKey>(id))
        parts = &key->parts;
    else if (const auto *unique = schema.find<Unique>(id))
        parts = &unique->parts;
    else if (const auto *index = schema.find<Index>(id); index && index->predicate.pieces.empty() && index->valid)
        parts = &index->parts;
    QList<ObjectId> result;
    for (qsizetype i = 0; parts && i < parts->size(); ++i) {
        if (parts->at(i).column.isNull() || parts->at(i).prefixLength > 0)
            break;
        result += parts->at(i).column;
    }
    return result;
}

} // namespace

Result<> Backfill::check(const RunnerStatement &statement, const Engine &engine)
{
    if (!batched(statement.sql, *engine.flavour))
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "Only an UPDATE or DELETE of one table can run in batches, without WITH, ORDER BY, LIMIT and "
                "RETURNING. Take \"relata:backfill\" away, or write the statement so: %1"),
            {statement.sql.simplified().left(200)}, Error::Code::Usage);
    return {};
}

Qt::CaseSensitivity Backfill::sameName() const
{
    return m_engine.nameRule == NameRule::Exact ? Qt::CaseSensitive : Qt::CaseInsensitive;
}

/// What the schema is called that names without one mean; empty: nothing, or nobody can tell.
QString Backfill::homeSchema()
{
    const QString query = m_defaultSchema.isEmpty() ? m_engine.runner->ledgerSchema() : QString();
    const Result<Rows> rows = query.isEmpty() ? failure(Error()) : fetch(m_connection, query);
    return rows && !rows->isEmpty() ? rows->text(0, 0) : m_defaultSchema;
}

ObjectId Backfill::tableIn(const Schema &schema)
{
    QStringList wanted = m_statement.table;
    if (wanted.size() == 1 || wanted.first().compare(homeSchema(), sameName()) == 0)
        wanted = {QString(), wanted.last()};
    for (const ObjectId id : schema.all(Kind::Table)) {
        if (schema.path(id).join(u'.').compare(wanted.join(u'.'), sameName()) == 0)
            return id;
    }
    return {};
}

/// The columns that are named, or none; empty: one of them is not there.
std::optional<QList<ObjectId>> Backfill::named(const Schema &schema, ObjectId table) const
{
    QList<ObjectId> result;
    for (const QString &name : m_rules.key) {
        for (const ObjectId column : schema.children(table, Kind::Column)) {
            if (nameOf(*schema.find(column)).compare(name, sameName()) == 0)
                result += column;
        }
    }
    return result.size() == m_rules.key.size() ? std::optional(result) : std::nullopt;
}

/// The named columns, or those of the primary key: none may be NULL or written to, and an index must lead along them.
Result<> Backfill::chooseKey(const Schema &schema, ObjectId table)
{
    const QString place = schema.displayName(table), key = m_rules.key.join(u", "_s);
    const auto found = named(schema, table);
    if (!found)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "The backfill goes by %1, but %2 has no such columns."), {key, place});
    QList<ObjectId> wanted = *found;
    bool isLed = false, isSure = false; // SQLite's INTEGER PRIMARY KEY is never NULL, whatever the column says
    for (const ObjectId id : schema.children(table)) {
        const QList<ObjectId> columns = leading(schema, id);
        const auto *primary = schema.find<PrimaryKey>(id);
        if (wanted.isEmpty() && primary)
            wanted = columns;
        const bool leads = !wanted.isEmpty() && columns.mid(0, wanted.size()) == wanted;
        isLed = isLed || leads;
        isSure = isSure || (leads && primary && m_engine.keeper && m_engine.keeper->tellsApart(*primary, schema));
    }
    if (wanted.isEmpty())
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "%1 has no primary key that a backfill could go by. Name columns of an index that "
                                    "are NOT NULL: \"relata:backfill by …\"."),
            {place});
    for (const ObjectId id : wanted) {
        const auto *column = schema.find<Column>(id);
        if ((column->nullable && !isSure) || !isLed)
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "A backfill cannot go by %1 of %2: the columns must be NOT NULL, and the first of an index."),
                {key.isEmpty() ? column->name : key, place});
        if (m_statement.assigned.contains(column->name, sameName()))
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                        "A backfill cannot go by %1 of %2, which it writes to: name other columns, "
                                        "\"relata:backfill by …\"."),
                {column->name, place});
        m_key += column->name;
    }
    return {};
}

Result<> Backfill::prepare(const RunnerStatement &statement)
{
    if (Result<> fine = check(statement, m_engine); !fine)
        return fine;
    m_rules = backfillRules(*statement.backfill).value_or(BackfillRules()); // which its file was read by
    m_statement = *batched(statement.sql, *m_engine.flavour);
    const Result<Schema> schema =
        m_engine.catalogue->read(m_connection, {.schemas = {}, .defaultSchema = m_defaultSchema}, m_context);
    if (!schema)
        return failure(schema.error());
    const ObjectId table = tableIn(*schema);
    if (table.isNull())
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate", "The backfill writes to %1, and there is no such table."),
            {m_statement.table.join(u'.')});
    if (Result<> done = chooseKey(*schema, table); !done)
        return done;
    return m_batches.prepare(m_statement.tableText, m_key, m_rules);
}

Result<qint64> Backfill::run(const std::optional<BatchPlace> &from, const BackfillHooks &hooks)
{
    KeyBatches::Hooks batches{.work = {},
        .mayGoOn = hooks.mayGoOn,
        .begins = {},
        .keep = hooks.keep,
        .tell = {},
        .waits = hooks.waits,
        .brake = hooks.brake,
        .patience = hooks.patience};
    batches.work = [this](const KeyBatches::Range &rows) -> Result<qint64> {
        BoundText range(*m_engine.runner);
        m_batches.within(range, m_statement.reference + u'.', rows);
        const auto done = perform(m_connection, m_statement.within(range.sql()), range.values());
        return done ? Result<qint64>(done->rows) : failure(done.error());
    };
    batches.tell = [&hooks](const BatchPlace &place) {
        if (hooks.tell)
            hooks.tell(place,
                {"Migrate", QT_TRANSLATE_NOOP("Migrate", "%1 rows written so far"), {QString::number(place.rows)}});
    };
    return m_batches.run(from, batches);
}

/// A DELETE takes all that meets its condition; an UPDATE should, where the condition speaks of what it writes.
bool Backfill::shouldLeaveNone() const
{
    if (m_statement.assigned.isEmpty())
        return true;
    const QSet<QString> names = namesIn(m_statement.condition, *m_engine.flavour);
    return std::any_of(m_statement.assigned.begin(), m_statement.assigned.end(),
        [&](const QString &column) { return names.contains(column.toLower()); });
}

QString Backfill::queryOfLeft(const QString &what) const
{
    QString query = u"SELECT "_s + what + u" FROM " + m_statement.tableText;
    if (m_statement.reference != m_statement.tableText)
        query += u" AS "_s + m_statement.reference;
    return m_statement.condition.isEmpty() ? query : query + u" WHERE " + m_statement.condition;
}

Result<qint64> Backfill::countLeft()
{
    if (!shouldLeaveNone())
        return 0;
    const Result<Rows> rows = fetch(m_connection, queryOfLeft(u"COUNT(*)"_s));
    return rows ? Result<qint64>(rows->number(0, 0)) : failure(rows.error());
}

Result<bool> backfilled(Connection &connection, const Engine &engine, const QString &defaultSchema,
    const RunnerStatement &statement, JobContext &context)
{
    if (!statement.backfill || !engine.runner->watch()->keepsTransactions(connection).value_or(false))
        return false;
    Backfill work(connection, engine, defaultSchema, context);
    if (Result<> ready = work.prepare(statement); !ready)
        return failure(ready.error());
    BackfillHooks hooks;
    hooks.mayGoOn = [&context]() -> Result<> {
        return context.stopRequested() ? failure(cancelledError()) : Result<>();
    };
    const Result<qint64> done = work.run({}, hooks);
    return done ? Result<bool>(true) : failure(done.error());
}

} // namespace relata
