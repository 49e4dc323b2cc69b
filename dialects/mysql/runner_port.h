#pragma once
#include "models/engine/ports.h"

namespace relata::mysql {

/// Every DDL statement commits by itself; the migration lock is a named lock of the database's.
class MysqlRunnerPort : public RunnerPort {
public:
    explicit MysqlRunnerPort(bool mariaDb)
        : m_mariaDb(mariaDb)
    { }

    bool transactionalDdl() const override { return false; }
    LedgerWords ledgerWords() const override;
    bool setsSession(QStringView statement) const override;
    TransactionMode modeOf(QStringView statement, const ServerInfo &server) const override;
    QString parameter(int) const override { return QStringLiteral("?"); }
    Result<bool> tryLock(Connection &connection) const override;
    Result<> unlock(Connection &connection) const override;
    QStringList timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const override;

private:
    const bool m_mariaDb;
};

} // namespace relata::mysql
