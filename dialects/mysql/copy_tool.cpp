#include "dialects/mysql/copy_tool.h"

#include "dialects/common/client_program.h"
#include "dialects/mysql/client.h"
#include "models/engine/connection_profile.h"
#include "models/engine/copy_port.h"
#include "models/engine/fetch.h"

#include <QFile>
#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>
#include <cmath>

static void takeResource() { Q_INIT_RESOURCE(copy_tool); } // of a static library, outside of namespaces

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

constexpr int LeastMajor = 3;
constexpr int LongestPrefix = 60; ///< of a trigger's name, as the program cuts it
constexpr int UsualLoad = 25, UsualPanic = 50; ///< sessions at which it waits, and at which it gives up

Error refused(const char *text, const QStringList &arguments, Error::Code code = Error::Code::Refused)
{
    return {.code = code, .message = {"Mysql", text, arguments}, .detail = {}, .sqlState = {}, .position = {}};
}

QString seconds(std::chrono::milliseconds time) { return QString::number(double(time.count()) / 1000); }
QString wholeSeconds(std::chrono::milliseconds time)
{
    return QString::number(std::max(1.0, std::ceil(double(time.count()) / 1000)));
}

/// A value of an option file, which may hold anything but a line's end.
QString fileValue(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + text + u'"';
}

Result<> writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    const bool isOpen =
        file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (isOpen && file.write(content) == content.size() && file.flush())
        return {};
    return failure({.code = Error::Code::File,
        .message = {"Mysql", QT_TRANSLATE_NOOP("Mysql", "%1 cannot be written: %2"), {path, file.errorString()}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// How its library comes to the server, as this program does.
Result<QString> optionFile(const ConnectionProfile &profile, bool isEncrypted)
{
    const QString password = profile.password.isEmpty() ? qEnvironmentVariable("MYSQL_PWD") : profile.password.reveal();
    QStringList lines{u"[client]"_s};
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines += name + u'=' + fileValue(value);
    };
    add(u"user"_s, profile.user);
    add(u"password"_s, password);
    if (profile.socket.isEmpty()) {
        const bool isHere = profile.host.isEmpty() || profile.host == "localhost"_L1;
        add(u"host"_s, isHere ? u"127.0.0.1"_s : profile.host);
        add(u"port"_s, QString::number(profile.port ? profile.port : 3306));
    } else {
        add(u"socket"_s, profile.socket);
    }
    if (isEncrypted) {
        for (const QString &name :
            {u"ssl-ca"_s, u"ssl-capath"_s, u"ssl-cert"_s, u"ssl-key"_s, u"ssl-cipher"_s, u"tls-version"_s})
            add(name, parameter(profile, name));
        lines += u"ssl-enforce=1"_s;
        if (tlsOf(profile) == Tls::Verified)
            lines += u"ssl-verify-server-cert=1"_s;
    }
    QString text = lines.join(u'\n') + u'\n';
    if (text.count(u'\n') == lines.size() && !text.contains(u'\r'))
        return text;
    return failure(refused(QT_TRANSLATE_NOOP("Mysql",
                               "User, password or place of the connection hold a line break, which %1 cannot be told."),
        {u"pt-online-schema-change"_s}));
}

/// What the job says.
QStringList words(const CopyToolJob &job)
{
    const int load = job.load > 0 ? job.load : UsualLoad;
    QStringList result{u"--alter"_s, job.alter.trimmed(), u"--new-table-name"_s, job.copy, u"--no-version-check"_s,
        u"--recursion-method"_s, u"none"_s, u"--progress"_s, u"time,1"_s, u"--sleep"_s, seconds(job.pause)};
    result += {u"--max-load"_s, u"Threads_running=%1"_s.arg(load), u"--critical-load"_s,
        u"Threads_running=%1"_s.arg(std::max(UsualPanic, load * 2))};
    result += {u"--set-vars"_s, u"lock_wait_timeout=%1,innodb_lock_wait_timeout=%1"_s.arg(wholeSeconds(job.lock)),
        u"--tries"_s, u"create_triggers:%1:1"_s.arg(std::max(1, job.tries))};
    if (job.rows)
        result += {u"--chunk-size"_s, QString::number(*job.rows)};
    else
        result += {u"--chunk-time"_s, seconds(job.batch)};
    return result;
}

} // namespace

QString PtOnlineSchemaChange::name() const { return u"pt-online-schema-change"_s; }

Result<QString> PtOnlineSchemaChange::program() const
{
    QString path = findProgram({name()});
    if (path.isEmpty())
        return failure(refused(QT_TRANSLATE_NOOP("Mysql",
                                   "%1 is not installed on this computer, or not in PATH: install percona-toolkit, or "
                                   "write \"-- relata:copy\" without it, for a copy of Relata's own."),
            {name()}, Error::Code::Unsupported));
    const QString version = programOutput(path, {u"--version"_s}).section(u' ', -1);
    if (QVersionNumber::fromString(version).majorVersion() >= LeastMajor)
        return path;
    return failure(refused(QT_TRANSLATE_NOOP("Mysql",
                               "%1 does not say that it is of version %2 or later, but \"%3\": install another, or "
                               "write \"-- relata:copy\" without it, for a copy of Relata's own."),
        {path, QString::number(LeastMajor), version}, Error::Code::Unsupported));
}

Result<> PtOnlineSchemaChange::mayChange(const QString &database, const QString &table, const CopyFacts &facts) const
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_$-]+$"_s), named(u"\\n\\s*CONSTRAINT "_s);
    for (const QString &one : {database, table}) {
        if (!plain.match(one).hasMatch())
            return failure(refused(QT_TRANSLATE_NOOP("Mysql",
                                       "%1 is not told names with other characters than letters, digits, _, $ and -: "
                                       "%2. Write \"-- relata:copy\" without it."),
                {name(), one}));
    }
    if (facts.definition.contains(named))
        return failure(refused(QT_TRANSLATE_NOOP("Mysql",
                                   "%1 has constraints with names, which %2 would rename. Write \"-- relata:copy\" "
                                   "without it."),
            {table, name()}));
    for (const CopyFacts::Column &column : facts.columns) {
        if (column.generated)
            return failure(refused(QT_TRANSLATE_NOOP("Mysql",
                                       "%1 has the computed column %2, with which %3 is not trusted. Write \"-- "
                                       "relata:copy\" without it."),
                {table, column.name, name()}));
    }
    return {};
}

