#pragma once
#include "dialects/mysql/client.h"
#include "dialects/mysql/errors.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"

namespace relata::mysql {

class SessionInterrupter;

/// A session with a MySQL or MariaDB server. Rows stream; the session speaks utf8mb4, strings take backslashes and
/// names take backticks whatever the server's default, all else (strictness, time zone) is as the server has it.
class Session : public Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const ConnectionProfile &profile);
    ~Session() override;

    Result<> execute(const QString &oneStatement, std::span<const Value> parameters, RowSink &sink) override;
    /// In one round trip as far as they fit into one packet of the server's; a session that somebody in between allows
    /// only single statements gets them so.
    Result<> executeAll(const QStringList &statements, RowSink &sink) override;
    Result<qint64> load(const QStringList &table, const QStringList &columns, RowSource &rows) override;
    TransactionState transaction() const override;
    Result<> reset() override;
    std::shared_ptr<Interrupter> interrupter() override;
    const ServerInfo &server() const override { return m_server; }
    bool isAlive() const override { return m_alive; }

private:
    Session(Client client, ConnectionProfile profile);
    Result<> prepare();
    Result<> fail(const ServerWords &words, const QString &statement);
    void deliverWarnings(RowSink &sink);
    ServerWords quietly(const QByteArray &statement);

    Client m_client;
    const ConnectionProfile m_profile;
    std::shared_ptr<SessionInterrupter> m_interrupter;
    ServerInfo m_server;
    bool m_alive = true;
};

} // namespace relata::mysql
