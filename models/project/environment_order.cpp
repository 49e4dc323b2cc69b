#include "models/project/environment_order.h"

#include "models/engine/environment_key.h"
#include "models/project/project_config.h"

#include <QJsonArray>

namespace relata {
using namespace Qt::StringLiterals;

/// As the setting names them; empty: it is not set.
static QStringList namedOrder(const ProjectConfig &config)
{
    QStringList order;
    for (const QJsonValue &one : config.other.value("environments"_L1).toArray())
        order += one.toString().trimmed();
    order.removeAll(QString());
    return order;
}

static qsizetype rankIn(const QStringList &order, const QString &environment)
{
    const QString name = environment.trimmed();
    for (qsizetype i = 0; i < order.size(); ++i) {
        if (name.startsWith(order.at(i), Qt::CaseInsensitive))
            return i;
    }
    return -1;
}

qsizetype environmentRank(const ProjectConfig &config, const QString &environment)
{
    const QStringList order = namedOrder(config);
    if (order.size() > 1 && isProduction(environment))
        return order.size() - 1;
    return rankIn(order.isEmpty() ? QStringList{u"dev"_s, u"test"_s, u"stag"_s, u"prod"_s} : order, environment);
}

QString countedEnvironment(const ProjectConfig &config, const QString &environment)
{
    const QStringList order = namedOrder(config);
    const bool isLast = order.size() > 1 && rankIn(order, environment) == order.size() - 1;
    return isLast && !isProduction(environment) ? u"prod"_s : environment;
}

} // namespace relata
