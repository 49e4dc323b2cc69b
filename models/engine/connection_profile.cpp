#include "models/engine/connection_profile.h"

#include <QUrl>
#include <QUrlQuery>

namespace relata {
using namespace Qt::StringLiterals;

Secret::~Secret()
{
    if (m_text.isDetached())
        m_text.fill(QChar(0));
}

namespace {

constexpr const char *Context = "ConnectionProfile";

Error usage(const char *text, const QStringList &arguments)
{
    return {.code = Error::Code::Usage,
        .message = {Context, text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

QByteArray engineOf(const QString &scheme)
{
    if (scheme == "postgres"_L1)
        return "postgresql";
    for (const char *known : {"postgresql", "mysql", "mariadb", "sqlite", "sqlserver", "oracle"}) {
        if (scheme == QLatin1StringView(known))
            return known;
    }
    return {};
}

/// A URL for messages: whatever stands for a password is left out.
QString masked(const QString &url)
{
    QUrl parsed(url);
    parsed.setPassword({});
    return parsed.isValid() ? parsed.toString() : url.section(u':', 0, 0) + u":…"_s;
}

ConnectionProfile sqliteProfile(const QString &rest)
{
    ConnectionProfile profile;
    profile.engine = "sqlite";
    const qsizetype query = rest.indexOf(u'?');
    profile.database = query < 0 ? rest : rest.left(query);
    if (profile.database.startsWith("//"_L1))
        profile.database.remove(0, 2);
    if (query >= 0) {
        for (const auto &[key, value] : QUrlQuery(rest.mid(query + 1)).queryItems(QUrl::FullyDecoded))
            profile.parameters.insert(key, value);
    }
    if (profile.parameters.value(u"mode"_s) == "ro"_L1) {
        profile.readOnly = true;
        profile.parameters.remove(u"mode"_s);
    }
    return profile;
}

void takeParameters(ConnectionProfile &profile, const QUrlQuery &query)
{
    for (const auto &[key, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (key == "host"_L1 || key == "socket"_L1)
            (value.startsWith(u'/') ? profile.socket : profile.host) = value;
        else if (key == "port"_L1)
            profile.port = value.toInt();
        else if (key == "user"_L1)
            profile.user = value;
        else if (key == "password"_L1)
            profile.password = Secret(value);
        else if (key == "schema"_L1)
            profile.defaultSchema = value;
        else if (key == "environment"_L1)
            profile.environment = value;
        else if (key == "readonly"_L1)
            profile.readOnly = value != "0"_L1;
        else if (key == "connect_timeout"_L1)
            profile.connectTimeout = std::chrono::seconds(std::max(1, value.toInt()));
        else
            profile.parameters.insert(key, value);
    }
}

} // namespace

Result<ConnectionProfile> profileFromUrl(const QString &url)
{
    const QString scheme = url.section(u':', 0, 0).toLower();
    const QByteArray engine = engineOf(scheme);
    if (engine.isEmpty() || !url.contains(u':')) {
        return failure(usage(QT_TRANSLATE_NOOP("ConnectionProfile",
                                 "\"%1\" names no engine: use postgresql://, mysql://, mariadb:// or sqlite:."),
            {masked(url)}));
    }
    if (engine == "sqlite") {
        ConnectionProfile profile = sqliteProfile(url.mid(scheme.size() + 1));
        if (profile.database.isEmpty())
            return failure(
                usage(QT_TRANSLATE_NOOP("ConnectionProfile", "\"%1\" names no file: use sqlite:PATH."), {url}));
        return profile;
    }
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid()) {
        return failure(usage(QT_TRANSLATE_NOOP("ConnectionProfile", "\"%1\" is not a valid URL: %2."),
            {masked(url), parsed.errorString()}));
    }
    ConnectionProfile profile;
    profile.engine = engine;
    profile.host = parsed.host(QUrl::FullyDecoded);
    profile.port = parsed.port(0);
    profile.user = parsed.userName(QUrl::FullyDecoded);
    profile.password = Secret(parsed.password(QUrl::FullyDecoded));
    profile.database = parsed.path(QUrl::FullyDecoded).mid(1);
    takeParameters(profile, QUrlQuery(parsed));
    return profile;
}

QString ConnectionProfile::url() const
{
    if (engine == "sqlite")
        return u"sqlite:"_s + database;
    QUrl result;
    result.setScheme(QString::fromLatin1(engine));
    result.setHost(host);
    result.setUserName(user);
    if (port && socket.isEmpty())
        result.setPort(port);
    result.setPath(u'/' + database);
    QUrlQuery query;
    if (!socket.isEmpty())
        query.addQueryItem(engine == "postgresql" ? u"host"_s : u"socket"_s, socket);
    if (!socket.isEmpty() && port)
        query.addQueryItem(u"port"_s, QString::number(port));
    if (!defaultSchema.isEmpty())
        query.addQueryItem(u"schema"_s, defaultSchema);
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        query.addQueryItem(it.key(), it.value());
    if (!query.isEmpty())
        result.setQuery(query);
    return host.isEmpty() && user.isEmpty()
        ? QString::fromLatin1(engine) + u"://"_s + result.toString().mid(engine.size() + 1)
        : result.toString();
}

} // namespace relata
