#include "dialects/postgresql/interrupter.h"

#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace relata::postgresql {

Wire::~Wire() { close(); }

void Wire::close()
{
    if (socket >= 0)
        ::close(socket);
    socket = -1;
}

PostgresqlInterrupter::PostgresqlInterrupter(std::shared_ptr<Wire> wire)
    : m_wire(std::move(wire))
{ }

quint64 PostgresqlInterrupter::running() const noexcept
{
    const std::lock_guard lock(m_wire->mutex);
    return m_wire->running;
}

void PostgresqlInterrupter::cancel(quint64 execution) noexcept
{
    {
        const std::lock_guard lock(m_wire->mutex);
        if (execution == 0 || m_wire->running != execution || m_wire->cancelsInFlight > 0)
            return;
        m_wire->cancelled = true;
        ++m_wire->cancelsInFlight;
    }
    const auto ask = [wire = m_wire, key = m_wire->cancelKey] {
        char reason[256];
        PQcancel(key.get(), reason, sizeof reason);
        const std::lock_guard lock(wire->mutex);
        --wire->cancelsInFlight;
        wire->cancelEnded.notify_all();
    };
    try {
        std::thread(ask).detach();
    } catch (const std::system_error &) { // no thread to be had: the caller's grace ends with abandon()
        const std::lock_guard lock(m_wire->mutex);
        --m_wire->cancelsInFlight;
    }
}

void PostgresqlInterrupter::abandon() noexcept
{
    const std::lock_guard lock(m_wire->mutex);
    m_wire->abandoned = true;
    m_wire->cancelled = true;
    if (m_wire->socket >= 0)
        ::shutdown(m_wire->socket, SHUT_RDWR);
    m_wire->cancelEnded.notify_all();
}

} // namespace relata::postgresql
