#include "app/cli/invocation.h"

#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/ports.h"
#include "models/project/config_remarks.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

int terminalWidth()
{
    winsize size{};
    return ioctl(fileno(stderr), TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

volatile std::sig_atomic_t interrupted = 0;
void onInterrupt(int)
{
    if (interrupted)
        std::_Exit(130); // the second one means it
    interrupted = 1;
}

} // namespace

Invocation::Invocation(const QStringList &arguments)
    : out(stdout)
    , err(stderr)
    , m_arguments(arguments)
    , m_terminal(isatty(fileno(stderr)) != 0)
{
    registerEngines(registry);
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
}

bool Invocation::parse()
{
    if (parser.parse(m_arguments))
        return true;
    usage(parser.errorText());
    return false;
}

QStringList Invocation::operands() const { return parser.positionalArguments(); }

Result<QString> Invocation::sql() const
{
    if (has(u"c"_s))
        return value(u"c"_s);
    Result<QByteArray> content = readFile(value(u"f"_s));
    return content ? Result<QString>(QString::fromUtf8(*content)) : Result<QString>(failure(content.error()));
}

ExitStatus Invocation::usage(const QString &what)
{
    return fail({.code = Error::Code::Usage,
        .message = {"CommandLine", "%1 See relata --help.", {what}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

ExitStatus statusOf(const Error &error)
{
    switch (error.code) {
    case Error::Code::Cancelled:
        return ExitStatus::Cancelled;
    case Error::Code::Usage:
    case Error::Code::File:
    case Error::Code::Unsupported:
        return ExitStatus::Usage;
    case Error::Code::Refused:
    case Error::Code::Conflict:
        return ExitStatus::Refused;
    case Error::Code::ConnectionLost:
    case Error::Code::Authentication:
    case Error::Code::Sql:
    case Error::Code::LockTimeout:
    case Error::Code::Internal:
        break;
    }
    return ExitStatus::Server;
}

ExitStatus Invocation::fail(const Error &error)
{
    static const char *codes[] = {"cancelled", "connection-lost", "authentication", "sql", "lock-timeout",
        "unsupported", "conflict", "refused", "usage", "file", "internal"};
    clearProgress();
    if (isJson()) {
        QJsonObject json{
            {u"error"_s, QLatin1StringView(codes[int(error.code)])}, {u"message"_s, error.message.source()}};
        if (!error.detail.isEmpty())
            json.insert(u"detail"_s, error.detail);
        if (!error.sqlState.isEmpty())
            json.insert(u"sqlstate"_s, error.sqlState);
        QJsonArray warnings;
        for (const QString &warning : std::as_const(m_warnings))
            warnings += warning.trimmed();
        if (!warnings.isEmpty())
            json.insert(u"warnings"_s, warnings);
        m_warnings.clear();
        err << QJsonDocument(json).toJson(QJsonDocument::Compact) << '\n';
    } else {
        const QString message = error.message.translated();
        err << "relata: " << message << '\n';
        QString detail = error.detail; // the server's own words, whose first line the message often says already
        if (const QString first = detail.section(u'\n', 0, 0); !first.isEmpty() && message.contains(first))
            detail = detail.section(u'\n', 1);
        if (!detail.isEmpty())
            err << "  " << detail.replace(u'\n', u"\n  "_s) << '\n';
    }
    err.flush();
    return statusOf(error);
}

bool Invocation::isJson() const
{
    return parser.optionNames().contains(u"format"_s) && parser.value(u"format"_s) == "json"_L1;
}

void Invocation::warn(const QString &text)
{
    if (m_warnings.contains(text))
        return;
    m_warnings += text;
    if (isJson())
        return;
    clearProgress();
    const std::lock_guard guard(m_mutex);
    err << text << '\n';
    err.flush();
}

void Invocation::warnOf(const ProjectConfig &config, const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absoluteFilePath(u"relata.json"_s));
    for (const Finding &one : configRemarks(config))
        warn(u"relata: %1: %2 %3"_s.arg(path, one.message.translated(), one.advice.translated()).trimmed());
}

ExitStatus Invocation::finish(ExitStatus status)
{
    clearProgress();
    for (const QString &warning : std::as_const(m_warnings)) {
        if (isJson())
            err << warning << '\n';
    }
    out.flush();
    const bool written = std::fflush(stdout) == 0 && !std::ferror(stdout) && out.status() == QTextStream::Ok;
    if (!written && status == ExitStatus::Done)
        return fail({.code = Error::Code::File,
            .message = {"CommandLine",
                QT_TRANSLATE_NOOP("CommandLine",
                    "The standard output took only a part of the answer: %1. Make room where it leads and run it "
                    "again."),
                {QString::fromLocal8Bit(std::strerror(errno))}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    err.flush();
    return status;
}

void addPasswordFromEnvironment(ConnectionProfile &profile, const QString &side)
{
    if (!profile.password.isEmpty())
        return;
    QList<QByteArray> names;
    if (!side.isEmpty())
        names += "RELATA_" + side.toLatin1() + "_PASSWORD";
    names += "RELATA_PASSWORD";
    if (profile.engine == "mysql" || profile.engine == "mariadb")
        names += "MYSQL_PWD";
    for (const QByteArray &name : names) {
        if (qEnvironmentVariableIsSet(name.constData())) {
            profile.password = Secret(qEnvironmentVariable(name.constData()));
            return;
        }
    }
}

SourceContext Invocation::sources(const QString &side)
{
    SourceContext context{.registry = registry, .projectFolder = value(u"project"_s), .scratch = {}};
    context.configRead = [this](const ProjectConfig &config, const QString &folder) { warnOf(config, folder); };
    context.addPassword = [this, side](ConnectionProfile &profile) {
        if (!profile.password.isEmpty())
            warn(u"relata: the password stands in the URL, where `ps` shows it: use RELATA_PASSWORD instead."_s);
        addPasswordFromEnvironment(profile, side);
        for (ConnectionProfile &replica : profile.replicas)
            addPasswordFromEnvironment(replica, u"REPLICA"_s);
    };
    return context;
}

Result<SourceContext> Invocation::sourcesWithScratch(const QString &side)
{
    SourceContext context = sources(side);
    context.engine = registry.find(value(u"dialect"_s).toLatin1());
    if (has(u"dev"_s)) {
        Result<ConnectionProfile> dev = profileOf(value(u"dev"_s), sources(u"DEV"_s));
        if (!dev)
            return failure(dev.error());
        context.scratch = std::move(*dev);
    }
    return context;
}

Result<Invocation::Opened> Invocation::open(const QString &target)
{
    Opened opened;
    QString text = target;
    if (text == "-"_L1)
        text = QTextStream(stdin).readLine();
    Result<ConnectionProfile> profile = profileOf(text, sources());
    if (!profile)
        return failure(profile.error());
    opened.profile = std::move(*profile);
    Result<std::unique_ptr<Connection>> connection = openConnection(opened.profile, registry);
    if (!connection)
        return failure(connection.error());
    opened.connection = std::move(*connection);
    opened.engine = registry.find(opened.connection->server().engine);
    return opened;
}

void Invocation::report(const Progress &progress)
{
    if (!m_terminal)
        return;
    QString line = progress.message.translated().simplified();
    if (progress.total > 0)
        line += u"  %1/%2"_s.arg(progress.done).arg(progress.total);
    if (const int width = terminalWidth(); line.size() >= width) // one that is wrapped could not be rewritten
        line = line.left(width - 2) + u'…';
    const std::lock_guard guard(m_mutex);
    m_progressShown = true;
    err << "\r\x1b[K" << line;
    err.flush();
}

void Invocation::clearProgress()
{
    const std::lock_guard guard(m_mutex);
    if (std::exchange(m_progressShown, false)) {
        err << "\r\x1b[K";
        err.flush();
    }
}

bool Invocation::stopRequested() const { return interrupted != 0; }

} // namespace relata
