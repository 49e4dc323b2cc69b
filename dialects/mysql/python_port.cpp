#include "dialects/mysql/python_port.h"

#include "dialects/mysql/client.h"
#include "dialects/mysql/server_facts.h"
#include "models/engine/connection_profile.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// What the drivers' connect() share; they spell encryption each in its own way.
QJsonObject shared(const ConnectionProfile &profile)
{
    const QString password = profile.password.isEmpty() ? qEnvironmentVariable("MYSQL_PWD") : profile.password.reveal();
    QJsonObject result{{u"user"_s, profile.user}, {u"charset"_s, u"utf8mb4"_s},
        {u"connect_timeout"_s, qint64(profile.connectTimeout.count())}};
    if (!password.isEmpty())
        result.insert(u"password"_s, password);
    if (!profile.database.isEmpty())
        result.insert(u"database"_s, profile.database);
    if (!profile.socket.isEmpty()) {
        result.insert(u"unix_socket"_s, profile.socket);
        return result;
    }
    const bool isHere = profile.host.isEmpty() || profile.host == "localhost"_L1;
    result.insert(u"host"_s, isHere ? u"127.0.0.1"_s : profile.host);
    result.insert(u"port"_s, profile.port ? profile.port : 3306);
    return result;
}

QJsonObject with(QJsonObject arguments, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it)
        arguments.insert(it.key(), it.value());
    return arguments;
}

/// The authority that vouches for the server, and the client's own papers, under a driver's names for them.
QJsonObject papers(const ConnectionProfile &profile, const QString &prefix)
{
    QJsonObject result;
    for (const QString &name : {u"ca"_s, u"cert"_s, u"key"_s}) {
        const QString path = parameter(profile, u"ssl-"_s + name);
        if (!path.isEmpty())
            result.insert(prefix + name, path);
    }
    return result;
}

QList<PythonDriver> drivers(const ConnectionProfile &profile, Tls tls)
{
    const QJsonObject common = shared(profile);
    const bool isVerified = tls == Tls::Verified;
    QJsonObject pymysql = common;
    QJsonObject connector = with(common, {{u"ssl_disabled"_s, tls == Tls::Disabled}, {u"use_pure"_s, true}});
    connector.insert(u"connection_timeout"_s, connector.take(u"connect_timeout"_s));
    if (tls != Tls::Disabled) {
        pymysql.insert(
            u"ssl"_s, with(papers(profile, {}), {{u"check_hostname"_s, isVerified}, {u"verify_mode"_s, isVerified}}));
        connector = with(with(connector, papers(profile, u"ssl_"_s)),
            {{u"ssl_verify_cert"_s, isVerified}, {u"ssl_verify_identity"_s, isVerified}});
    }
    QList<PythonDriver> result{{u"pymysql"_s, u"python3-pymysql"_s, pymysql}};
    if (tls == Tls::Preferred) // a server whose encryption Python takes for too old
        result += {u"pymysql"_s, u"python3-pymysql"_s, common};
    result += {u"mysql.connector"_s, u"mysql-connector-python"_s, connector};
    return result;
}

} // namespace

Result<PythonConnection> MysqlPythonPort::connection(const ConnectionProfile &profile, const ServerInfo &server) const
{
    for (const QString &name : {u"ssl-capath"_s, u"ssl-cipher"_s, u"tls-version"_s}) {
        if (!parameter(profile, name).isEmpty())
            return failure({.code = Error::Code::Unsupported,
                .message = {"Mysql",
                    QT_TRANSLATE_NOOP("Mysql", "The connection sets %1, which Python's drivers cannot be told."),
                    {name}},
                .detail = {},
                .sqlState = {},
                .position = {}});
    }
    const Tls tls = tlsOf(profile);
    PythonConnection result;
    result.drivers = drivers(profile, tls);
    result.settings =
        QStringList{u"SET SESSION sql_mode = '"_s + readableMode(server.settings.value("sql_mode").toString()) + u'\''};
    if (profile.readOnly)
        result.settings += u"SET SESSION TRANSACTION READ ONLY"_s;
    if (tls >= Tls::Required)
        result.demands = {
            {u"SHOW STATUS LIKE 'Ssl_cipher'"_s, u"The connection has to be encrypted, and this driver's is not."_s}};
    result.session = u"SELECT CONNECTION_ID()"_s;
    result.kill = u"KILL QUERY "_s;
    return result;
}

} // namespace relata::mysql
