#include "dialects/postgresql/python_port.h"

#include "dialects/postgresql/driver.h"
#include "dialects/postgresql/run_watch.h"
#include "models/engine/connection_profile.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

/// Both stand on libpq, and take its words.
Result<PythonConnection> PostgresqlPythonPort::connection(const ConnectionProfile &profile, const ServerInfo &) const
{
    QMap<QByteArray, QByteArray> settings = settingsOf(profile);
    if (!settings.contains("connect_timeout"))
        settings.insert("connect_timeout", QByteArray::number(qint64(profile.connectTimeout.count())));
    QJsonObject arguments;
    for (auto it = settings.begin(); it != settings.end(); ++it)
        arguments.insert(QString::fromUtf8(it.key()), QString::fromUtf8(it.value()));
    PythonConnection result;
    result.drivers = {
        {u"psycopg2"_s, u"python3-psycopg2"_s, arguments}, {u"psycopg"_s, u"python3-psycopg"_s, arguments}};
    result.session = sessionKeyQuery();
    result.ownRights = QStringList{u"SET LOCAL ROLE NONE"_s};
    return result;
}

} // namespace relata::postgresql
