#pragma once
#include <QtGlobal>

class QString;

namespace relata {

struct ProjectConfig;

/// Where an environment stands in the project's order: the setting "environments" of relata.json, else dev, test,
/// stage, prod; names are compared by their beginning, and production stands last. -1: it is not in the order.
qsizetype environmentRank(const ProjectConfig &config, const QString &environment);

/// An environment as it counts: the last of several in the setting is production, "prod", whatever it is called.
/// isProduction() is told no other names.
QString countedEnvironment(const ProjectConfig &config, const QString &environment);

} // namespace relata
