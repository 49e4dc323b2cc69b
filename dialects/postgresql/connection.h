#pragma once
#include "dialects/postgresql/type_names.h"
#include "dialects/postgresql/wire.h"
#include "models/engine/connection.h"

namespace relata {
struct ConnectionProfile;
}

namespace relata::postgresql {

/// A libpq session: statements through the extended protocol, answers row by row into pages.
class PostgresqlConnection : public Connection {
public:
    explicit PostgresqlConnection(ConnectionHandle handle);
    ~PostgresqlConnection() override;
    /// Learns what the server is and the names of its users' types; once, before anything else.
    Result<> prepare(const ConnectionProfile &profile);

    Result<> execute(const QString &oneStatement, std::span<const Value> parameters, RowSink &sink) override;
    Result<qint64> load(const QStringList &table, const QStringList &columns, RowSource &rows) override;
    TransactionState transaction() const override;
    Result<> reset() override;
    std::shared_ptr<Interrupter> interrupter() override;
    const ServerInfo &server() const override { return m_server; }
    bool isAlive() const override;

private:
    static void noticed(void *self, const PGresult *notice);
    /// Runs `work` as an execution that can be cancelled, and waits for a cancel that is still under way.
    template <class F>
    auto asExecution(F &&work) -> decltype(work());
    Result<> settleCancel();
    Result<> send(const QString &statement, std::span<const Value> parameters);
    Result<qint64> copyIn(const QString &statement, RowSource &rows);
    Result<> loadTypes();
    bool isCancelled() const;

    ConnectionHandle m_handle;
    std::shared_ptr<Wire> m_wire;
    std::shared_ptr<Interrupter> m_interrupter;
    ServerInfo m_server;
    TypeNames m_types;
    RowSink *m_sink = nullptr; ///< of the execution in progress
    quint64 m_lastExecution = 0;
};

} // namespace relata::postgresql
