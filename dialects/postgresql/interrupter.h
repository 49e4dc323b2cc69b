#pragma once
#include "dialects/postgresql/wire.h"
#include "models/engine/connection.h"

namespace relata::postgresql {

/// Stops a session's work from any thread. A cancel asks the server from a thread of its own, because PQcancel waits
/// without bound for a server that is stalled.
class PostgresqlInterrupter : public Interrupter {
public:
    explicit PostgresqlInterrupter(std::shared_ptr<Wire> wire);
    quint64 running() const noexcept override;
    void cancel(quint64 execution) noexcept override;
    void abandon() noexcept override;

private:
    std::shared_ptr<Wire> m_wire;
};

} // namespace relata::postgresql
