#pragma once
#include <QString>

namespace relata {

/// What a connection is for; production is never touched without naming it.
enum class Environment : unsigned char { None, Development, Staging, Production };

/// The short word of badges, translated: DEV, STAGE, PROD; empty for None.
QString environmentBadge(Environment environment);
/// The whole word, translated.
QString environmentName(Environment environment);
/// From and to the key that profiles and project files keep: "dev", "stage", "prod", or a longer word for one of them;
/// anything else is None.
Environment environmentFromKey(const QString &key);
QString environmentKey(Environment environment);

} // namespace relata
