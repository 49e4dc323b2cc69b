#pragma once
#include "models/engine/script_port.h"

namespace relata {
struct SqlFlavour;
}

namespace relata::mysql {

/// The migration lock's name. Names are at most 64 characters long, a database's too; so it stands as a hash.
inline constexpr const char *LockName = "CONCAT('relata.', MD5(COALESCE(DATABASE(), '')))";

/// Every DDL statement commits by itself; the migration lock is a named lock of the database's. Scripts run in strict
/// mode: otherwise these servers turn NULL into '' and cut what is too long, with a warning. Triggers, routines and
/// events keep the mode they are made in, and get the server's own.
class MysqlRunnerPort : public RunnerPort, public ScriptPort {
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
    const RunWatchPort *watch() const override;
    QString parameter(int) const override { return QStringLiteral("?"); }
    Result<bool> tryLock(Connection &connection) const override;
    Result<> unlock(Connection &connection) const override;
    QStringList timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const override;

    QString utcNow() const override;
    QString currentUser() const override;
    QString concatenated(const QStringList &expressions) const override;
    QString opening() const override;
    QString closing() const override;
    QString stopWhere(const QString &query, const QString &reason) const override;
    Result<QString> unless(
        const QString &query, const QStringList &statements, const ServerInfo &server) const override;
    Trouble troubleOf(const QString &sqlState, const QString &words) const override;
    bool isMissingTable(const Error &error) const override { return error.sqlState == QLatin1StringView("42S02"); }

private:
    bool canPrepare(const QString &statement, const ServerInfo &server) const;
    const SqlFlavour &flavour() const;

    const bool m_mariaDb;
};

} // namespace relata::mysql
