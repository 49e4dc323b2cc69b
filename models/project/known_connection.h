#pragma once
#include "models/project/project_config.h"

#include <optional>

namespace relata {

class EngineRegistry;

/// Whether two profiles lead to the same database, as far as their words tell: names of this computer are one, no port
/// is the engine's own, and a local socket may be a local port. Two names of one other computer are not seen through.
bool leadToSame(const ConnectionProfile &a, const ConnectionProfile &b, const EngineRegistry &engines);

/// The one of them that leads to the same database, production's before others'; none. `folder` is the project's, for
/// paths of SQLite files.
std::optional<ConnectionProfile> knownAs(const ConnectionProfile &profile, const QList<ConnectionProfile> &connections,
    const QString &folder, const EngineRegistry &engines);

/// A profile that was given by its URL as the project knows it: with the environment and the name of the connection
/// that leads to the same database, see knownAs().
void recognise(
    ConnectionProfile &profile, const ProjectConfig &config, const QString &folder, const EngineRegistry &engines);

} // namespace relata
