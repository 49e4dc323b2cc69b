#include "dialects/sqlite/space.h"

#include "models/engine/connection.h"
#include "models/engine/fetch.h"

#include <QFileInfo>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

Result<std::optional<qint64>> SqliteSpace::tableSize(Connection &connection, const QStringList &table) const
{
    const QList<Value> values{table.isEmpty() ? QString() : table.last()};
    const auto rows = fetch(connection,
        u"SELECT c.page_count * s.page_size FROM pragma_page_count c, pragma_page_size s WHERE EXISTS (SELECT 1 FROM "
        "sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE)"_s,
        values);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? std::optional<qint64>() : std::optional(rows->number(0, 0));
}

Result<std::optional<qint64>> SqliteSpace::databaseSize(Connection &connection) const
{
    const auto rows =
        fetch(connection, u"SELECT c.page_count * s.page_size FROM pragma_page_count c, pragma_page_size s"_s);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() || rows->text(0, 0).isEmpty() ? std::optional<qint64>() : std::optional(rows->number(0, 0));
}

Result<std::optional<qint64>> SqliteSpace::freeSpace(Connection &, const ConnectionProfile &target) const
{
    const QFileInfo file(target.database);
    return file.exists() ? freeSpaceOf(file.canonicalPath()) : std::optional<qint64>();
}

} // namespace relata::sqlite
