#include "dialects/postgresql/errors.h"

#include "models/engine/connection_profile.h"

#include <netdb.h>

#include <cerrno>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Context = "Postgresql";

QString field(const PGresult *result, int code) { return QString::fromUtf8(PQresultErrorField(result, code)); }

QString wordsOf(const PGresult *result)
{
    QStringList lines{field(result, PG_DIAG_MESSAGE_PRIMARY)};
    const auto add = [&](const QString &label, int code) {
        const QString text = field(result, code);
        if (!text.isEmpty())
            lines += QString(label + text);
    };
    add(u"DETAIL: "_s, PG_DIAG_MESSAGE_DETAIL);
    add(u"HINT: "_s, PG_DIAG_MESSAGE_HINT);
    add(u"CONTEXT: "_s, PG_DIAG_CONTEXT);
    return lines.join(u'\n');
}

Error::Code codeOf(const QString &sqlState)
{
    if (sqlState == "55P03"_L1)
        return Error::Code::LockTimeout;
    if (sqlState.startsWith("08"_L1) || sqlState.startsWith("57P0"_L1))
        return Error::Code::ConnectionLost;
    if (sqlState.startsWith("28"_L1))
        return Error::Code::Authentication;
    return Error::Code::Sql;
}

QString placeOf(const ConnectionProfile &profile)
{
    const QString port = QString::number(profile.port ? profile.port : 5432);
    if (!profile.socket.isEmpty())
        return QString(profile.socket + u"/.s.PGSQL."_s + port);
    return QString((profile.host.isEmpty() ? u"localhost"_s : profile.host) + u':' + port);
}

bool isUnknown(const QString &host)
{
    if (host.isEmpty())
        return false;
    addrinfo *found = nullptr;
    const int status = getaddrinfo(host.toUtf8().constData(), nullptr, nullptr, &found);
    if (found)
        freeaddrinfo(found);
    return status != 0;
}

/// The SQLSTATE of a connection's verbose error text, "FATAL:  28P01: …"; libpq offers no other way to it.
QString stateIn(const QString &text)
{
    const QStringList parts = text.section(u'\n', 0, 0).split(u": "_s);
    for (const QString &part : parts) {
        const QString word = part.trimmed();
        const bool fits = word.size() == 5 && std::all_of(word.begin(), word.end(), [](QChar c) {
            return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z');
        });
        if (fits && word.at(0).isDigit())
            return word;
    }
    return {};
}

/// Without the place in the server's source that verbose texts end with.
QString withoutLocation(const QString &text)
{
    QStringList lines = text.trimmed().split(u'\n');
    lines.removeIf([](const QString &line) { return line.startsWith("LOCATION:"_L1); });
    return lines.join(u'\n');
}

Error refusedError(const QString &state, const QString &text, const ConnectionProfile &profile)
{
    const QString user = profile.user;
    if (state.startsWith("28"_L1)) {
        return ownError(Error::Code::Authentication,
            QT_TRANSLATE_NOOP("Postgresql", "The server at %1 refused to let user \"%2\" in: check name and password."),
            {placeOf(profile), user}, text);
    }
    if (state == "3D000"_L1) {
        return ownError(Error::Code::ConnectionLost,
            QT_TRANSLATE_NOOP("Postgresql", "There is no database \"%2\" on the server at %1."),
            {placeOf(profile), profile.database.isEmpty() ? user : profile.database}, text);
    }
    if (state == "53300"_L1) {
        return ownError(Error::Code::ConnectionLost,
            QT_TRANSLATE_NOOP("Postgresql", "The server at %1 has no connection left to give."), {placeOf(profile)},
            text);
    }
    return ownError(Error::Code::ConnectionLost,
        QT_TRANSLATE_NOOP("Postgresql", "The server at %1 refused the connection."), {placeOf(profile)}, text);
}

