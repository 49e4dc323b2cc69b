#include "models/project/known_connection.h"

#include "models/engine/engine.h"
#include "models/engine/environment_key.h"
#include "models/project/environment_order.h"

#include <QDir>
#include <QFileInfo>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

bool isMysql(const ConnectionProfile &profile) { return profile.engine == "mysql" || profile.engine == "mariadb"; }

bool isLocal(const ConnectionProfile &profile)
{
    const QString host = profile.host.toLower();
    return !profile.socket.isEmpty() || host.isEmpty() || host == "localhost"_L1 || host == "127.0.0.1"_L1
        || host == "::1"_L1;
}

int portOf(const ConnectionProfile &profile, const EngineRegistry &engines)
{
    const Engine *engine = engines.find(profile.engine);
    return profile.port == 0 && engine ? engine->defaultPort : profile.port;
}

/// One file has one name, whatever links lead to it; one that is not there yet has its own.
QString fileOf(const QString &path)
{
    const QFileInfo file(path);
    return file.exists() ? file.canonicalFilePath() : QDir::cleanPath(file.absoluteFilePath());
}

} // namespace

bool leadToSame(const ConnectionProfile &a, const ConnectionProfile &b, const EngineRegistry &engines)
{
    if (a.engine == "sqlite" || b.engine == "sqlite")
        return a.engine == b.engine && !a.database.startsWith(u':') && fileOf(a.database) == fileOf(b.database);
    if ((a.engine != b.engine && !(isMysql(a) && isMysql(b))) || a.database != b.database)
        return false;
    if (isLocal(a) != isLocal(b) || (!isLocal(a) && a.host.compare(b.host, Qt::CaseInsensitive) != 0))
        return false;
    if (isMysql(a) && (!a.socket.isEmpty() || !b.socket.isEmpty())) // which does not tell its port
        return a.socket.isEmpty() || b.socket.isEmpty() || fileOf(a.socket) == fileOf(b.socket);
    return portOf(a, engines) == portOf(b, engines);
}

std::optional<ConnectionProfile> knownAs(const ConnectionProfile &profile, const QList<ConnectionProfile> &connections,
    const QString &folder, const EngineRegistry &engines)
{
    const ConnectionProfile *known = nullptr;
    for (const ConnectionProfile &one : connections) {
        ConnectionProfile place = one;
        if (place.engine == "sqlite" && !place.database.startsWith(u':'))
            place.database = QDir(folder).absoluteFilePath(place.database);
        const bool isStricter = !known || (isProduction(one.environment) && !isProduction(known->environment));
        if (isStricter && (profile.url() == place.url() || leadToSame(profile, place, engines)))
            known = &one;
    }
    return known ? std::optional(*known) : std::nullopt;
}

void recognise(
    ConnectionProfile &profile, const ProjectConfig &config, const QString &folder, const EngineRegistry &engines)
{
    const auto known = knownAs(profile, config.connections, folder, engines);
    if (!known) { // its URL may name one
        profile.environment = countedEnvironment(config, profile.environment);
        return;
    }
    profile.environment = known->environment;
    profile.readOnly = profile.readOnly || known->readOnly;
    if (profile.name.isEmpty())
        profile.name = known->name;
    if (profile.defaultSchema.isEmpty())
        profile.defaultSchema = known->defaultSchema;
}

} // namespace relata
