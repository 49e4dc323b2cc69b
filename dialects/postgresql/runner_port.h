#pragma once
#include "models/engine/ports.h"

namespace relata::postgresql {

/// What running migrations needs of PostgreSQL: DDL in transactions, an advisory lock, time-outs of the session.
class PostgresqlRunnerPort : public RunnerPort {
public:
    bool transactionalDdl() const override { return true; }
    LedgerWords ledgerWords() const override;
    TransactionMode modeOf(QStringView statement, const ServerInfo &server) const override;
    bool setsSession(QStringView statement) const override;
    bool fillsSession(QStringView statement) const override;
    QStringList freshSettings(const ServerInfo &server) const override;
    QString ledgerSchema() const override;
    Result<> withOwnRights(Connection &connection, const std::function<Result<>()> &work) const override;
    QString parameter(int n) const override;
    Result<bool> tryLock(Connection &connection) const override;
    Result<> unlock(Connection &connection) const override;
    QStringList timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const override;
};

} // namespace relata::postgresql
