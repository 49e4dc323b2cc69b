#include "models/project/scratch_place.h"

#include "models/engine/engine.h"
#include "models/engine/environment_key.h"

namespace relata {
using namespace Qt::StringLiterals;

ConnectionProfile scratchPlace(const std::optional<ConnectionProfile> &connection, const Engine *engine)
{
    const bool fits =
        connection && !isProduction(connection->environment) && engine && connection->engine == engine->key;
    if (fits)
        return *connection;
    ConnectionProfile own;
    if (connection)
        own.defaultSchema = connection->defaultSchema;
    return own;
}

} // namespace relata
