#include "models/jobs/recipes/kept_tables.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/keeper.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/migrate.h"
#include "models/planner/keeping.h"
#include "models/timeline/ledger.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto Log = "_relata_kept";
constexpr qsizetype PrefixLength = 22; // "_relata_kept_" and a tag with its underscore

struct LogRow {
    QString source, version;
    QDateTime since;
};

/// What ways down have kept; nothing where there is no such log.
QHash<QString, LogRow> logRows(Connection &connection)
{
    QHash<QString, LogRow> result;
    const Result<Rows> rows =
        fetch(connection, u"SELECT name, source, version, kept_at FROM "_s + QLatin1StringView(Log));
    for (qsizetype i = 0; rows && i < rows->count; ++i)
        result.insert(rows->text(i, 0),
            {rows->text(i, 1), rows->text(i, 2), QDateTime::fromString(rows->text(i, 3), Qt::ISODateWithMs)});
    return result;
}

Result<qint64> rowsOf(Connection &connection, const Engine &engine, const QString &name)
{
    SqlWriter out(*engine.flavour);
    out << "SELECT count(*) FROM " << Identifier{name};
    const Result<Rows> rows = fetch(connection, out.sql());
    return rows ? Result<qint64>(rows->number(0, 0)) : Result<qint64>(failure(rows.error()));
}

} // namespace

qint64 daysKept(const KeptTable &table)
{
    return table.since.isValid() ? table.since.daysTo(QDateTime::currentDateTimeUtc()) : -1;
}

Result<QList<KeptTable>> keptTables(Connection &connection, const Engine &engine)
{
    QList<KeptTable> result;
    if (!engine.keeper)
        return result;
    const Result<Rows> found = fetch(connection, engine.keeper->keptTables());
    if (!found)
        return failure(found.error());
    if (found->isEmpty())
        return result;
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    const QHash<QString, LogRow> log = logRows(connection);
    for (qsizetype i = 0; i < found->count; ++i) {
        KeptTable table;
        table.name = found->text(i, 0);
        table.source = table.name.mid(PrefixLength);
        table.bytes = found->isNull(i, 1) ? -1 : found->number(i, 1);
        const Result<qint64> rows = rowsOf(connection, engine, table.name);
        if (!rows)
            return failure(rows.error());
        table.rows = *rows;
        for (const Ledger::Entry &entry : *entries) {
            if (!entry.body.contains(table.name))
                continue;
            table.version = entry.version;
            table.since = entry.finishedAt.isValid() ? entry.finishedAt : entry.startedAt;
            table.isAwaited = true;
        }
        if (const auto noted = log.constFind(table.name); noted != log.cend() && !table.isAwaited) {
            table.source = noted->source;
            table.version = noted->version;
            table.since = noted->since;
        }
        result += table;
    }
    return result;
}

static Result<> purgeOne(Connection &connection, const Engine &engine, const KeptTable &table)
{
    const QString sql = table.isAwaited ? engine.keeper->empty(table.name) : engine.keeper->discard(table.name).sql;
    if (const Result<ResultSummary> done = perform(connection, sql); !done)
        return failure(done.error());
    if (!logRows(connection).contains(table.name))
        return {};
    const QList<Value> values{table.name};
    const auto done = perform(connection,
        u"DELETE FROM "_s + QLatin1StringView(Log) + u" WHERE name = "_s + engine.runner->parameter(1), values);
    return done ? Result<>() : Result<>(failure(done.error()));
}

/// The size says nothing of the rows, and changes by itself.
static bool isAsSeen(KeptTable table, const KeptTable &seen)
{
    table.bytes = seen.bytes;
    return table == seen;
}

static Result<> mustBeAsSeen(Connection &connection, const Engine &engine, const QList<KeptTable> &seen)
{
    const Result<QList<KeptTable>> now = keptTables(connection, engine);
    if (!now)
        return failure(now.error());
    for (const KeptTable &one : seen) {
        if (std::none_of(now->begin(), now->end(), [&](const KeptTable &table) { return isAsSeen(table, one); }))
            return failure({.code = Error::Code::Conflict,
                .message = {"Kept",
                    QT_TRANSLATE_NOOP("Kept",
                        "Nothing was purged: %1 is not what was shown any more, another run has changed it. Look "
                        "again."),
                    {one.name}},
                .detail = {},
                .sqlState = {},
                .position = {}});
    }
    return {};
}

Result<> purge(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const QList<KeptTable> &tables, JobContext &context, const std::function<void(const KeptTable &)> &purged)
{
    const auto guard = lockMigrations(target, engine, context);
    if (!guard)
        return failure(guard.error());
    if (Result<> same = mustBeAsSeen(connection, engine, tables); !same)
        return same;
    for (qsizetype i = 0; i < tables.size(); ++i) {
        if (context.stopRequested())
            return failure(cancelledError());
        context.report({i, tables.size(), {"Kept", QT_TRANSLATE_NOOP("Kept", "Purging %1"), {tables.at(i).name}}});
        if (Result<> done = purgeOne(connection, engine, tables.at(i)); !done)
            return done;
        if (purged)
            purged(tables.at(i));
    }
    return {};
}

Result<> noteKept(Connection &connection, const Engine &engine, const KeptTable &table)
{
    const LedgerWords words = engine.runner->ledgerWords();
    const QString create =
        u"CREATE TABLE IF NOT EXISTS %5 (name %1 NOT NULL PRIMARY KEY, source %2, version %1, kept_at %1, "
        "row_count %3)%4"_s.arg(words.key, words.text, words.number, words.tableSuffix, QLatin1StringView(Log));
    if (const auto made = perform(connection, create); !made)
        return failure(made.error());
    QStringList parameters;
    for (int i = 1; i <= 5; ++i)
        parameters += engine.runner->parameter(i);
    const QList<Value> name{table.name}; // noted again, it is one still
    if (const auto gone = perform(connection,
            u"DELETE FROM "_s + QLatin1StringView(Log) + u" WHERE name = "_s + engine.runner->parameter(1), name);
        !gone)
        return failure(gone.error());
    const QList<Value> values{
        table.name, table.source, table.version, table.since.toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s), table.rows};
    const auto done = perform(connection,
        u"INSERT INTO "_s + QLatin1StringView(Log) + u" (name, source, version, kept_at, row_count) VALUES ("_s
            + parameters.join(u", "_s) + u')',
        values);
    return done ? Result<>() : Result<>(failure(done.error()));
}

} // namespace relata
