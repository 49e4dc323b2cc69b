#include "dialects/mysql/errors.h"

#include "models/engine/connection_profile.h"

#include <errmsg.h>

#include <QRegularExpression>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Context = "MySql";

// Of the server's own numbering; its headers are not part of the client library.
enum ServerError : unsigned {
    TooManyConnections = 1040,
    HandshakeFailed = 1043,
    NoDatabaseAccess = 1044,
    AccessDenied = 1045,
    UnknownDatabase = 1049,
    ServerShutdown = 1053,
    SyntaxError = 1064,
    UnknownColumn = 1054,
    UnknownTable = 1146,
    HostBlocked = 1129,
    HostNotAllowed = 1130,
    LockWaitTimeout = 1205,
    ConnectionKilled = 1927,
    PasswordExpired = 1862,
    SocketDenied = 1698,
    LockNotAvailable = 3572,
    NoSuchAccount = 1133,
    NoAccountByGrant = 1410,
    NoSuchRole = 1959
};

struct Cause {
    unsigned code;
    Error::Code kind;
    const char *text;
};

constexpr auto Causes = std::to_array<Cause>({
    {CR_UNKNOWN_HOST, Error::Code::ConnectionLost, QT_TRANSLATE_NOOP("MySql", "No host of the name %1 is known.")},
    {CR_SSL_CONNECTION_ERROR, Error::Code::ConnectionLost,
        QT_TRANSLATE_NOOP("MySql", "The encrypted connection to %1 could not be made.")},
    {AccessDenied, Error::Code::Authentication,
        QT_TRANSLATE_NOOP("MySql", "The server at %1 does not accept this user or password.")},
    {SocketDenied, Error::Code::Authentication,
        QT_TRANSLATE_NOOP("MySql", "The server at %1 does not accept this user or password.")},
    {PasswordExpired, Error::Code::Authentication,
        QT_TRANSLATE_NOOP("MySql", "The password for the server at %1 has expired.")},
    {NoDatabaseAccess, Error::Code::Authentication,
        QT_TRANSLATE_NOOP("MySql", "This user may not use the database %2 on %1.")},
    {UnknownDatabase, Error::Code::Sql, QT_TRANSLATE_NOOP("MySql", "There is no database %2 on %1.")},
    {TooManyConnections, Error::Code::ConnectionLost,
        QT_TRANSLATE_NOOP("MySql", "The server at %1 has no connection left.")},
    {HostBlocked, Error::Code::Authentication,
        QT_TRANSLATE_NOOP("MySql", "The server at %1 has blocked this machine after too many failed attempts.")},
    {HostNotAllowed, Error::Code::Authentication,
        QT_TRANSLATE_NOOP("MySql", "The server at %1 does not let this machine connect.")},
    {CR_AUTH_PLUGIN_CANNOT_LOAD, Error::Code::Authentication,
        QT_TRANSLATE_NOOP("MySql", "The server at %1 asks for a way of signing in that this client lacks.")},
});

constexpr const char *Refused = QT_TRANSLATE_NOOP("MySql", "Nothing listens at %1.");
constexpr const char *TimedOut = QT_TRANSLATE_NOOP("MySql", "The server at %1 did not answer in time.");
constexpr const char *NotReached = QT_TRANSLATE_NOOP("MySql", "The server at %1 could not be reached.");

QString placeOf(const ConnectionProfile &profile)
{
    if (!profile.socket.isEmpty())
        return profile.socket;
    const QString host = profile.host.isEmpty() ? u"127.0.0.1"_s : profile.host;
    return u"%1:%2"_s.arg(host).arg(profile.port ? profile.port : 3306);
}

/// The system's error number that the client library wrapped: "… (111)", "… system error: 110".
int systemErrorIn(const QString &text)
{
    static const QRegularExpression number(u"(?:\\(|error: \"?)(\\d+)"_s);
    QRegularExpressionMatchIterator it = number.globalMatch(text);
    int found = 0;
    while (it.hasNext())
        found = it.next().captured(1).toInt();
    return found;
}

/// Tries the address once more by itself: where it waits with a time-out, the client library reports each failure as
/// "in progress".
int connectingError(const ConnectionProfile &profile)
{
    const QByteArray host = profile.host.isEmpty() ? QByteArray("127.0.0.1") : profile.host.toUtf8();
    const QByteArray port = QByteArray::number(profile.port ? profile.port : 3306);
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host.constData(), port.constData(), &hints, &found) != 0)
        return EHOSTUNREACH;
    int error = ETIMEDOUT;
    const int socket = ::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) {
        error = errno;
        freeaddrinfo(found);
        return error;
    }
    if (::connect(socket, found->ai_addr, found->ai_addrlen) == 0) {
        error = 0;
    } else if (errno != EINPROGRESS) {
        error = errno;
    } else if (pollfd waited{socket, POLLOUT, 0}; poll(&waited, 1, 500) > 0) {
        socklen_t length = sizeof error;
        getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length);
    }
    ::close(socket);
    freeaddrinfo(found);
    return error;
}

const char *reachText(const ServerWords &words, const ConnectionProfile &profile)
{
    int error = systemErrorIn(words.text);
    if (error == EINPROGRESS && profile.socket.isEmpty())
        error = connectingError(profile);
    switch (error) {
    case ECONNREFUSED:
    case ENOENT:
        return Refused;
    case ETIMEDOUT:
    case EAGAIN:
    case EINPROGRESS:
        return TimedOut;
    default:
        return NotReached;
    }
}

Error errorOf(Error::Code code, const char *text, const QStringList &arguments, const ServerWords &words)
{
    const QString detail = words.code ? u"%1 (%2) %3"_s.arg(words.code).arg(words.state, words.text) : words.text;
    return {
        .code = code, .message = {Context, text, arguments}, .detail = detail, .sqlState = words.state, .position = {}};
}

