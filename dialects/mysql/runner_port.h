#pragma once
#include "models/engine/ports.h"

namespace relata {
struct SqlFlavour;
}

namespace relata::mysql {

/// Every DDL statement commits by itself; the migration lock is a named lock of the database's. Scripts run in strict
/// mode: otherwise these servers turn NULL into '' and cut what is too long, with a warning. Triggers, routines and
/// events keep the mode they are made in, and get the server's own.
class MysqlRunnerPort : public RunnerPort {
public:
    explicit MysqlRunnerPort(bool mariaDb)
        : m_mariaDb(mariaDb)
    { }

    bool transactionalDdl() const override { return false; }
    LedgerWords ledgerWords() const override;
    TransactionMode modeOf(QStringView statement, const ServerInfo &server) const override;
    bool setsSession(QStringView statement) const override;
    bool fillsSession(QStringView statement) const override;
    QString settingFor(QStringView statement, const ServerInfo &server) const override;
    bool overridesSetting(QStringView statement) const override;
    QStringList freshSettings(const ServerInfo &server) const override;
    QString ledgerSchema() const override;
    QString parameter(int) const override { return QStringLiteral("?"); }
    Result<bool> tryLock(Connection &connection) const override;
    Result<> unlock(Connection &connection) const override;
    QStringList timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const override;

private:
    const SqlFlavour &flavour() const;

    const bool m_mariaDb;
};

} // namespace relata::mysql
