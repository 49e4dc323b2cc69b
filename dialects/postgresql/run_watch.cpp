#include "dialects/postgresql/run_watch.h"

#include "dialects/postgresql/space.h"
#include "dialects/postgresql/text_tokens.h"
#include "dialects/postgresql/waits.h"
#include "models/engine/fetch.h"
#include "models/engine/server_info.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// The advisory lock of a 64-bit number as pg_locks shows it.
constexpr auto LockRow = "l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.database = "
                         "(SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) AND "
                         "(l.classid::bigint << 32 | l.objid::bigint) = ";

constexpr auto SessionRow = "SELECT a.pid FROM pg_catalog.pg_stat_activity a WHERE a.pid = $1::int AND "
                            "pg_catalog.date_part('epoch', a.backend_start)::text = $2";

constexpr auto Replicas =
    "SELECT coalesce(nullif(r.application_name, ''), pg_catalog.host(r.client_addr), r.pid::text), "
    "pg_catalog.floor(pg_catalog.date_part('epoch', r.replay_lag) * 1000)::bigint, r.state IS NULL FROM "
    "pg_catalog.pg_stat_replication r WHERE r.state IS NULL OR r.state IN ('streaming', 'catchup') ORDER BY 1";

/// What tells how far a statement is: its phase, what is done and what there is to do of it.
struct ProgressView {
    int since; ///< the version that has it
    const char *query;
};
constexpr ProgressView ProgressViews[] = {
    {120000,
        "SELECT p.phase, CASE WHEN p.blocks_total > 0 THEN p.blocks_done WHEN p.tuples_total > 0 THEN p.tuples_done "
        "ELSE p.lockers_done END, CASE WHEN p.blocks_total > 0 THEN p.blocks_total WHEN p.tuples_total > 0 THEN "
        "p.tuples_total ELSE p.lockers_total END FROM pg_catalog.pg_stat_progress_create_index p"},
    {120000, "SELECT p.phase, p.heap_blks_scanned, p.heap_blks_total FROM pg_catalog.pg_stat_progress_cluster p"},
    {90600, "SELECT p.phase, p.heap_blks_scanned, p.heap_blks_total FROM pg_catalog.pg_stat_progress_vacuum p"},
    {130000, "SELECT p.phase, p.sample_blks_scanned, p.sample_blks_total FROM pg_catalog.pg_stat_progress_analyze p"},
    {140000,
        "SELECT pg_catalog.lower(p.command), p.bytes_processed, p.bytes_total FROM pg_catalog.pg_stat_progress_copy p"},
};

QString lockRow() { return QLatin1StringView(LockRow) + QString::number(MigrationLockKey); }

QList<Value> parted(const QString &key) { return {key.section(u'/', 0, 0), key.section(u'/', 1)}; }

/// The index that CREATE INDEX CONCURRENTLY was to make: its schema, where the table's name says it, and its name.
QStringList indexNames(QStringView statement)
{
    const TextTokens tokens(statement.toString());
    qsizetype i = 1;
    if (!tokens.is(0, u"create"))
        return {};
    i += tokens.is(i, u"unique") ? 1 : 0;
    if (!tokens.is(i, u"index") || !tokens.is(i + 1, u"concurrently"))
        return {};
    i += 2;
    if (tokens.is(i, u"if"))
        i += 3;
    if (tokens.is(i, u"on") || !tokens.isName(i))
        return {}; // the server picks the name
    const QString name = tokens.name(i);
    i += 1;
    if (!tokens.is(i, u"on"))
        return {};
    i += tokens.is(i + 1, u"only") ? 2 : 1;
    const int length = tokens.chainLength(i);
    return {length > 1 ? tokens.name(i + qsizetype(length - 2) * 2) : QString(), name};
}

/// The index, or the table, that REINDEX CONCURRENTLY was to build anew.
QString rebuilt(QStringView statement)
{
    const TextTokens tokens(statement.toString());
    for (qsizetype i = 1; tokens.is(0, u"reindex") && i + 1 < tokens.size(); ++i) {
        if (tokens.is(i, u"concurrently") && (tokens.is(i - 1, u"index") || tokens.is(i - 1, u"table")))
            return QStringView(statement).mid(tokens.at(i + 1).begin).trimmed().toString();
    }
    return {};
}

} // namespace

Result<bool> PostgresqlRunWatch::holdsLock(Connection &lock) const
{
    const auto rows = fetch(
        lock, u"SELECT 1 FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND "_s + lockRow());
    return rows ? Result<bool>(!rows->isEmpty()) : failure(rows.error());
}

