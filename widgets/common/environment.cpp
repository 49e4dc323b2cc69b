#include "widgets/common/environment.h"

#include <QCoreApplication>

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

} // namespace relata
