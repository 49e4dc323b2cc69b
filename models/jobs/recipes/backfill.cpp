#include "models/jobs/recipes/backfill.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_writer.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QThread>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int FirstRows = 1000;
constexpr quint8 RealStorage = 2; ///< of SQLite: SQLITE_FLOAT, whose text is not the whole number
constexpr std::chrono::milliseconds Nap{50};

QString written(const QStringList &key)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(key)).toJson(QJsonDocument::Compact));
}

/// Values of these types sort and compare alike, wherever they are bound.
bool isOrderly(TypeFamily family)
{
    static constexpr TypeFamily fine[] = {TypeFamily::Integer, TypeFamily::Decimal, TypeFamily::Text, TypeFamily::Bytes,
        TypeFamily::Date, TypeFamily::Time, TypeFamily::Timestamp, TypeFamily::Uuid};
    return std::find(std::begin(fine), std::end(fine), family) != std::end(fine);
}

bool isNumber(TypeFamily family) { return family == TypeFamily::Integer || family == TypeFamily::Decimal; }

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

class Backfill::Text {
public:
    explicit Text(const RunnerPort &runner)
        : m_runner(runner)
    { }
    Text &operator<<(const QString &text)
    {
        m_sql += text;
        return *this;
    }
    Text &value(const QString &value, TypeFamily family)
    {
        if (isNumber(family)) { // it was seen to be one
            m_sql += value;
            return *this;
        }
        m_values += family == TypeFamily::Bytes ? Value(QByteArray::fromBase64(value.toLatin1())) : Value(value);
        m_sql += m_runner.parameter(int(m_values.size()));
        return *this;
    }
    const QString &sql() const { return m_sql; }
    std::span<const Value> values() const { return {m_values.constData(), size_t(m_values.size())}; }

private:
    const RunnerPort &m_runner;
    QString m_sql;
    QList<Value> m_values;
};

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
    bool isLed = false;
    for (const ObjectId id : schema.children(table)) {
        const QList<ObjectId> columns = leading(schema, id);
        if (wanted.isEmpty() && schema.find<PrimaryKey>(id))
            wanted = columns;
        isLed = isLed || (!wanted.isEmpty() && columns.mid(0, wanted.size()) == wanted);
    }
    if (wanted.isEmpty())
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "%1 has no primary key that a backfill could go by. Name columns of an index that "
                                    "are NOT NULL: \"relata:backfill by …\"."),
            {place});
    for (const ObjectId id : wanted) {
        const auto *column = schema.find<Column>(id);
        if (column->nullable || !isLed)
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "A backfill cannot go by %1 of %2: the columns must be NOT NULL, and the first of an index."),
                {key.isEmpty() ? column->name : key, place});
        if (m_statement.assigned.contains(column->name, sameName()))
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                        "A backfill cannot go by %1 of %2, which it writes to: name other columns, "
                                        "\"relata:backfill by …\"."),
                {column->name, place});
        m_key += KeyColumn{column->name, TypeFamily::Unknown};
    }
    return {};
}

Result<> Backfill::readTypes()
{
    const Result<Rows> none =
        fetch(m_connection, u"SELECT "_s + keyText({}, "") + u" FROM "_s + m_statement.tableText + u" WHERE 1 = 0"_s);
    if (!none)
        return failure(none.error());
    for (qsizetype i = 0; i < m_key.size(); ++i) {
        m_key[i].family = none->columns.value(i).family;
        if (!isOrderly(m_key.at(i).family) || !m_engine.runner->watch()->tellsExactly(none->columns.value(i)))
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "A backfill cannot go by %1, whose type is %2: name columns with numbers, texts, bytes or dates."),
                {m_key.at(i).name, none->columns.value(i).typeName});
    }
    return {};
}