Error unreachableError(const QString &text, const ConnectionProfile &profile)
{
    if (profile.socket.isEmpty() && isUnknown(profile.host)) {
        return ownError(Error::Code::ConnectionLost, QT_TRANSLATE_NOOP("Postgresql", "No host is known as \"%1\"."),
            {profile.host}, text);
    }
    if (text.contains(qt_error_string(ECONNREFUSED)) || text.contains(qt_error_string(ENOENT))) {
        return ownError(Error::Code::ConnectionLost,
            QT_TRANSLATE_NOOP("Postgresql", "No PostgreSQL server listens at %1."), {placeOf(profile)}, text);
    }
    return ownError(Error::Code::ConnectionLost, QT_TRANSLATE_NOOP("Postgresql", "The server at %1 cannot be reached."),
        {placeOf(profile)}, text);
}

} // namespace

Error ownError(Error::Code code, const char *text, const QStringList &arguments, const QString &detail)
{
    return {.code = code, .message = {Context, text, arguments}, .detail = detail, .sqlState = {}, .position = {}};
}

qsizetype utf16Offset(const QString &statement, qsizetype characters)
{
    qsizetype offset = 0;
    for (qsizetype n = 1; n < characters && offset < statement.size(); ++n)
        offset += statement.at(offset).isHighSurrogate() ? 2 : 1;
    return offset;
}

Error statementError(const PGresult *result, const QString &statement)
{
    const QString state = field(result, PG_DIAG_SQLSTATE);
    Error error = ownError(codeOf(state), QT_TRANSLATE_NOOP("Postgresql", "The server refused the statement: %1."),
        {field(result, PG_DIAG_MESSAGE_PRIMARY)}, wordsOf(result));
    error.sqlState = state;
    bool ok = false;
    const int position = field(result, PG_DIAG_STATEMENT_POSITION).toInt(&ok);
    if (ok)
        error.position = utf16Offset(statement, position);
    return error;
}

Error connectionLost(PGconn *connection)
{
    return ownError(Error::Code::ConnectionLost,
        QT_TRANSLATE_NOOP(
            "Postgresql", "The connection to the server is lost; what it was doing may or may not have happened."),
        {}, QString::fromUtf8(PQerrorMessage(connection)).trimmed());
}

Error cancelled()
{
    Error error = ownError(Error::Code::Cancelled, QT_TRANSLATE_NOOP("Postgresql", "Stopped on request."));
    error.sqlState = u"57014"_s;
    return error;
}

Error connectError(PGconn *connection, const ConnectionProfile &profile, bool connected)
{
    const QString verbose = QString::fromUtf8(PQerrorMessage(connection)).trimmed();
    const QString state = stateIn(verbose), text = withoutLocation(verbose);
    Error error;
    const bool isAnswered = !state.isEmpty();
    if (!isAnswered && PQconnectionNeedsPassword(connection)) {
        error = ownError(Error::Code::Authentication,
            QT_TRANSLATE_NOOP("Postgresql", "The server at %1 asks for a password of user \"%2\"."),
            {placeOf(profile), profile.user}, text);
    } else if (!isAnswered && (text.contains("SSL"_L1) || text.contains("certificate"_L1))) {
        error = ownError(Error::Code::ConnectionLost,
            QT_TRANSLATE_NOOP("Postgresql", "No encrypted connection to %1 could be made as sslmode asks."),
            {placeOf(profile)}, text);
    } else if (isAnswered || connected) {
        error = refusedError(state, text, profile);
    } else {
        error = unreachableError(text, profile);
    }
    error.sqlState = state;
    return error;
}

Error connectTimeout(const ConnectionProfile &profile)
{
    return ownError(Error::Code::ConnectionLost,
        QT_TRANSLATE_NOOP("Postgresql", "The server at %1 did not answer within %2 seconds."),
        {placeOf(profile), QString::number(profile.connectTimeout.count())});
}

} // namespace relata::postgresql