qsizetype beginOfLine(QStringView statement, int line)
{
    qsizetype at = 0;
    for (int i = 1; i < line; ++i) {
        const qsizetype next = statement.indexOf(u'\n', at);
        if (next < 0)
            return at;
        at = next + 1;
    }
    return at;
}

std::optional<qsizetype> syntaxPosition(const QString &text, QStringView statement)
{
    static const QRegularExpression near(
        u"near '(.*)' at line (\\d+)$"_s, QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = near.match(text);
    if (!match.hasMatch())
        return {};
    QString rest = match.captured(1);
    if (rest.isEmpty())
        return statement.size();
    if (rest.endsWith("..."_L1) && !statement.contains(rest))
        rest.chop(3);
    // The server quotes about 80 bytes; a shorter quotation is the statement's end.
    if (rest.toUtf8().size() < 70 && statement.endsWith(rest))
        return statement.size() - rest.size();
    const qsizetype begin = beginOfLine(statement, match.captured(2).toInt());
    const qsizetype at = statement.indexOf(rest, begin);
    return at < 0 ? std::optional(begin) : std::optional(at);
}

/// The only place in the statement that holds the name, if there is but one.
std::optional<qsizetype> placeOfName(QStringView name, QStringView statement)
{
    const QRegularExpression word(u"(?<![\\w$])%1(?![\\w$])"_s.arg(QRegularExpression::escape(name)),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QRegularExpressionMatchIterator it = word.globalMatch(statement.toString());
    if (!it.hasNext())
        return {};
    const qsizetype at = it.next().capturedStart();
    return it.hasNext() ? std::nullopt : std::optional(at);
}

std::optional<qsizetype> namePosition(const QString &text, QStringView statement)
{
    const QString quoted = text.section(u'\'', 1, 1);
    if (const auto whole = placeOfName(quoted, statement))
        return whole;
    return placeOfName(QStringView(quoted).mid(quoted.lastIndexOf(u'.') + 1), statement);
}

} // namespace

ServerWords ServerWords::of(MYSQL *client)
{
    return {mysql_errno(client), QString::fromLatin1(mysql_sqlstate(client)), QString::fromUtf8(mysql_error(client))};
}

ServerWords ServerWords::of(MYSQL_STMT *statement)
{
    return {mysql_stmt_errno(statement), QString::fromLatin1(mysql_stmt_sqlstate(statement)),
        QString::fromUtf8(mysql_stmt_error(statement))};
}

Error connectError(MYSQL *client, const ConnectionProfile &profile)
{
    const ServerWords words = ServerWords::of(client);
    const QStringList arguments{placeOf(profile), profile.database};
    for (const Cause &cause : Causes) {
        if (cause.code == words.code) {
            const QString place = words.code == CR_UNKNOWN_HOST ? profile.host : arguments.first();
            return errorOf(cause.kind, cause.text, {place, profile.database}, words);
        }
    }
    if (words.code >= CR_MIN_ERROR && words.code <= CR_MAX_ERROR)
        return errorOf(Error::Code::ConnectionLost, reachText(words, profile), arguments, words);
    return errorOf(Error::Code::ConnectionLost, QT_TRANSLATE_NOOP("MySql", "The server at %1 refused the connection."),
        arguments, words);
}

Error notEncryptedError(const ConnectionProfile &profile)
{
    return errorOf(Error::Code::ConnectionLost,
        QT_TRANSLATE_NOOP("MySql", "The server at %1 offers no encrypted connection."), {placeOf(profile)}, {});
}

bool endsConnection(unsigned code)
{
    return code == CR_SERVER_GONE_ERROR || code == CR_SERVER_LOST || code == CR_SERVER_LOST_EXTENDED
        || code == ConnectionKilled || code == ServerShutdown || code == CR_MALFORMED_PACKET;
}

Error lostError(const QString &detail)
{
    ServerWords words;
    words.text = detail;
    return errorOf(
        Error::Code::ConnectionLost, QT_TRANSLATE_NOOP("MySql", "The connection to the server was lost."), {}, words);
}

Error cancelledError()
{
    return errorOf(Error::Code::Cancelled, QT_TRANSLATE_NOOP("MySql", "The statement was cancelled."), {}, {});
}

Error statementError(const ServerWords &words, QStringView statement)
{
    Error::Code code = Error::Code::Sql;
    const char *text = QT_TRANSLATE_NOOP("MySql", "The server refused the statement: %1");
    if (endsConnection(words.code)) {
        code = Error::Code::ConnectionLost;
        text = QT_TRANSLATE_NOOP("MySql", "The connection to the server was lost.");
    } else if (words.code == LockWaitTimeout || words.code == LockNotAvailable) {
        code = Error::Code::LockTimeout;
        text = QT_TRANSLATE_NOOP("MySql", "Somebody else holds a lock that the statement needs.");
    } else if (words.code == NoSuchAccount || words.code == NoAccountByGrant || words.code == NoSuchRole) {
        text = QT_TRANSLATE_NOOP("MySql",
            "An account or role that the statement names does not exist on this server, and granting makes none: %1");
    }
    Error error = errorOf(code, text, {words.text}, words);
    error.position = positionOf(words, statement);
    return error;
}

std::optional<qsizetype> positionOf(const ServerWords &words, QStringView statement)
{
    switch (words.code) {
    case SyntaxError:
        return syntaxPosition(words.text, statement);
    case UnknownColumn:
    case UnknownTable:
        return namePosition(words.text, statement);
    default:
        return {};
    }
}

} // namespace relata::mysql
