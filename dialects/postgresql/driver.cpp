#include "dialects/postgresql/driver.h"

#include "dialects/postgresql/connection.h"
#include "dialects/postgresql/errors.h"
#include "models/engine/connection_profile.h"

#include <QDeadlineTimer>

#include <poll.h>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// A server setting for the `options` parameter, whose blanks and backslashes are escaped.
QByteArray option(const QString &name, QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u' ', u"\\ "_s);
    return QString(u" -c "_s + name + u'=' + value).toUtf8();
}

} // namespace

QMap<QByteArray, QByteArray> settingsOf(const ConnectionProfile &profile)
{
    QMap<QByteArray, QByteArray> result{{"client_encoding", "UTF8"}, {"application_name", "relata"}};
    const auto put = [&](const char *key, const QString &value) {
        if (!value.isEmpty())
            result.insert(key, value.toUtf8());
    };
    for (auto it = profile.parameters.begin(); it != profile.parameters.end(); ++it)
        put(it.key().toUtf8().constData(), it.value());
    put("host", profile.socket.isEmpty() ? profile.host : profile.socket);
    put("port", profile.port ? QString::number(profile.port) : QString());
    put("dbname", profile.database);
    put("user", profile.user);
    put("password", profile.password.reveal());
    if (profile.readOnly)
        result["options"] += option(u"default_transaction_read_only"_s, u"on"_s);
    // Names without a schema must mean what the catalogue binds as the default namespace.
    if (!profile.defaultSchema.isEmpty()) {
        const QString quotedName = u'"' + QString(profile.defaultSchema).replace(u'"', u"\"\""_s) + u'"';
        result["options"] += option(u"search_path"_s, QString(quotedName + u",public"_s));
    }
    return result;
}

namespace {

ConnectionHandle start(const ConnectionProfile &profile)
{
    const QMap<QByteArray, QByteArray> settings = settingsOf(profile);
    std::vector<const char *> keys, values;
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        keys.push_back(it.key().constData());
        values.push_back(it.value().constData());
    }
    keys.push_back(nullptr);
    values.push_back(nullptr);
    return ConnectionHandle(PQconnectStartParams(keys.data(), values.data(), 0));
}

/// Carries the conversation on until it stands, fails (`connected` says how far it came) or time is over.
Result<> finish(PGconn *connection, const ConnectionProfile &profile)
{
    const QDeadlineTimer deadline(std::chrono::milliseconds(profile.connectTimeout));
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    bool connected = false;
    while (state == PGRES_POLLING_READING || state == PGRES_POLLING_WRITING) {
        pollfd socket{PQsocket(connection), short(state == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
        const int ready = ::poll(&socket, 1, int(deadline.remainingTime()));
        if (ready == 0)
            return failure(connectTimeout(profile));
        if (ready > 0)
            state = PQconnectPoll(connection);
        connected = connected || (PQstatus(connection) != CONNECTION_BAD && PQstatus(connection) != CONNECTION_STARTED);
    }
    if (state != PGRES_POLLING_OK)
        return failure(connectError(connection, profile, connected));
    return {};
}

} // namespace

Result<std::unique_ptr<Connection>> PostgresqlDriver::open(const ConnectionProfile &profile) const
{
    ConnectionHandle handle = start(profile);
    if (!handle || PQstatus(handle.get()) == CONNECTION_BAD)
        return failure(connectError(handle.get(), profile, false));
    // The only way to the SQLSTATE of a refused connection is its verbose text.
    PQsetErrorVerbosity(handle.get(), PQERRORS_VERBOSE);
    if (Result<> done = finish(handle.get(), profile); !done)
        return failure(done.error());
    PQsetErrorVerbosity(handle.get(), PQERRORS_DEFAULT);
    auto connection = std::make_unique<PostgresqlConnection>(std::move(handle));
    if (Result<> ready = connection->prepare(profile); !ready)
        return failure(ready.error());
    return connection;
}

} // namespace relata::postgresql
