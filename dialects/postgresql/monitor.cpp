#include "dialects/postgresql/monitor.h"

#include "models/engine/fetch.h"

#include <array>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

Violation PostgresqlMonitor::violation(const Error &error) const
{
    static const QHash<QString, Violation> kinds{{u"23502"_s, Violation::NotNull}, {u"23503"_s, Violation::ForeignKey},
        {u"23505"_s, Violation::Unique}, {u"23514"_s, Violation::Check}, {u"23P01"_s, Violation::Exclusion}};
    return kinds.value(error.sqlState, Violation::None);
}

QStringList PostgresqlMonitor::inTrials() const { return {u"SET CONSTRAINTS ALL IMMEDIATE"_s}; }

/// The relations of users, then what this session holds, also of what it has dropped.
Result<ServerSight> PostgresqlMonitor::look(Connection &connection) const
{
    struct Mode {
        LockLevel level;
        const char *name;
    };
    static constexpr auto modes =
        std::to_array<Mode>({{LockLevel::None, ""}, {LockLevel::Read, "ACCESS SHARE"}, {LockLevel::Read, "ROW SHARE"},
            {LockLevel::WriteRow, "ROW EXCLUSIVE"}, {LockLevel::BlocksSchemaChange, "SHARE UPDATE EXCLUSIVE"},
            {LockLevel::BlocksWrites, "SHARE"}, {LockLevel::BlocksWrites, "SHARE ROW EXCLUSIVE"},
            {LockLevel::BlocksWrites, "EXCLUSIVE"}, {LockLevel::BlocksAll, "ACCESS EXCLUSIVE"}});
    static const QStringList queries{
        u"SELECT c.oid, nullif(n.nspname, pg_catalog.current_schema()), c.relname, c.relkind NOT IN ('i', 'I', 'S'), "
        u"CASE WHEN c.relkind IN ('r', 'm') THEN "
        "c.relfilenode END FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE "
        "c.relkind IN ('r', 'm', 'p', 'v', 'f', 'i', 'I', 'S') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> "
        "'information_schema'"_s,
        u"SELECT l.relation, max(array_position(ARRAY['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', "
        "'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'], "
        "l.mode)) FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted AND l.locktype = "
        "'relation' AND l.relation >= 16384 AND l.mode <> 'SIReadLock' GROUP BY l.relation"_s};
    const auto rows = fetchAll(connection, queries);
    if (!rows)
        return failure(rows.error());
    ServerSight sight;
    const Rows &relations = rows->at(0), &locks = rows->at(1);
    for (qsizetype row = 0; row < relations.count; ++row)
        sight.relations.insert(relations.bytes(row, 0).toByteArray(),
            {{relations.text(row, 1), relations.text(row, 2)}, relations.truth(row, 3),
                relations.bytes(row, 4).toByteArray()});
    for (qsizetype row = 0; row < locks.count; ++row) {
        const Mode &mode = modes[std::size_t(locks.number(row, 1))];
        sight.locks.insert(locks.bytes(row, 0).toByteArray(), {mode.level, QString::fromLatin1(mode.name)});
    }
    return sight;
}

} // namespace relata::postgresql
