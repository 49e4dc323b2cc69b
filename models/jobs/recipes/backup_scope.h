#pragma once
#include "models/base/result.h"
#include "models/schema/schema.h"
#include "models/timeline/migration_file.h"

namespace relata {

struct Engine;
struct ServerInfo;

/// The tables of these names, as people write them, with what belongs to them and their partitions, and nothing else.
/// Errors: one is not there (Usage), or cannot be restored alone, and why (Refused).
Result<Schema> onlyTables(const Schema &schema, const QStringList &names, const Engine &engine);

/// The tables that are there whose rows or form these migrations may change, by the names that people see. Refused
/// where that cannot be told from their text, and where there is none.
Result<QStringList> touchedTables(
    const Schema &schema, const QList<MigrationFile> &migrations, const Engine &engine, const ServerInfo &server);

} // namespace relata
