#include "dialects/mysql/client.h"

#include "dialects/mysql/errors.h"
#include "models/engine/connection_profile.h"

#include <errmsg.h>
#include <ma_pvio.h>

#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <mutex>

namespace relata::mysql {
using namespace Qt::StringLiterals;

QString parameter(const ConnectionProfile &profile, const QString &name)
{
    const QString underscored = QString(name).replace(u'-', u'_');
    const auto it = std::find_if(profile.parameters.keyValueBegin(), profile.parameters.keyValueEnd(),
        [&](const auto &entry) { return QString(entry.first).replace(u'-', u'_').toLower() == underscored; });
    return it == profile.parameters.keyValueEnd() ? QString() : it->second;
}

Tls tlsOf(const ConnectionProfile &profile)
{
    QString mode = parameter(profile, u"ssl-mode"_s);
    if (mode.isEmpty())
        mode = parameter(profile, u"sslmode"_s);
    mode = mode.toUpper().replace(u'-', u'_');
    if (mode == "DISABLED"_L1 || mode == "DISABLE"_L1)
        return Tls::Disabled;
    if (mode == "REQUIRED"_L1 || mode == "REQUIRE"_L1)
        return Tls::Required;
    if (mode.startsWith("VERIFY"_L1))
        return Tls::Verified;
    if (mode.isEmpty() && !parameter(profile, u"ssl-ca"_s).isEmpty())
        return Tls::Verified;
    return profile.socket.isEmpty() ? Tls::Preferred : Tls::Disabled;
}

namespace {

void setFlag(MYSQL *client, mysql_option option, bool on)
{
    const my_bool value = on;
    mysql_options(client, option, &value);
}

void applyTls(MYSQL *client, const ConnectionProfile &profile, Tls tls)
{
    if (tls == Tls::Disabled)
        return;
    const auto text = [&](const QString &name) { return parameter(profile, name).toLocal8Bit(); };
    const QByteArray key = text(u"ssl-key"_s), certificate = text(u"ssl-cert"_s), ca = text(u"ssl-ca"_s);
    const QByteArray folder = text(u"ssl-capath"_s), cipher = text(u"ssl-cipher"_s), version = text(u"tls-version"_s);
    const auto orNull = [](const QByteArray &value) { return value.isEmpty() ? nullptr : value.constData(); };
    mysql_ssl_set(client, orNull(key), orNull(certificate), orNull(ca), orNull(folder), orNull(cipher));
    if (!version.isEmpty())
        mysql_options(client, MARIADB_OPT_TLS_VERSION, version.constData());
    setFlag(client, MYSQL_OPT_SSL_ENFORCE, tls >= Tls::Required);
    setFlag(client, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, tls == Tls::Verified);
}

void applyOptions(MYSQL *client, const ConnectionProfile &profile, std::chrono::seconds answerWithin)
{
    // While connecting, each answer is bounded too: a stalled server accepts and then says nothing.
    const auto seconds = [](std::chrono::seconds value) { return unsigned(std::max<qint64>(1, value.count())); };
    const unsigned connect = seconds(profile.connectTimeout);
    const unsigned answer = answerWithin.count() > 0 ? seconds(answerWithin) : connect;
    mysql_options(client, MYSQL_OPT_CONNECT_TIMEOUT, &connect);
    mysql_options(client, MYSQL_OPT_READ_TIMEOUT, &answer);
    mysql_options(client, MYSQL_OPT_WRITE_TIMEOUT, &answer);
    mysql_options(client, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_options4(client, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "relata");
    setFlag(client, MYSQL_OPT_RECONNECT, false);
    const unsigned noLocalFiles = 0;
    mysql_options(client, MYSQL_OPT_LOCAL_INFILE, &noLocalFiles);
}

/// After connecting: a statement may take as long as it takes. The options are read when connecting alone.
void unbound(MYSQL *client)
{
    const unsigned unlimited = 0;
    mysql_options(client, MYSQL_OPT_READ_TIMEOUT, &unlimited);
    mysql_options(client, MYSQL_OPT_WRITE_TIMEOUT, &unlimited);
    MARIADB_PVIO *line = client->net.pvio;
    line->methods->set_timeout(line, PVIO_READ_TIMEOUT, 0);
    line->methods->set_timeout(line, PVIO_WRITE_TIMEOUT, 0);
    const timeval never{};
    const my_socket socket = mysql_get_socket(client);
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &never, sizeof never);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &never, sizeof never);
}

Result<Client> attempt(const ConnectionProfile &profile, std::chrono::seconds answerWithin, Tls tls)
{
    Client client(mysql_init(nullptr));
    applyOptions(client.get(), profile, answerWithin);
    applyTls(client.get(), profile, tls);
    const QByteArray host = profile.host.toUtf8(), socket = profile.socket.toLocal8Bit();
    const QByteArray user = encoded(profile.user), database = encoded(profile.database);
    QByteArray password = profile.password.isEmpty() ? qgetenv("MYSQL_PWD") : encoded(profile.password.reveal());
    // "localhost" would silently mean the unix socket of some default path.
    const bool bySocket = !socket.isEmpty();
    const char *at = bySocket ? "localhost" : host.isEmpty() || host == "localhost" ? "127.0.0.1" : host.constData();
    const MYSQL *connected = mysql_real_connect(client.get(), at, user.constData(), password.constData(),
        database.isEmpty() ? nullptr : database.constData(),
        bySocket ? 0 : unsigned(profile.port ? profile.port : 3306), bySocket ? socket.constData() : nullptr,
        CLIENT_MULTI_RESULTS | CLIENT_PS_MULTI_RESULTS);
    password.fill('\0');
    if (!connected)
        return failure(connectError(client.get(), profile));
    // The library goes on in clear text, whatever it was told, when the server offers no encryption.
    if (tls >= Tls::Required && !mysql_get_ssl_cipher(client.get()))
        return failure(notEncryptedError(profile));
    if (answerWithin.count() == 0)
        unbound(client.get());
    return client;
}

bool isTlsFailure(const Error &error) { return error.detail.startsWith("2026 "_L1); }

} // namespace

Result<Client> connectTo(const ConnectionProfile &profile, std::chrono::seconds answerWithin)
{
    static std::once_flag once;
    std::call_once(once, [] { mysql_library_init(0, nullptr, nullptr); });
    const Tls tls = tlsOf(profile);
    Result<Client> result = attempt(profile, answerWithin, tls);
    if (!result && tls == Tls::Preferred && isTlsFailure(result.error()))
        return attempt(profile, answerWithin, Tls::Disabled);
    return result;
}

} // namespace relata::mysql
