#include "dialects/mysql/interrupter.h"

#include "dialects/mysql/client.h"

#include <sys/socket.h>
#include <unistd.h>

#include <fcntl.h>

#include <system_error>
#include <thread>

namespace relata::mysql {

namespace {
/// No step of a cancel takes longer, so that nothing waits for a stalled server.
constexpr std::chrono::seconds Patience{3};
} // namespace

SessionInterrupter::SessionInterrupter(ConnectionProfile profile, unsigned long session, int socket)
    : m_profile(std::move(profile))
    , m_session(session)
    , m_socket(fcntl(socket, F_DUPFD_CLOEXEC, 0))
{ }

SessionInterrupter::~SessionInterrupter() { close(); }

quint64 SessionInterrupter::running() const noexcept
{
    const std::scoped_lock lock(m_mutex);
    return m_running;
}

void SessionInterrupter::begin()
{
    const std::scoped_lock lock(m_mutex);
    m_running = ++m_last;
}

SessionInterrupter::Ending SessionInterrupter::end()
{
    std::unique_lock lock(m_mutex);
    const quint64 ended = std::exchange(m_running, 0);
    m_sent.wait(lock, [this] { return !m_sending || m_abandoned; });
    return {.killed = m_killed == ended && ended != 0, .abandoned = m_abandoned};
}

bool SessionInterrupter::isAbandoned() const
{
    const std::scoped_lock lock(m_mutex);
    return m_abandoned;
}

void SessionInterrupter::cancel(quint64 execution) noexcept
{
    {
        const std::scoped_lock lock(m_mutex);
        if (execution == 0 || m_running != execution || m_asked == execution || m_abandoned)
            return;
        m_asked = execution;
    }
    try {
        std::thread([self = shared_from_this(), execution] { self->kill(execution); }).detach();
    } catch (const std::system_error &) {
        const std::scoped_lock lock(m_mutex);
        m_asked = 0; // no thread to be had: the next cancel may try again
    }
}

void SessionInterrupter::kill(quint64 execution)
{
    ConnectionProfile profile = m_profile;
    profile.connectTimeout = std::min(profile.connectTimeout, Patience);
    profile.database.clear();
    const Result<Client> client = connectTo(profile, Patience);
    std::unique_lock lock(m_mutex);
    if (!client || m_running != execution) {
        m_asked = m_asked == execution ? 0 : m_asked;
        return;
    }
    m_sending = true;
    m_killed = execution;
    lock.unlock();
    const QByteArray statement = "KILL QUERY " + QByteArray::number(qulonglong(m_session));
    mysql_real_query(client->get(), statement.constData(), unsigned(statement.size()));
    lock.lock();
    m_sending = false;
    lock.unlock();
    m_sent.notify_all();
}

void SessionInterrupter::abandon() noexcept
{
    {
        const std::scoped_lock lock(m_mutex);
        m_abandoned = true;
        if (m_socket >= 0)
            ::shutdown(m_socket, SHUT_RDWR);
    }
    m_sent.notify_all();
}

void SessionInterrupter::close()
{
    const std::scoped_lock lock(m_mutex);
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
}

} // namespace relata::mysql
