#include "dialects/sqlite/interrupter.h"

#include <sqlite3.h>

namespace relata::sqlite {

void StatementInterrupter::cancel(quint64 execution) noexcept
{
    const std::lock_guard lock(m_mutex);
    if (!execution || m_running.load() != execution)
        return;
    m_stop = true;
    if (m_database)
        sqlite3_interrupt(m_database);
    m_stopped.notify_all();
}

void StatementInterrupter::abandon() noexcept
{
    const std::lock_guard lock(m_mutex);
    m_abandoned = true;
    m_stop = true;
    if (m_database)
        sqlite3_interrupt(m_database);
    m_stopped.notify_all();
}

void StatementInterrupter::begin()
{
    const std::lock_guard lock(m_mutex);
    m_stop = m_abandoned.load();
    m_running = ++m_last;
}

void StatementInterrupter::end()
{
    const std::lock_guard lock(m_mutex);
    m_running = 0;
    m_stop = m_abandoned.load();
}

bool StatementInterrupter::waitForLock(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_stopped.wait_for(lock, time, [this] { return m_stop.load(); });
}

void StatementInterrupter::detach()
{
    const std::lock_guard lock(m_mutex);
    m_database = nullptr;
}

} // namespace relata::sqlite
