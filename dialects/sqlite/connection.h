#pragma once
#include "dialects/sqlite/handles.h"
#include "dialects/sqlite/interrupter.h"

#include <utility>

namespace relata::sqlite {

/// What a session is set to when it opens and after each reset.
struct SessionSettings {
    bool foreignKeys = true;
    bool readOnly = false;
    std::chrono::milliseconds lockTimeout{5000};
};

/// A session with one database file, on SQLite's C interface.
class SqliteConnection : public Connection {
public:
    SqliteConnection(Database database, SessionSettings settings);
    ~SqliteConnection() override;

    Result<> execute(const QString &oneStatement, std::span<const Value> parameters, RowSink &sink) override;
    Result<qint64> load(const QStringList &table, const QStringList &columns, RowSource &rows) override;
    TransactionState transaction() const override;
    Result<> reset() override;
    std::shared_ptr<Interrupter> interrupter() override { return m_interrupter; }
    const ServerInfo &server() const override { return m_server; }
    bool isAlive() const override { return !m_interrupter->isAbandoned(); }

    /// Runs statements of ours that answer nothing.
    Result<> run(const QByteArray &statements);
    /// How long to wait for locks of others from now on; answers how long it was.
    std::chrono::milliseconds setLockTimeout(std::chrono::milliseconds time)
    {
        return std::exchange(m_lockTimeout, time);
    }
    /// Sets what SessionSettings say.
    Result<> applySettings();

private:
    Result<PreparedStatement> prepare(const QByteArray &sql);
    Result<> step(sqlite3_stmt *statement, const QByteArray &sql, RowSink &sink);
    Result<qint64> insertAll(const QByteArray &sql, RowSource &rows);
    Error failed(const QByteArray &sql) const;
    bool waitForLock(int attempt);
    void installHandlers();
    Result<> adoptLockTimeout(const QByteArray &sql);
    QList<QByteArray> firstColumn(const QByteArray &sql);

    SessionSettings m_settings;
    std::chrono::milliseconds m_lockTimeout;
    std::chrono::milliseconds m_waited{0};
    std::shared_ptr<StatementInterrupter> m_interrupter;
    ServerInfo m_server;
    Database m_database;
};

} // namespace relata::sqlite