/// As the program makes them: two tables can share them.
QStringList PtOnlineSchemaChange::triggerNames(const QString &database, const QString &table) const
{
    static const QRegularExpression other(u"[^A-Za-z0-9_]"_s);
    const QString prefix = QString(u"pt_osc_"_s + database + u'_' + table).replace(other, u"_"_s).left(LongestPrefix);
    return {prefix + u"_del"_s, prefix + u"_upd"_s, prefix + u"_ins"_s};
}

Result<CopyToolCall> PtOnlineSchemaChange::call(
    const CopyToolJob &job, const ConnectionProfile &profile, Connection &connection, const QString &folder) const
{
    const Result<QString> path = program();
    if (!path)
        return failure(path.error());
    const auto cipher = fetch(connection, u"SHOW STATUS LIKE 'Ssl_cipher'"_s);
    if (!cipher)
        return failure(cipher.error());
    const bool isEncrypted =
        tlsOf(profile) >= Tls::Required || (!cipher->isEmpty() && !cipher->text(0, 1).isEmpty()); // as we are
    const Result<QString> options = optionFile(profile, isEncrypted);
    if (!options)
        return failure(options.error());
    takeResource();
    QFile plugin(u":/relata/copy_tool/relata.pm"_s);
    const QString client = folder + u"/client.cnf"_s, relata = folder + u"/relata.pm"_s;
    Result<> written = writeFile(client, options->toUtf8());
    if (written && plugin.open(QIODevice::ReadOnly))
        written = writeFile(relata, plugin.readAll());
    if (!written)
        return failure(written.error());
    CopyToolCall result;
    result.program = *path;
    result.pauseFile = folder + u"/pause"_s;
    result.mustBeEncrypted = isEncrypted;
    const QStringList common = words(job) + QStringList{u"--plugin"_s, relata, u"--pause-file"_s, result.pauseFile};
    const QString place =
        u"F=%1,D=%2,t=%3,A=utf8mb4"_s.arg(QString(client).replace(u',', u"\\,"_s), profile.database, job.table);
    const QStringList first{u"--config"_s, u"/dev/null"_s}; // no file of the user's; has to come first
    result.trial = first + QStringList{u"--dry-run"_s} + common + QStringList{place};
    result.run = first
        + QStringList{u"--execute"_s, u"--no-swap-tables"_s, u"--no-drop-new-table"_s, u"--no-drop-triggers"_s,
            u"--no-drop-old-table"_s}
        + common + QStringList{place};
    return result;
}

CopyToolLine PtOnlineSchemaChange::line(const QString &text) const
{
    using Kind = CopyToolLine::Kind;
    static const QRegularExpression session(u"^relata: session (\\d+) encrypted (\\d)$"_s);
    static const QRegularExpression rows(u"Copying approximately (\\d+) rows"_s);
    static const QRegularExpression progress(u"^Copying `.*`:\\s+(\\d+)% (\\S+) remain"_s);
    static const QRegularExpression noise(
        u"^(Not |No slaves|Operation, |\\w+, \\d+, [\\d.]+$|DROP |Sleeping |Created plugin|.* was not "
        "altered\\.$|Dry run complete|# Exiting)"_s);
    CopyToolLine result;
    if (const auto told = session.match(text); told.hasMatch()) {
        result.kind = Kind::Session;
        result.session = told.captured(1);
        result.isEncrypted = told.captured(2) == "1"_L1;
    } else if (const auto begun = rows.match(text); begun.hasMatch()) {
        result.kind = Kind::Rows;
        result.number = begun.captured(1).toLongLong();
    } else if (const auto copied = progress.match(text); copied.hasMatch()) {
        result.kind = Kind::Progress;
        result.number = copied.captured(1).toLongLong();
        result.left = copied.captured(2);
    } else if (text.trimmed().isEmpty() || noise.match(text).hasMatch()) {
        result.kind = Kind::Noise;
    }
    return result;
}

} // namespace relata::mysql
