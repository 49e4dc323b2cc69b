#include "models/project/scratch_place.h"

#include "models/engine/engine.h"
#include "models/engine/environment_key.h"

namespace relata {
using namespace Qt::StringLiterals;

static bool speaksFor(const ConnectionProfile &profile, const Engine *engine)
{
    return engine && profile.engine == engine->key;
}

/// MySQL's URLs lead to servers of MariaDB's, too.
static bool mayServe(const ConnectionProfile &profile, const Engine *engine)
{
    const auto isOfMysql = [](const QByteArray &key) { return key == "mysql" || key == "mariadb"; };
    return speaksFor(profile, engine) || (engine && isOfMysql(profile.engine) && isOfMysql(engine->key));
}

ConnectionProfile scratchPlace(const std::optional<ConnectionProfile> &connection, const Engine *engine,
    const std::optional<ConnectionProfile> &named)
{
    const bool isNamed = named && mayServe(*named, engine);
    if (!isNamed && connection && !isProduction(connection->environment) && speaksFor(*connection, engine))
        return *connection;
    ConnectionProfile place = isNamed ? *named : ConnectionProfile();
    if (connection && place.defaultSchema.isEmpty())
        place.defaultSchema = connection->defaultSchema;
    return place;
}

} // namespace relata
