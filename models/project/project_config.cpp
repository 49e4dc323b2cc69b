#include "models/project/project_config.h"

#include "models/base/file_text.h"
#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"
#include "models/engine/environment_key.h"
#include "models/engine/server_info.h"
#include "models/project/environment_order.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

const ConnectionProfile *ProjectConfig::connection(QStringView wanted) const
{
    const auto it = std::find_if(
        connections.begin(), connections.end(), [&](const ConnectionProfile &c) { return c.name == wanted; });
    return it == connections.end() ? nullptr : &*it;
}

static Error wrong(const QString &path, int line, const char *text, const QStringList &arguments = {})
{
    return fileError(path, line, {"ProjectConfig", text, arguments});
}

/// By name and URL alone, for a connection and for its replicas.
static Result<ConnectionProfile> placeFrom(const QJsonObject &json, const QString &path)
{
    Result<ConnectionProfile> profile = profileFromUrl(json[u"url"].toString());
    if (!profile)
        return failure(wrong(path, 0, QT_TRANSLATE_NOOP("ProjectConfig", "Connection \"%1\": %2"),
            {json[u"name"].toString(), profile.error().message.source()}));
    profile->name = json[u"name"].toString();
    profile->password = Secret(); // one that somebody wrote into the file is not used: it would be kept there
    return profile;
}

static bool isOfMysql(const ConnectionProfile &profile)
{
    return profile.engine == "mysql" || profile.engine == "mariadb";
}

static Result<> addReplicas(ConnectionProfile &profile, const QJsonValue &json, const QString &path)
{
    if (!json.isUndefined() && (!json.isArray() || !isOfMysql(profile)))
        return failure(wrong(path, 0,
            QT_TRANSLATE_NOOP("ProjectConfig",
                "Connection \"%1\": \"replicas\" is a list of names and URLs, for servers of MySQL's and MariaDB's "
                "alone; PostgreSQL tells of its replicas by itself."),
            {profile.displayName()}));
    for (const QJsonValue &one : json.toArray()) {
        Result<ConnectionProfile> replica = placeFrom(one.toObject(), path);
        if (!replica)
            return failure(replica.error());
        if (!isOfMysql(*replica))
            return failure(wrong(path, 0,
                QT_TRANSLATE_NOOP(
                    "ProjectConfig", "The replica \"%1\" of \"%2\" is no server of MySQL's or MariaDB's."),
                {replica->displayName(), profile.displayName()}));
        profile.replicas += std::move(*replica);
    }
    return {};
}

static const auto Environment = "environment"_L1;

static Result<ConnectionProfile> connectionFrom(const QJsonObject &json, const QString &path)
{
    Result<ConnectionProfile> profile = placeFrom(json, path);
    if (!profile)
        return profile;
    profile->environment = json[Environment].toString();
    profile->readOnly = profile->readOnly || json[u"read_only"].toBool();
    if (Result<> added = addReplicas(*profile, json[u"replicas"], path); !added)
        return failure(added.error());
    return profile;
}

static QJsonObject unknownOfConnection(QJsonObject json)
{
    for (const char *known : {"name", "url", "environment", "read_only", "replicas"})
        json.remove(QLatin1StringView(known));
    return json;
}

static const auto RequireApproval = "requireApproval"_L1;
static const auto RequireBackup = "requireBackup"_L1;

/// "prod" and "production" are one environment, and so are the other two by their names; others begin so.
static bool isMeant(const QString &environment, const QString &asked)
{
    for (const auto is : {isProduction, isStaging, isDevelopment}) {
        if (is(asked))
            return is(environment);
    }
    return environment.trimmed().startsWith(asked.trimmed(), Qt::CaseInsensitive);
}

/// A rule of the project: true, for production, or a list of environments.
static bool isAskedFor(const ProjectConfig &config, QLatin1StringView rule, const ConnectionProfile &target)
{
    const QJsonValue wanted = config.other.value(rule);
    const QJsonArray environments = wanted.toArray();
    return wanted.isArray() ? std::any_of(environments.begin(), environments.end(),
               [&](const QJsonValue &one) {
                   return isMeant(target.environment, countedEnvironment(config, one.toString()));
               })
                            : wanted.toBool() && isProduction(target.environment);
}

bool mustBeApproved(const ProjectConfig &config, const ConnectionProfile &target)
{
    return isAskedFor(config, RequireApproval, target);
}

bool usesApprovals(const ProjectConfig &config)
{
    const QJsonValue wanted = config.other.value(RequireApproval);
    return wanted.toBool() || !wanted.toArray().isEmpty();
}

bool mustBeBackedUp(const ProjectConfig &config, const ConnectionProfile &target)
{
    return isAskedFor(config, RequireBackup, target);
}

