#include "models/jobs/recipes/displaced_rows.h"

#include "models/engine/conversion_port.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/run_script.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_writer.h"
#include "models/timeline/migration_file.h"

namespace relata {

/// What people know a row by: its key, or its first columns.
static QStringList tellingColumns(ObjectId table, const Schema &schema, const Engine &engine)
{
    QList<ObjectId> ids;
    for (const ObjectId key : schema.children(table, Kind::PrimaryKey)) {
        for (const KeyPart &part : schema.find<PrimaryKey>(key)->parts)
            ids += part.column;
    }
    if (ids.isEmpty())
        ids = schema.children(table, Kind::Column).mid(0, 3);
    QStringList result;
    for (const ObjectId id : std::as_const(ids))
        result += quoted(Identifier{nameOf(*schema.find(id))}, *engine.flavour);
    return result;
}

QList<DataCheck> displacedRows(
    const MigrationFile &migration, const Schema &before, const Engine &engine, const ServerInfo &server)
{
    QList<DataCheck> result;
    if (!engine.conversion || migration.isPython())
        return result;
    QStringList statements;
    for (const RunnerStatement &one : scriptStatements(migration.up, engine, server))
        statements += one.sql;
    for (const Displaced &one : engine.conversion->displaced(statements, before)) {
        result += DataCheck{.what = DataCheck::What::Displaced,
            .object = one.id ? before.displayName(one.id) : one.table,
            .rows = one.rows,
            .sampled = tellingColumns(one.id, before, engine),
            .count = 0,
            .samples = {},
            .cast = {}};
        result.last().places = {one.id ? before.path(one.id) : QStringList{one.table}};
    }
    return result;
}

} // namespace relata
