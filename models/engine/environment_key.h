#pragma once
#include <QString>

namespace relata {

/// Whether a connection's environment is production, as people write it in project files: "prod", "production",
/// "PROD-eu". What production is asked for and kept from hangs on this alone.
inline bool isProduction(QStringView environment)
{
    return environment.trimmed().startsWith(QLatin1StringView("prod"), Qt::CaseInsensitive);
}

/// "dev", "development"; "stage", "staging".
inline bool isDevelopment(QStringView environment)
{
    return environment.trimmed().startsWith(QLatin1StringView("dev"), Qt::CaseInsensitive);
}
inline bool isStaging(QStringView environment)
{
    return environment.trimmed().startsWith(QLatin1StringView("stag"), Qt::CaseInsensitive);
}

} // namespace relata
