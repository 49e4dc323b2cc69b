#include "dialects/postgresql/space.h"

#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/engine/server_info.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

Result<std::optional<qint64>> PostgresqlSpace::tableSize(Connection &connection, const QStringList &table) const
{
    SqlWriter name(postgresqlFlavour());
    bool isFirst = true;
    for (const QString &part : table) {
        if (part.isEmpty())
            continue;
        if (!std::exchange(isFirst, false))
            name << ".";
        name << Identifier{part};
    }
    const QList<Value> values{name.sql()};
    const auto rows = fetch(connection,
        u"SELECT pg_catalog.pg_total_relation_size(t.id) + coalesce((SELECT "
        "pg_catalog.sum(pg_catalog.pg_total_relation_size(p.relid)) FROM pg_catalog.pg_partition_tree(t.id) p WHERE "
        "p.relid <> t.id), 0) FROM (SELECT pg_catalog.to_regclass($1)) t(id) WHERE t.id IS NOT NULL"_s,
        values);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? std::optional<qint64>() : std::optional(rows->number(0, 0));
}

Result<std::optional<qint64>> PostgresqlSpace::databaseSize(Connection &connection) const
{
    const auto rows = fetch(connection, u"SELECT pg_catalog.pg_database_size(pg_catalog.current_database())"_s);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() || rows->text(0, 0).isEmpty() ? std::optional<qint64>() : std::optional(rows->number(0, 0));
}

Result<std::optional<qint64>> PostgresqlSpace::freeSpace(Connection &connection, const ConnectionProfile &target) const
{
    if (target.socket.isEmpty() && !target.host.isEmpty() && !target.host.startsWith(u'/'))
        return std::optional<qint64>();
    const auto rows = fetch(connection, u"SELECT pg_catalog.current_setting('data_directory')"_s);
    if (!rows && rows.error().code == Error::Code::Sql)
        return std::optional<qint64>(); // only who may read all settings may know
    return rows ? Result<std::optional<qint64>>(freeSpaceOf(rows->text(0, 0))) : failure(rows.error());
}

} // namespace relata::postgresql
