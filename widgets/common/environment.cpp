#include "widgets/common/environment.h"
#include "models/engine/environment_key.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace relata {

QString environmentBadge(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return QCoreApplication::translate("Environment", "DEV");
    case Environment::Staging:
        return QCoreApplication::translate("Environment", "STAGE");
    case Environment::Production:
        return QCoreApplication::translate("Environment", "PROD");
    case Environment::None:
        break;
    }
    return {};
}

QString environmentName(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return QCoreApplication::translate("Environment", "Development");
    case Environment::Staging:
        return QCoreApplication::translate("Environment", "Staging");
    case Environment::Production:
        return QCoreApplication::translate("Environment", "Production");
    case Environment::None:
        break;
    }
    return QCoreApplication::translate("Environment", "Not said");
}

Environment environmentFromKey(const QString &key)
{
    if (isDevelopment(key))
        return Environment::Development;
    if (isStaging(key))
        return Environment::Staging;
    return isProduction(key) ? Environment::Production : Environment::None;
}

QString environmentKey(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return u"dev"_s;
    case Environment::Staging:
        return u"stage"_s;
    case Environment::Production:
        return u"prod"_s;
    case Environment::None:
        break;
    }
    return {};
}

} // namespace relata