Result<> Backfill::prepare(const RunnerStatement &statement)
{
    if (Result<> fine = check(statement, m_engine); !fine)
        return fine;
    m_rules = backfillRules(*statement.backfill).value_or(BackfillRules()); // which its file was read by
    m_statement = *batched(statement.sql, *m_engine.flavour);
    m_rows = std::min(m_rules.rows, FirstRows);
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
    return readTypes();
}

QString Backfill::keyText(const QString &prefix, const char *order) const
{
    QStringList result;
    for (const KeyColumn &column : m_key)
        result += prefix + quoted(Identifier{column.name}, *m_engine.flavour) + QLatin1StringView(order);
    return result.join(u", "_s);
}

/// "(a, b) > (1, 2)", or where no index is gone by for that: "(a > 1 OR (a = 1 AND (b > 2)))".
void Backfill::compare(Text &text, const QString &prefix, const char *sign, const QStringList &key) const
{
    if (m_key.size() == 1 || m_engine.runner->watch()->comparesRows()) {
        text << u"("_s + keyText(prefix, "") + u") "_s + QString::fromLatin1(sign) + u" ("_s;
        for (qsizetype i = 0; i < m_key.size(); ++i)
            (i ? text << u", "_s : text).value(key.at(i), m_key.at(i).family);
        text << u")"_s;
        return;
    }
    const QString strict = QString::fromLatin1(sign).left(1);
    for (qsizetype i = 0; i < m_key.size(); ++i) {
        const bool isLast = i + 1 == m_key.size();
        const QString column = prefix + quoted(Identifier{m_key.at(i).name}, *m_engine.flavour);
        text << u"("_s << column << u' ' + (isLast ? QString::fromLatin1(sign) : strict) + u' ';
        text.value(key.at(i), m_key.at(i).family);
        if (!isLast) {
            text << u" OR ("_s << column << u" = "_s;
            text.value(key.at(i), m_key.at(i).family) << u" AND "_s;
        }
    }
    text << u")"_s + u"))"_s.repeated(m_key.size() - 1);
}

Result<std::optional<QStringList>> Backfill::keyOf(const Text &query)
{
    static const QRegularExpression number(u"^-?\\d+(\\.\\d+)?$"_s);
    const Result<Rows> rows = fetch(m_connection, query.sql(), query.values());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<QStringList>();
    QStringList key;
    for (int i = 0; i < m_key.size(); ++i) {
        const bool isBytes = m_key.at(i).family == TypeFamily::Bytes;
        key += isBytes ? QString::fromLatin1(rows->bytes(0, i).toByteArray().toBase64()) : rows->text(0, i);
        const std::vector<quint8> &storage = rows->pages.front().storage;
        const bool isReal = !storage.empty() && storage.at(std::size_t(i)) == RealStorage;
        if (isReal || (isNumber(m_key.at(i).family) && !number.match(key.last()).hasMatch()))
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate", "The backfill met a row whose %1 is no exact number: %2"),
                {m_key.at(i).name, key.last().left(80)});
    }
    return std::optional(key);
}

/// The last key of the next batch: of as many rows as it may hold, or of all that are left.
Result<std::optional<QStringList>> Backfill::nextKey(const QStringList &last, bool *isLast)
{
    const auto query = [&](const char *order, const QString &rest) {
        Text text(*m_engine.runner);
        text << u"SELECT "_s + keyText({}, "") + u" FROM "_s + m_statement.tableText;
        if (!last.isEmpty()) {
            text << u" WHERE "_s;
            compare(text, {}, ">", last);
        }
        text << u" ORDER BY "_s + keyText({}, order) + rest;
        return text;
    };
    *isLast = false;
    Result<std::optional<QStringList>> full = keyOf(query("", u" LIMIT 1 OFFSET "_s + QString::number(m_rows - 1)));
    if (!full || *full)
        return full;
    *isLast = true;
    return keyOf(query(" DESC", u" LIMIT 1"_s));
}

