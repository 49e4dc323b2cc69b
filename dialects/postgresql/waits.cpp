#include "dialects/postgresql/waits.h"

#include "models/engine/fetch.h"

#include <QHash>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// Everything that runs for somebody; a worker of a parallel query goes with its leader.
constexpr auto Sessions =
    "SELECT a.pid, coalesce(a.usename, ''), pg_catalog.concat_ws(', ', pg_catalog.host(a.client_addr), "
    "nullif(a.application_name, '')), coalesce(a.state, ''), coalesce(a.wait_event_type, '') = 'Lock', "
    "pg_catalog.floor(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.xact_start) * 1000)::bigint, "
    "pg_catalog.left(pg_catalog.btrim(pg_catalog.regexp_replace(coalesce(a.query, ''), '\\s+', ' ', 'g')), 120) "
    "FROM pg_catalog.pg_stat_activity a WHERE a.datname = pg_catalog.current_database() AND "
    "a.pid <> pg_catalog.pg_backend_pid() AND coalesce(a.backend_type, '') NOT IN ('parallel worker', 'walsender') "
    "AND (coalesce(a.backend_type, '') <> 'autovacuum worker' OR a.query LIKE '%to prevent wraparound%') ORDER BY 1";

/// What others hold or wait for of the objects asked for, and of what is locked with them.
constexpr auto Locks =
    "WITH RECURSIVE asked(n, schema, name) AS (VALUES %1), wanted(n, oid) AS (SELECT a.n, c.oid FROM asked a JOIN "
    "pg_catalog.pg_class c ON c.relname = a.name JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace WHERE "
    "CASE WHEN a.schema = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE s.nspname = a.schema END UNION "
    "SELECT w.n, r.oid FROM wanted w CROSS JOIN LATERAL (SELECT h.inhrelid FROM pg_catalog.pg_inherits h WHERE "
    "h.inhparent = w.oid UNION ALL SELECT x.indrelid FROM pg_catalog.pg_index x WHERE x.indexrelid = w.oid) r(oid)) "
    "SELECT l.pid, w.n, l.mode FROM wanted w JOIN pg_catalog.pg_locks l ON l.relation = w.oid WHERE l.locktype = "
    "'relation' AND l.pid <> pg_catalog.pg_backend_pid() AND l.database = (SELECT d.oid FROM pg_catalog.pg_database "
    "d WHERE d.datname = pg_catalog.current_database()) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";

constexpr auto Replicas =
    "SELECT coalesce(nullif(r.application_name, ''), pg_catalog.host(r.client_addr), r.pid::text), "
    "pg_catalog.floor(pg_catalog.date_part('epoch', r.replay_lag) * 1000)::bigint FROM "
    "pg_catalog.pg_stat_replication r WHERE r.replay_lag IS NOT NULL ORDER BY 1";

LiveSession sessionOf(const Rows &rows, qsizetype row)
{
    LiveSession session;
    session.number = rows.text(row, 0);
    session.user = rows.text(row, 1);
    session.from = rows.text(row, 2);
    session.statement = rows.text(row, 6);
    session.ending = u"pg_terminate_backend(%1)"_s.arg(session.number);
    if (!rows.isNull(row, 5))
        session.open = std::chrono::milliseconds(std::max<qint64>(rows.number(row, 5), 0));
    const QString state = rows.text(row, 3);
    session.state = rows.truth(row, 4) ? LiveSession::State::Queued
        : state.startsWith("idle"_L1)  ? LiveSession::State::Idle
                                       : LiveSession::State::Running;
    if (session.statement == "<insufficient privilege>"_L1) {
        session.state = LiveSession::State::Hidden;
        session.statement.clear();
    }
    return session;
}

void readLocks(const Rows &rows, QList<LiveSession> &sessions)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < sessions.size(); ++i)
        places.insert(sessions.at(i).number, i);
    for (qsizetype row = 0; row < rows.count; ++row) {
        const qsizetype place = places.value(rows.text(row, 0), -1);
        if (place >= 0)
            sessions[place].holdings += LiveSession::Holding{int(rows.number(row, 1)), rows.text(row, 2), true};
    }
}

/// The objects as rows of names, bound.
QString askedRows(const QList<Lock> &wanted, QList<Value> &values)
{
    QStringList rows;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const QStringList &path = wanted.at(i).object.path;
        values += path.size() > 1 ? path.at(path.size() - 2) : QString(u""_s);
        values += path.isEmpty() ? QString(u""_s) : path.last();
        rows += u"(%1, $%2::text, $%3::text)"_s.arg(i).arg(values.size() - 1).arg(values.size());
    }
    return rows.join(u", "_s);
}

/// Lock modes from the weakest to the strongest, as pg_locks calls them; bit n of a row: conflicts with the n-th.
struct Mode {
    const char *name;
    unsigned conflicts;
};
constexpr Mode Modes[] = {{"accesssharelock", 0b10000000}, {"rowsharelock", 0b11000000},
    {"rowexclusivelock", 0b11110000}, {"shareupdateexclusivelock", 0b11111000}, {"sharelock", 0b11101100},
    {"sharerowexclusivelock", 0b11111100}, {"exclusivelock", 0b11111110}, {"accessexclusivelock", 0b11111111}};

/// "ROW EXCLUSIVE" and "RowExclusiveLock" are the same mode; -1: neither.
int modeNumber(const QString &name)
{
    QString key = name.toLower().remove(u' ');
    if (!key.endsWith("lock"_L1))
        key += u"lock"_s;
    for (int i = 0; i < int(std::size(Modes)); ++i) {
        if (key == QLatin1StringView(Modes[i].name))
            return i;
    }
    return -1;
}

} // namespace

Result<ServerCrowd> PostgresqlWaits::look(Connection &connection, const QList<Lock> &wanted) const
{
    const Result<Rows> sessions = fetch(connection, QLatin1StringView(Sessions));
    if (!sessions)
        return failure(sessions.error());
    ServerCrowd crowd;
    qint64 hidden = 0;
    for (qsizetype row = 0; row < sessions->count; ++row) {
        crowd.sessions += sessionOf(*sessions, row);
        hidden += crowd.sessions.last().state == LiveSession::State::Hidden ? 1 : 0;
    }
    if (!wanted.isEmpty()) {
        QList<Value> values;
        const QString rows = askedRows(wanted, values);
        const Result<Rows> locks = fetch(connection, QString(QLatin1StringView(Locks)).arg(rows), values);
        if (!locks)
            return failure(locks.error());
        readLocks(*locks, crowd.sessions);
    }
    const Result<Rows> replicas = fetch(connection, QLatin1StringView(Replicas));
    for (qsizetype row = 0; replicas && row < replicas->count; ++row)
        crowd.replicas += ReplicaLag{replicas->text(row, 0), std::chrono::milliseconds(replicas->number(row, 1))};
    if (hidden > 0)
        crowd.hidden += Message{"Postgresql",
            QT_TRANSLATE_NOOP("Postgresql",
                "What %1 sessions of other users do in this database is hidden from this user; a grant of "
                "pg_read_all_stats, or of pg_monitor, would show it."),
            {QString::number(hidden)}};
    return crowd;
}

bool PostgresqlWaits::conflicts(const QString &wanted, const QString &held) const
{
    const int one = modeNumber(wanted), other = modeNumber(held);
    return one >= 0 && other >= 0 && (Modes[one].conflicts >> other & 1U) != 0;
}

} // namespace relata::postgresql