/// What cannot be read must not be taken for "no".
static Result<> mustBeReadable(const QJsonObject &members, QLatin1StringView rule, const QString &path)
{
    const QJsonValue wanted = members.value(rule);
    const QJsonArray environments = wanted.toArray();
    const bool isList = wanted.isArray()
        && std::all_of(environments.begin(), environments.end(),
            [](const QJsonValue &one) { return !one.toString().trimmed().isEmpty(); });
    if (wanted.isUndefined() || wanted.isBool() || isList)
        return {};
    return failure(wrong(path, 0,
        QT_TRANSLATE_NOOP(
            "ProjectConfig", "The member \"%1\" is true, for production, or a list of environments, as [\"prod\"]."),
        {QString(rule)}));
}

Result<ServerInfo> plannedServer(const ProjectConfig &config, const Engine &engine)
{
    return plannedServer(engine, config.engine == engine.key ? config.targetVersion : QString());
}

static const auto Numbering = "numbering"_L1;

bool numbersByTime(const ProjectConfig &config) { return config.other.value(Numbering) == "timestamp"_L1; }

/// The last environment counts as production; its own name stays in the file.
static ProjectConfig counted(ProjectConfig config)
{
    for (ConnectionProfile &one : config.connections) {
        const QString environment = countedEnvironment(config, one.environment);
        if (environment != one.environment)
            config.otherOfConnections[one.name].insert(Environment, std::exchange(one.environment, environment));
    }
    return config;
}

Result<ProjectConfig> parseProjectConfig(const QByteArray &content, const QString &path)
{
    if (const int line = conflictMarkerLine(content))
        return failure(
            wrong(path, line, QT_TRANSLATE_NOOP("ProjectConfig", "A merge conflict is left here: settle it first.")));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    if (!document.isObject())
        return failure(wrong(path, int(content.left(error.offset).count('\n')) + 1,
            QT_TRANSLATE_NOOP("ProjectConfig", "This is not valid JSON: %1."), {error.errorString()}));
    ProjectConfig config;
    QJsonObject json = document.object();
    config.name = json.take(u"name"_s).toString();
    config.engine = json.take(u"engine"_s).toString().toLatin1();
    config.targetVersion = json.take(u"target_version"_s).toString();
    config.defaultConnection = json.take(u"default_connection"_s).toString();
    config.scratchConnection = json.take(u"scratch"_s).toString();
    for (const QJsonValue &one : json.take(u"connections"_s).toArray()) {
        Result<ConnectionProfile> profile = connectionFrom(one.toObject(), path);
        if (!profile)
            return failure(profile.error());
        if (const QJsonObject more = unknownOfConnection(one.toObject()); !more.isEmpty())
            config.otherOfConnections.insert(profile->name, more);
        config.connections += std::move(*profile);
    }
    if (config.engine.isEmpty())
        return failure(wrong(path, 0,
            QT_TRANSLATE_NOOP(
                "ProjectConfig", "The member \"engine\" is missing: sqlite, postgresql, mariadb or mysql.")));
    const QJsonValue numbering = json.value(Numbering);
    if (!numbering.isUndefined() && numbering != "sequence"_L1 && numbering != "timestamp"_L1)
        return failure(wrong(
            path, 0, QT_TRANSLATE_NOOP("ProjectConfig", "The member \"numbering\" is \"sequence\" or \"timestamp\".")));
    for (const QLatin1StringView rule : {RequireApproval, RequireBackup}) {
        if (Result<> fine = mustBeReadable(json, rule, path); !fine)
            return failure(fine.error());
    }
    config.other = json;
    return counted(std::move(config));
}

QByteArray writeProjectConfig(const ProjectConfig &config)
{
    QJsonObject json = config.other;
    const auto put = [&json](const QString &key, const QString &value) {
        if (!value.isEmpty())
            json.insert(key, value);
    };
    put(u"name"_s, config.name);
    put(u"engine"_s, QString::fromLatin1(config.engine));
    put(u"target_version"_s, config.targetVersion);
    put(u"default_connection"_s, config.defaultConnection);
    put(u"scratch"_s, config.scratchConnection);
    QJsonArray connections;
    for (const ConnectionProfile &profile : config.connections) {
        QJsonObject one = config.otherOfConnections.value(profile.name);
        one.insert(u"name"_s, profile.name);
        one.insert(u"url"_s, profile.url());
        if (profile.environment.isEmpty())
            one.remove(Environment);
        else if (countedEnvironment(config, one.value(Environment).toString()) != profile.environment)
            one.insert(Environment, profile.environment);
        if (profile.readOnly)
            one.insert(u"read_only"_s, true);
        QJsonArray replicas;
        for (const ConnectionProfile &replica : profile.replicas)
            replicas += QJsonObject{{u"name"_s, replica.name}, {u"url"_s, replica.url()}};
        if (!replicas.isEmpty())
            one.insert(u"replicas"_s, replicas);
        connections += one;
    }
    if (!connections.isEmpty())
        json.insert(u"connections"_s, connections);
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

} // namespace relata