Result<std::optional<LockHolder>> PostgresqlRunWatch::lockHolder(Connection &lock) const
{
    const auto rows = fetch(lock,
        u"SELECT coalesce(a.usename, ''), coalesce(a.client_addr::text, 'this host'), "
        "coalesce(a.application_name, ''), l.pid, "
        "pg_catalog.to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM "
        "pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE "_s
            + lockRow());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<LockHolder>();
    return std::optional(
        LockHolder{rows->text(0, 0), rows->text(0, 1), rows->text(0, 2), rows->text(0, 3), rows->text(0, 4)});
}

QString sessionKeyQuery()
{
    return u"SELECT a.pid::text || '/' || pg_catalog.date_part('epoch', a.backend_start)::text FROM "
           "pg_catalog.pg_stat_activity a WHERE a.pid = pg_catalog.pg_backend_pid()"_s;
}

Result<QString> PostgresqlRunWatch::sessionKey(Connection &connection) const
{
    const auto rows = fetch(connection, sessionKeyQuery());
    return rows ? Result<QString>(rows->isEmpty() ? QString() : rows->text(0, 0)) : failure(rows.error());
}

Result<bool> PostgresqlRunWatch::isSessionThere(Connection &connection, const QString &key) const
{
    const auto rows = fetch(connection, QLatin1StringView(SessionRow), parted(key));
    return rows ? Result<bool>(!rows->isEmpty()) : failure(rows.error());
}

/// With the server's history: one that was promoted gives the numbers out again that the lost one had.
static QString history()
{
    return u"pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8)"_s;
}

Result<QString> PostgresqlRunWatch::transactionKey(Connection &connection) const
{
    const QString number = connection.server().version >= 130000 ? u"pg_catalog.pg_current_xact_id_if_assigned()"_s
                                                                 : u"pg_catalog.txid_current_if_assigned()"_s;
    const auto rows = fetch(connection, u"SELECT "_s + history() + u" || '/' || "_s + number + u"::text"_s);
    return rows ? Result<QString>(rows->isEmpty() ? QString() : rows->text(0, 0)) : failure(rows.error());
}

Result<std::optional<bool>> PostgresqlRunWatch::hasCommitted(Connection &connection, const QString &key) const
{
    const QString status = connection.server().version >= 130000 ? u"pg_catalog.pg_xact_status($1::text::xid8)"_s
                                                                 : u"pg_catalog.txid_status($1::text::bigint)"_s;
    const QList<Value> parts{key.section(u'/', 1), key.section(u'/', 0, 0)};
    const auto rows = fetch(connection, u"SELECT "_s + status + u" WHERE "_s + history() + u" = $2"_s, parts);
    if (!rows)
        return failure(rows.error());
    const QString said = rows->isEmpty() ? QString() : rows->text(0, 0);
    const bool isKnown = said == "committed"_L1 || said == "aborted"_L1;
    return isKnown ? std::optional(said == "committed"_L1) : std::nullopt;
}

Result<> PostgresqlRunWatch::endSession(Connection &connection, const QString &key) const
{
    const auto rows = fetch(connection,
        u"SELECT pg_catalog.pg_terminate_backend(s.pid) FROM ("_s + QLatin1StringView(SessionRow) + u") s"_s,
        parted(key));
    return rows ? Result<>() : failure(rows.error());
}

Result<QStringList> PostgresqlRunWatch::blockers(Connection &connection, const QString &key) const
{
    const QList<Value> pid{key.section(u'/', 0, 0)};
    const auto rows = fetch(connection,
        u"SELECT a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), coalesce(a.state, ''), "
        "pg_catalog.left(pg_catalog.regexp_replace(coalesce(a.query, ''), '\\s+', ' ', 'g'), 120) "
        "FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::int)) b(pid) "
        "JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY 1"_s,
        pid);
    if (!rows)
        return failure(rows.error());
    QStringList result;
    for (qsizetype i = 0; i < rows->count; ++i)
        result += u"session %1 of %2 (%3, %4): %5"_s.arg(
            rows->text(i, 0), rows->text(i, 1), rows->text(i, 2), rows->text(i, 3), rows->text(i, 4));
    result.removeDuplicates();
    return result;
}

