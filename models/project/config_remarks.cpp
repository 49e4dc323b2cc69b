#include "models/project/config_remarks.h"

#include "models/base/name_likeness.h"
#include "models/engine/environment_key.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Message said(const char *text, const QStringList &arguments = {}) { return {"ProjectConfig", text, arguments}; }

Finding remark(const QByteArray &code, const Message &message, const Message &advice)
{
    Finding finding;
    finding.code = code;
    finding.message = message;
    finding.advice = advice;
    return finding;
}

Message meant(const QString &likely)
{
    return likely.isEmpty() ? Message() : said(QT_TRANSLATE_NOOP("ProjectConfig", "Is \"%1\" meant?"), {likely});
}

/// Those that are read somewhere, be it only from ProjectConfig::other.
QStringList knownMembers()
{
    return {u"name"_s, u"engine"_s, u"target_version"_s, u"default_connection"_s, u"scratch"_s, u"connections"_s,
        u"numbering"_s, u"requireApproval"_s, u"requireBackup"_s, u"environments"_s, u"python"_s, u"hooks"_s,
        u"drift"_s};
}

QList<Finding> unknownMembers(const ProjectConfig &config)
{
    const QStringList known = knownMembers();
    QList<Finding> result;
    for (const QString &name : config.other.keys()) {
        if (!known.contains(name))
            result += remark("PC101",
                said(QT_TRANSLATE_NOOP("ProjectConfig",
                         "The member \"%1\" is none that this version of Relata knows: it is kept, and nothing heeds "
                         "it."),
                    {name}),
                meant(likelyMeant(name, known)));
    }
    const QStringList ofConnections{u"name"_s, u"url"_s, u"environment"_s, u"read_only"_s, u"replicas"_s};
    for (auto it = config.otherOfConnections.cbegin(); it != config.otherOfConnections.cend(); ++it) {
        for (const QString &name : it->keys()) {
            if (!ofConnections.contains(name)) // else it is there for its spelling
                result += remark("PC101",
                    said(QT_TRANSLATE_NOOP("ProjectConfig",
                             "The member \"%1\" of the connection \"%2\" is none that this version of Relata knows: it "
                             "is kept, and nothing heeds it."),
                        {name, it.key()}),
                    meant(likelyMeant(name, ofConnections)));
        }
    }
    return result;
}

QStringList connectionNames(const ProjectConfig &config)
{
    QStringList names;
    for (const ConnectionProfile &one : config.connections)
        names += one.name;
    return names;
}

Finding noConnection(const ProjectConfig &config, const QString &member, const QString &name)
{
    return remark("PC102",
        said(QT_TRANSLATE_NOOP(
                 "ProjectConfig", "The member \"%1\" names \"%2\", which is no connection of the project."),
            {member, name}),
        meant(likelyMeant(name, connectionNames(config))));
}

} // namespace

QList<Finding> configRemarks(const ProjectConfig &config)
{
    QList<Finding> result = unknownMembers(config);
    if (!config.defaultConnection.isEmpty() && !config.connection(config.defaultConnection))
        result += noConnection(config, u"default_connection"_s, config.defaultConnection);
    if (config.scratchConnection.isEmpty())
        return result;
    const ConnectionProfile *scratch = config.connection(config.scratchConnection);
    if (!scratch)
        result += noConnection(config, u"scratch"_s, config.scratchConnection);
    if (scratch && isProduction(scratch->environment))
        result += remark("PC103",
            said(QT_TRANSLATE_NOOP("ProjectConfig",
                     "The scratch connection \"%1\" is labelled production, where no scratch databases are made."),
                {scratch->name}),
            said(QT_TRANSLATE_NOOP("ProjectConfig", "Name another server, or take the label off.")));
    return result;
}

} // namespace relata
