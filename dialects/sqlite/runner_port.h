#pragma once
#include "models/engine/script_port.h"

namespace relata::sqlite {

/// What running migrations needs of SQLite. The migration lock is a write lock on a small database of its own beside
/// the file (`shop.db-relata-lock`): the operating system frees it when the session ends in whatever way, and readers
/// and writers of the database itself are not kept out by it.
class SqliteRunnerPort : public RunnerPort, public ScriptPort {
public:
    bool transactionalDdl() const override { return true; }
    LedgerWords ledgerWords() const override;
    TransactionMode modeOf(QStringView statement, const ServerInfo &server) const override;
    bool mustAnswerNothing(QStringView statement) const override;
    bool setsSession(QStringView statement) const override;
    bool fillsSession(QStringView statement) const override;
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
    QString rowsOf(const QString &statement) const override;
    Result<QString> unless(
        const QString &query, const QStringList &statements, const ServerInfo &server) const override;
    Trouble troubleOf(const QString &sqlState, const QString &words) const override;
    bool isMissingTable(const Error &error) const override
    {
        return error.detail.startsWith(QLatin1StringView("no such table: "));
    }
};

} // namespace relata::sqlite
