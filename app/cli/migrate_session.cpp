#include "app/cli/migrate_session.h"

#include "models/base/shell_word.h"
#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"
#include "models/plan/finding.h"

namespace relata {
using namespace Qt::StringLiterals;

const char *stateWord(MigrationState state)
{
    static const char *words[] = {"pending", "applied", "partial", "failed", "edited", "missing", "out-of-order"};
    return words[int(state)];
}

QString MigrateSession::folder() const
{
    return invocation.has(u"project"_s) ? invocation.value(u"project"_s) : u"."_s;
}

Result<> MigrateSession::openProject()
{
    Result<std::unique_ptr<Project>> opened = Project::open(folder());
    if (!opened)
        return failure(opened.error());
    project = std::move(*opened);
    invocation.warnOf(project->config(), project->folder());
    if (invocation.parser.values(u"allow"_s).contains(QLatin1StringView(PythonCode)))
        project->allowPython();
    return {};
}

Result<> MigrateSession::connect()
{
    QString target = invocation.value(u"target"_s);
    if (target.isEmpty() && !project->config().defaultConnection.isEmpty())
        target = u'@' + project->config().defaultConnection;
    return connect(target);
}

Result<> MigrateSession::connect(const QString &target)
{
    SourceContext context = invocation.sources();
    context.projectFolder = project->folder();
    Result<ConnectionProfile> found = profileOf(target, context);
    if (!found)
        return failure(found.error());
    profile = std::move(*found);
    Result<std::unique_ptr<Connection>> opened = openConnection(profile, invocation.registry);
    if (!opened)
        return failure(opened.error());
    connection = std::move(*opened);
    engine = invocation.registry.find(connection->server().engine);
    return chooseVersion();
}

Result<> MigrateSession::chooseEngine()
{
    engine = invocation.registry.find(project->config().engine);
    if (engine)
        return chooseVersion();
    return failure({.code = Error::Code::Usage,
        .message = {"CommandLine", QT_TRANSLATE_NOOP("CommandLine", "This program does not speak to %1."),
            {QString::fromLatin1(project->config().engine)}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<> MigrateSession::chooseVersion()
{
    const bool isAsked = invocation.has(u"target-version"_s);
    const Engine *own = isAsked || !project ? engine : invocation.registry.find(project->config().engine);
    if (!own) {
        planned = connection ? connection->server() : ServerInfo();
        return {};
    }
    const Result<ServerInfo> named = isAsked ? plannedServer(*own, invocation.value(u"target-version"_s))
        : project                            ? plannedServer(project->config(), *own)
                                             : plannedServer(*own, QString());
    if (!named)
        return failure(named.error());
    planned = *named;
    if (!connection)
        return {};
    if (const Message other = otherVersionRemark(*own, planned, connection->server()); !other.isEmpty())
        invocation.warn(u"relata: "_s + other.translated());
    if (!isAsked)
        planned = connection->server();
    return {};
}

Result<> MigrateSession::mustSayYes(const char *text, const QString &what) const
{
    if (!isProduction() || invocation.has(u"yes"_s))
        return {};
    return failure({.code = Error::Code::Refused,
        .message = {"CommandLine", text, {profile.displayName(), what}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

ConnectionProfile MigrateSession::beside()
{
    SourceContext context = invocation.sources(u"DEV"_s);
    context.projectFolder = project->folder();
    const QString scratch = project->config().scratchConnection;
    const QString named = invocation.has(u"dev"_s) ? invocation.value(u"dev"_s)
        : scratch.isEmpty()                        ? QString()
                                                   : u'@' + scratch;
    if (!named.isEmpty()) {
        Result<ConnectionProfile> found = profileOf(named, context);
        const bool isPlace = found && (invocation.has(u"dev"_s) || !relata::isProduction(found->environment));
        if (isPlace) {
            if (found->defaultSchema.isEmpty())
                found->defaultSchema = profile.defaultSchema;
            found->likeVersion = connection ? connection->server().version : 0;
            return *found;
        }
    }
    if (!isProduction())
        return profile;
    ConnectionProfile own; // a private server, where names without a schema mean the same
    own.defaultSchema = profile.defaultSchema;
    own.likeVersion = connection ? connection->server().version : 0;
    return own;
}

QString MigrateSession::command(const QString &words) const
{
    QString result = u"relata migrate "_s + words;
    if (invocation.has(u"project"_s))
        result += u" --project "_s + shellWord(folder());
    if (invocation.has(u"target"_s)) {
        // As it was given, but for a password, which is nobody's to read.
        const QString target = invocation.value(u"target"_s);
        result += u" --target "_s + shellWord(target.startsWith(u'@') ? target : profile.url());
    }
    return result;
}

ExitStatus MigrateSession::refuse(const char *text, const QStringList &arguments, Error::Code code)
{
    return invocation.fail(
        {.code = code, .message = {"CommandLine", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

void MigrateSession::tell(const Finding &finding)
{
    static const char *words[] = {"note", "warning", "danger"};
    invocation.warn(u"  %1 %2: %3 %4"_s.arg(QLatin1StringView(words[int(finding.severity)]),
        QString::fromLatin1(finding.code), finding.message.translated(), finding.advice.translated()));
}

} // namespace relata
