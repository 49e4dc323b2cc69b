#include "dialects/postgresql/run_watch.h"
#include "models/engine/fetch.h"
#include "models/engine/server_info.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

/// By its text, for the server's own number of a statement changes with the tables that it reads.
static QString loadsQuery(const QString &schema, int version)
{
    const QString time = version >= 130000 ? u"s.total_exec_time"_s : u"s.total_time"_s;
    return u"SELECT pg_catalog.left(s.query, 4000), sum(s.calls)::bigint, sum(%1)::float8 FROM %2.pg_stat_statements s "
           "WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) AND "
           "s.query <> '<insufficient privilege>' GROUP BY 1 ORDER BY 3 DESC LIMIT %3"_s
               .arg(time, quoted(Identifier{schema}, postgresqlFlavour()))
               .arg(RunWatchPort::MostLoads);
}

/// From the extension that counts, where the database has it and the server has loaded it.
Result<std::optional<QList<StatementLoad>>> PostgresqlRunWatch::statementLoads(Connection &connection) const
{
    std::optional<QList<StatementLoad>> result;
    const auto place = fetch(connection,
        u"SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace "
        "WHERE e.extname = 'pg_stat_statements'"_s);
    if (!place)
        return failure(place.error());
    if (place->isEmpty())
        return result;
    const auto rows = fetch(connection, loadsQuery(place->text(0, 0), connection.server().version));
    if (!rows && rows.error().code == Error::Code::Sql)
        return result; // not loaded, or older than its server
    if (!rows)
        return failure(rows.error());
    result.emplace();
    for (qsizetype i = 0; i < rows->count; ++i)
        *result += StatementLoad{rows->text(i, 0).simplified(), rows->number(i, 1), rows->text(i, 2).toDouble(), 0};
    return result;
}

} // namespace relata::postgresql
