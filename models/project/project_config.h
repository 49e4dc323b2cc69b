#pragma once
#include "models/base/result.h"
#include "models/engine/connection_profile.h"

#include <QJsonObject>

namespace relata {

struct Engine;
struct ServerInfo;

/// relata.json: what a project is. Members this version does not know are kept; see configRemarks().
struct ProjectConfig {
    QString name;
    QByteArray engine; ///< of the design: "sqlite"
    QString targetVersion; ///< empty: whatever the server is
    QString defaultConnection; ///< by name
    QString scratchConnection; ///< where proofs may make databases; empty: decided per target
    QList<ConnectionProfile> connections; ///< named, without secrets; a relative SQLite path is below the project
    QJsonObject other;
    QMap<QString, QJsonObject> otherOfConnections = {}; ///< what this version does not know of them, by name

    const ConnectionProfile *connection(QStringView name) const;
};

/// The server that plans are for where none is spoken to: of the version that the project names for its engine.
Result<ServerInfo> plannedServer(const ProjectConfig &config, const Engine &engine);

/// Whether migrations run on this connection only with an approval: the setting requireApproval, true for production or
/// a list of environments ("production" is all that is production, however it is written).
bool mustBeApproved(const ProjectConfig &config, const ConnectionProfile &target);

/// Whether any connection's do.
bool usesApprovals(const ProjectConfig &config);

/// Whether migrations run on this connection only under a backup: the setting requireBackup, as requireApproval.
bool mustBeBackedUp(const ProjectConfig &config, const ConnectionProfile &target);

/// Whether new migrations are numbered by the time they are made at ("numbering": "timestamp") rather than in sequence.
bool numbersByTime(const ProjectConfig &config);

Result<ProjectConfig> parseProjectConfig(const QByteArray &content, const QString &path);
QByteArray writeProjectConfig(const ProjectConfig &config);

} // namespace relata