Result<> Backfill::batch(BackfillTable::Place &place, const QStringList &last, const QStringList &next)
{
    const QString prefix = m_statement.reference + u'.';
    Text range(*m_engine.runner);
    if (!last.isEmpty()) {
        compare(range, prefix, ">", last);
        range << u" AND "_s;
    }
    compare(range, prefix, "<=", next);
    if (const auto begun = perform(m_connection, u"BEGIN"_s); !begun)
        return failure(begun.error());
    const auto done = perform(m_connection, m_statement.within(range.sql()), range.values());
    if (!done)
        return failure(done.error());
    const BackfillTable::Place reached{written(next), place.rows + std::max<qint64>(0, done->rows)};
    if (m_hooks->keep) {
        if (Result<> kept = m_hooks->keep(reached); !kept)
            return kept;
    }
    if (const auto committed = perform(m_connection, u"COMMIT"_s); !committed)
        return failure(committed.error());
    place = reached;
    return {};
}

/// Sleeps, and hears meanwhile whether to go on.
Result<> Backfill::rest(std::chrono::milliseconds time)
{
    for (auto slept = std::chrono::milliseconds(0); slept < time; slept += Nap) {
        if (m_hooks->mayGoOn) {
            if (Result<> fine = m_hooks->mayGoOn(); !fine)
                return fine;
        }
        QThread::msleep((unsigned long)(std::min(Nap, time - slept).count()));
    }
    return {};
}

/// One batch, unless there is nothing left.
Result<> Backfill::attempt(BackfillTable::Place &place, const QStringList &last)
{
    bool isLast = false;
    const auto next = nextKey(last, &isLast);
    if (!next)
        return failure(next.error());
    m_isOver = isLast;
    if (!*next)
        return {};
    QElapsedTimer clock;
    clock.start();
    if (Result<> done = batch(place, last, **next); !done)
        return done;
    const qint64 aim = m_rules.batch.count(), took = clock.elapsed();
    m_rows = took > aim ? std::max(m_rows / 2, 1) : took * 2 < aim ? m_rows * 2 : m_rows;
    m_rows = std::min(m_rows, m_rules.rows);
    return {};
}

/// Tries a batch until nobody is in its way.
Result<> Backfill::patiently(BackfillTable::Place &place, const QStringList &last)
{
    const WaitRules &patience = m_hooks->patience;
    for (int number = 1;; ++number) {
        Result<> done = attempt(place, last);
        if (done)
            return done;
        if (m_connection.isAlive() && m_connection.transaction() != TransactionState::None)
            (void)perform(m_connection, u"ROLLBACK"_s);
        if (number >= patience.tries || !isPassing(done.error()) || !m_connection.isAlive())
            return done;
        m_rows = std::max(m_rows / 2, 1);
        if (m_hooks->waits)
            m_hooks->waits(number + 1);
        if (Result<> rested = rest(pauseBehind(number, patience)); !rested)
            return rested;
    }
}

Result<qint64> Backfill::run(const std::optional<BackfillTable::Place> &from, const BackfillHooks &hooks)
{
    m_hooks = &hooks;
    BackfillTable::Place place = from.value_or(BackfillTable::Place());
    for (m_isOver = false; !m_isOver;) {
        if (hooks.mayGoOn) {
            if (Result<> fine = hooks.mayGoOn(); !fine)
                return failure(fine.error());
        }
        QStringList last;
        for (const QJsonValue &part : QJsonDocument::fromJson(place.cursor.toUtf8()).array())
            last += part.toString();
        if (!last.isEmpty() && last.size() != m_key.size())
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                        "The backfill was begun by another key (%1): roll the migration back, or name "
                                        "the same columns again."),
                {place.cursor});
        if (Result<> done = patiently(place, last); !done)
            return failure(done.error());
        if (hooks.tell)
            hooks.tell(place,
                {"Migrate", QT_TRANSLATE_NOOP("Migrate", "%1 rows written so far"), {QString::number(place.rows)}});
        if (!m_isOver) {
            if (Result<> rested = rest(m_rules.pause); !rested)
                return failure(rested.error());
        }
    }
    return place.rows;
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
