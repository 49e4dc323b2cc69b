#include "dialects/common/register_engines.h"

#include "dialects/postgresql/engine.h"
#include "dialects/sqlite/engine.h"
#include "models/engine/engine.h"

namespace relata {

void registerEngines(EngineRegistry &registry)
{
    registry.add(sqliteEngine());
    registry.add(postgresqlEngine());
}

} // namespace relata