Result<QStringList> PostgresqlRunWatch::leftovers(Connection &connection, QStringView statement) const
{
    const QStringList made = indexNames(statement);
    const QString again = rebuilt(statement);
    if (made.isEmpty() && again.isEmpty())
        return QStringList();
    // One that somebody is building is invalid too, and no leftover.
    QString query = u"SELECT n.nspname, c.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON "
                    "c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT "
                    "i.indisvalid AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p WHERE "
                    "p.index_relid = c.oid) AND "_s;
    QList<Value> values;
    if (!made.isEmpty()) {
        query += u"c.relname = $1 AND n.nspname = coalesce(nullif($2, ''), pg_catalog.current_schema())"_s;
        values = {made.at(1), made.at(0)};
    } else {
        query += u"c.relname ~ '_cc(new|old)[0-9]*$' AND i.indrelid IN (SELECT pg_catalog.to_regclass($1) UNION "
                 "SELECT x.indrelid FROM pg_catalog.pg_index x WHERE x.indexrelid = pg_catalog.to_regclass($1))"_s;
        values = {again};
    }
    const auto rows = fetch(connection, query, values);
    if (!rows)
        return failure(rows.error());
    QStringList result;
    for (qsizetype i = 0; i < rows->count; ++i) {
        SqlWriter drop(postgresqlFlavour());
        drop << "DROP INDEX CONCURRENTLY IF EXISTS " << Identifier{rows->text(i, 0)} << "."
             << Identifier{rows->text(i, 1)};
        result += drop.sql();
    }
    return result;
}

Result<std::optional<qint64>> PostgresqlRunWatch::deadlocks(Connection &connection) const
{
    const auto rows = fetch(connection,
        u"SELECT deadlocks FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()"_s);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? std::optional<qint64>() : std::optional(rows->number(0, 0));
}

Result<ServerStrain> PostgresqlRunWatch::strain(Connection &connection) const
{
    ServerStrain strain;
    const auto running = fetch(connection,
        u"SELECT pg_catalog.count(*) FILTER (WHERE state = 'active'), pg_catalog.count(*) FILTER (WHERE state IS NULL) "
        "FROM pg_catalog.pg_stat_activity WHERE pid <> pg_catalog.pg_backend_pid() AND (backend_type = "
        "'client backend' OR backend_type IS NULL)"_s);
    if (!running)
        return failure(running.error());
    if (running->number(0, 1) == 0)
        strain.running = int(running->number(0, 0));
    const auto replicas = fetch(connection, QLatin1StringView(Replicas));
    if (!replicas)
        return failure(replicas.error());
    for (qsizetype row = 0; row < replicas->count; ++row) {
        strain.hidesLag = strain.hidesLag || replicas->truth(row, 2);
        if (!replicas->isNull(row, 1))
            strain.replicas += ReplicaLag{replicas->text(row, 0), std::chrono::milliseconds(replicas->number(row, 1))};
    }
    return strain;
}

Result<StatementProgress> PostgresqlRunWatch::progress(Connection &connection, const QString &key) const
{
    const QList<Value> pid{key.section(u'/', 0, 0)};
    QStringList views;
    for (const ProgressView &view : ProgressViews) {
        if (connection.server().version >= view.since)
            views += QString::fromLatin1(view.query) + u" WHERE p.pid = $1::int"_s;
    }
    const auto rows = fetch(connection, views.join(u" UNION ALL "_s), pid);
    if (!rows)
        return failure(rows.error());
    StatementProgress progress;
    if (!rows->isEmpty())
        progress = {rows->text(0, 0), rows->number(0, 1), rows->number(0, 2)};
    return progress;
}

const SpacePort *PostgresqlRunWatch::space() const
{
    static const PostgresqlSpace space;
    return &space;
}

const WaitsPort *PostgresqlRunWatch::waits() const
{
    static const PostgresqlWaits waits;
    return &waits;
}

bool PostgresqlRunWatch::setsTimeouts(QStringView statement) const
{
    return statement.contains("lock_timeout"_L1, Qt::CaseInsensitive)
        || statement.contains("statement_timeout"_L1, Qt::CaseInsensitive);
}

bool PostgresqlRunWatch::waitsPatiently(QStringView statement) const
{
    const TextTokens tokens(statement.toString());
    const bool isIndex = tokens.is(0, u"create") || tokens.is(0, u"drop") || tokens.is(0, u"reindex");
    bool isConcurrent = false;
    for (qsizetype i = 1; i < tokens.size() && isIndex; ++i)
        isConcurrent = isConcurrent || tokens.is(i, u"concurrently");
    // It waits for every transaction that is at the table, however long that takes, and nobody who reads or writes
    // waits for it meanwhile; stopped, it would leave an index that is not valid. Behind all else others queue.
    return isConcurrent;
}

} // namespace relata::postgresql
