#pragma once
#include "models/engine/run_watch_port.h"
#include "models/engine/server_info.h"

namespace relata::mysql {

/// Names are at most 64 characters long, a database's too; so it stands in the lock's name as a hash.
constexpr const char *MigrationLockName = "CONCAT('relata.', MD5(COALESCE(DATABASE(), '')))";

/// Sessions are known by their number, which a server gives once between its starts; the table of runs, in memory, is
/// empty after one. Who holds a metadata lock is not told by every version: then who has a transaction open is named.
class MysqlRunWatch : public RunWatchPort {
public:
    QString fleetingSuffix() const override { return QStringLiteral(" ENGINE=MEMORY"); }
    Result<bool> holdsLock(Connection &lock) const override;
    Result<std::optional<LockHolder>> lockHolder(Connection &lock) const override;
    Result<QString> sessionKey(Connection &connection) const override;
    Result<bool> isSessionThere(Connection &connection, const QString &key) const override;
    Result<> endSession(Connection &connection, const QString &key) const override;
    Result<QStringList> blockers(Connection &connection, const QString &key) const override;
    Result<std::optional<qint64>> deadlocks(Connection &connection) const override;
    Result<std::optional<QList<StatementLoad>>> statementLoads(Connection &connection) const override;
    Result<ServerStrain> strain(Connection &connection) const override;
    Result<ReplicaLag> replicaLag(Connection &replica) const override;
    Result<StatementProgress> progress(Connection &connection, const QString &key) const override;
    const WaitsPort *waits() const override;
    const SpacePort *space() const override;
    bool setsTimeouts(QStringView statement) const override;
    bool endsLongStatements(const ServerInfo &server) const override { return server.engine == "mariadb"; }
    bool comparesRows() const override { return false; }
    bool tellsExactly(const ResultColumn &column) const override;
    Result<bool> keepsTransactions(Connection &connection) const override;
};

} // namespace relata::mysql
