#pragma once
#include "models/engine/run_watch_port.h"

namespace relata::postgresql {

/// "relata" in ASCII: whoever runs migrations of a database locks this number in it.
constexpr qint64 MigrationLockKey = 0x72656c617461;

/// A query for what RunWatchPort knows the session by that asks it.
QString sessionKeyQuery();

/// Sessions are known by their backend's number and the time it began; who blocks whom is pg_blocking_pids.
class PostgresqlRunWatch : public RunWatchPort {
public:
    QString fleetingTable() const override { return QStringLiteral("UNLOGGED TABLE"); }
    Result<bool> holdsLock(Connection &lock) const override;
    Result<std::optional<LockHolder>> lockHolder(Connection &lock) const override;
    Result<QString> sessionKey(Connection &connection) const override;
    Result<bool> isSessionThere(Connection &connection, const QString &key) const override;
    Result<QString> transactionKey(Connection &connection) const override;
    Result<std::optional<bool>> hasCommitted(Connection &connection, const QString &key) const override;
    Result<> endSession(Connection &connection, const QString &key) const override;
    Result<QStringList> blockers(Connection &connection, const QString &key) const override;
    Result<QStringList> leftovers(Connection &connection, QStringView statement) const override;
    Result<std::optional<qint64>> deadlocks(Connection &connection) const override;
    Result<std::optional<QList<StatementLoad>>> statementLoads(Connection &connection) const override;
    Result<ServerStrain> strain(Connection &connection) const override;
    Result<StatementProgress> progress(Connection &connection, const QString &key) const override;
    const WaitsPort *waits() const override;
    const SpacePort *space() const override;
    bool setsTimeouts(QStringView statement) const override;
    bool waitsPatiently(QStringView statement) const override;
    bool endsLongStatements(const ServerInfo &) const override { return true; }
};

} // namespace relata::postgresql
