#include "models/engine/connection_profile.h"

#include <QRegularExpression>
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

/// A URL for messages, valid or not: whatever may be a password is left out.
QString masked(QString url)
{
    static const QRegularExpression userPart(u"^([^:]*:(?://)?).*@"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression parameter(u"(password)=[^&#]*"_s, QRegularExpression::CaseInsensitiveOption);
    return url.replace(userPart, u"\\1…@"_s).replace(parameter, u"\\1=…"_s);
}

ConnectionProfile sqliteProfile(const QString &rest)
{
    ConnectionProfile profile;
    profile.engine = "sqlite";
    const qsizetype query = rest.indexOf(u'?');
    profile.database = query < 0 ? rest : rest.left(query);
    if (profile.database.startsWith("//"_L1))
        profile.database.remove(0, 2);
    while (profile.database.startsWith("//"_L1)) // sqlite:////home/me/a.db
        profile.database.remove(0, 1);
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
                usage(QT_TRANSLATE_NOOP("ConnectionProfile", "\"%1\" names no file: use sqlite:PATH."), {masked(url)}));
        return profile;
    }
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid()) {
        return failure(usage(QT_TRANSLATE_NOOP("ConnectionProfile", "\"%1\" is not a valid URL: %2."),
            {masked(url), parsed.errorString().section(u';', 0, 0)})); // behind it stands the whole URL
    }
    ConnectionProfile profile;
    profile.engine = engine;
    profile.host = parsed.host(QUrl::FullyDecoded);
    profile.port = parsed.port(0);
    profile.user = parsed.userName(QUrl::FullyDecoded);
    profile.password = Secret(parsed.password(QUrl::FullyDecoded));
    profile.database = parsed.path(QUrl::FullyDecoded).mid(1);
    takeParameters(profile, QUrlQuery(parsed));
    QUrl address;
    address.setHost(profile.host);
    if (profile.port < 0 || profile.port > 65535 || address.host().isEmpty() != profile.host.isEmpty()) {
        return failure(usage(
            QT_TRANSLATE_NOOP("ConnectionProfile", "\"%1\" is not a valid URL: %2."), {masked(url), u"host, port"_s}));
    }
    return profile;
}

static QString encoded(const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); }

QString ConnectionProfile::url() const
{
    if (engine == "sqlite")
        return u"sqlite:"_s + database;
    QUrl result;
    result.setScheme(QString::fromLatin1(engine));
    result.setHost(host);
    if (!host.isEmpty()) {
        result.setUserName(user);
        if (socket.isEmpty() && port)
            result.setPort(port);
    }
    result.setPath(u'/' + database);
    QStringList query;
    const auto add = [&query](const QString &key, const QString &value) {
        query += QString(encoded(key) + u'=' + encoded(value));
    };
    if (!socket.isEmpty())
        add(engine == "postgresql" ? u"host"_s : u"socket"_s, socket);
    if (result.port() < 0 && port)
        add(u"port"_s, QString::number(port));
    if (host.isEmpty() && !user.isEmpty()) // only a host can have them in front
        add(u"user"_s, user);
    if (!defaultSchema.isEmpty())
        add(u"schema"_s, defaultSchema);
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        add(it.key(), it.value());
    if (host.isEmpty()) { // a QUrl without one takes no path of two slashes
        return QString::fromLatin1(engine) + u":///"_s + QString::fromLatin1(QUrl::toPercentEncoding(database, "/:@"))
            + (query.isEmpty() ? QString() : QString(u'?' + query.join(u'&')));
    }
    if (!query.isEmpty())
        result.setQuery(query.join(u'&'));
    return result.toString(QUrl::PrettyDecoded | QUrl::EncodeSpaces | QUrl::EncodeDelimiters | QUrl::EncodeReserved);
}

} // namespace relata
