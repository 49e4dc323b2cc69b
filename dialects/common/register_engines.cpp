#include "dialects/common/register_engines.h"

#include "dialects/mariadb/engine.h"
#include "dialects/mysql/engine.h"
#include "dialects/postgresql/engine.h"
#include "dialects/sqlite/engine.h"
#include "models/engine/engine.h"

namespace relata {

void registerEngines(EngineRegistry &registry)
{
    registry.add(sqliteEngine());
    registry.add(postgresqlEngine());
    registry.add(mariadbEngine());
    registry.add(mysqlEngine());
}

} // namespace relata
