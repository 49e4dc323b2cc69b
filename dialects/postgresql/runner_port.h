#pragma once
#include "models/engine/script_port.h"

namespace relata::postgresql {

/// "relata" in ASCII: whoever runs migrations of a database locks this number in it.
inline constexpr qint64 LockKey = 0x72656c617461;

/// What running migrations needs of PostgreSQL: DDL in transactions, an advisory lock, time-outs of the session.
class PostgresqlRunnerPort : public RunnerPort, public ScriptPort {
public:
    bool transactionalDdl() const override { return true; }
    LedgerWords ledgerWords() const override;
    TransactionMode modeOf(QStringView statement, const ServerInfo &server) const override;
    bool setsSession(QStringView statement) const override;
    bool fillsSession(QStringView statement) const override;
    QStringList freshSettings(const ServerInfo &server) const override;
    QString ledgerSchema() const override;
    Result<> withOwnRights(Connection &connection, const std::function<Result<>()> &work) const override;
    const RunWatchPort *watch() const override;
    QString parameter(int n) const override;
    Result<bool> tryLock(Connection &connection) const override;
    Result<> unlock(Connection &connection) const override;
    QStringList timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const override;

    QString utcNow() const override;
    QString currentUser() const override;
    QString opening() const override;
    QString closing() const override;
    QString stopWhere(const QString &query, const QString &reason) const override;
    Result<QString> unless(
        const QString &query, const QStringList &statements, const ServerInfo &server) const override;
    Trouble troubleOf(const QString &sqlState, const QString &words) const override;
    bool isMissingTable(const Error &error) const override { return error.sqlState == QLatin1StringView("42P01"); }
};

} // namespace relata::postgresql
