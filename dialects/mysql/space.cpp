#include "dialects/mysql/space.h"

#include "models/engine/connection.h"
#include "models/engine/fetch.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

Result<std::optional<qint64>> MysqlSpace::tableSize(Connection &connection, const QStringList &table) const
{
    const QList<Value> values{table.size() > 1 ? table.first() : QString(), table.isEmpty() ? QString() : table.last()};
    const auto rows = fetch(connection,
        u"SELECT CAST(COALESCE(data_length, 0) + COALESCE(index_length, 0) AS SIGNED) FROM information_schema.tables "
        "WHERE table_schema = COALESCE(NULLIF(?, ''), DATABASE()) AND table_name = ? AND table_type = 'BASE TABLE'"_s,
        values);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? std::optional<qint64>() : std::optional(rows->number(0, 0));
}

Result<std::optional<qint64>> MysqlSpace::databaseSize(Connection &connection) const
{
    const auto rows = fetch(connection,
        u"SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS SIGNED) FROM information_schema.tables WHERE "
        "table_schema = DATABASE()"_s);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() || rows->text(0, 0).isEmpty() ? std::optional<qint64>() : std::optional(rows->number(0, 0));
}

Result<std::optional<qint64>> MysqlSpace::freeSpace(Connection &connection, const ConnectionProfile &target) const
{
    if (target.socket.isEmpty())
        return std::optional<qint64>();
    const auto rows = fetch(connection, u"SELECT @@datadir"_s);
    return rows ? Result<std::optional<qint64>>(freeSpaceOf(rows->text(0, 0))) : failure(rows.error());
}

} // namespace relata::mysql
