#include "dialects/sqlite/catalogue.h"

#include "dialects/sqlite/errors.h"
#include "dialects/sqlite/schema_reader.h"
#include "models/engine/fetch.h"

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

const QString objectQuery =
    u"SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
    "AND tbl_name NOT LIKE '\\_relata\\_%' ESCAPE '\\' AND name NOT LIKE '\\_relata\\_%' ESCAPE '\\' "
    "ORDER BY rowid"_s;
const QString tableQuery = u"SELECT name, type FROM pragma_table_list WHERE schema = 'main'"_s;
const QString columnQuery =
    u"SELECT l.name, x.name, x.type, x.\"notnull\", x.pk, x.hidden FROM pragma_table_list l "
    "JOIN pragma_table_xinfo(l.name, 'main') x WHERE l.schema = 'main' AND l.type = 'table' ORDER BY l.name, x.cid"_s;

} // namespace

Result<Schema> SqliteCatalogue::read(Connection &connection, const InspectScope &, JobContext &context) const
{
    const Result<Rows> objects = fetch(connection, objectQuery);
    if (!objects)
        return failure(objects.error());
    const Result<Rows> tables = fetch(connection, tableQuery);
    if (!tables)
        return failure(tables.error());
    const Result<Rows> columns = fetch(connection, columnQuery);
    if (!columns)
        return failure(columns.error());
    if (context.stopRequested())
        return failure(makeError(Error::Code::Cancelled, QT_TRANSLATE_NOOP("Sqlite", "Reading was cancelled.")));
    StoredSchema stored;
    for (qsizetype i = 0; i < objects->count; ++i)
        stored.objects += {objects->text(i, 0), objects->text(i, 1), objects->text(i, 2), objects->text(i, 3)};
    for (qsizetype i = 0; i < tables->count; ++i)
        stored.tableKinds.insert(tables->text(i, 0), tables->text(i, 1));
    for (qsizetype i = 0; i < columns->count; ++i) {
        stored.columns[columns->text(i, 0)] += {columns->text(i, 1), columns->text(i, 2), columns->truth(i, 3),
            int(columns->number(i, 4)), int(columns->number(i, 5))};
    }
    return readSchema(stored);
}

} // namespace relata::sqlite
