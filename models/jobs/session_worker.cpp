#include "models/jobs/session_worker.h"

#include "models/engine/ports.h"

#include <thread>

namespace relata {

namespace {
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
constexpr auto Grace = 5s; ///< between asking the server to stop and leaving it
constexpr auto GraceAtEnd = 1s; ///< the same when the session is being closed
constexpr auto Look = 5ms;
} // namespace

/// The running job as its work sees it: notes when the work learns of the stop by itself.
class SessionWorker::Context : public JobContext {
public:
    Context(SessionWorker &worker, Job &job, std::shared_ptr<Interrupter> interrupter)
        : m_worker(worker)
        , m_job(job)
        , m_interrupter(std::move(interrupter))
    { }
    void report(const Progress &progress) override { m_job.report(progress); }
    bool stopRequested() const override
    {
        if (!m_job.stopRequested())
            return false;
        if (m_interrupter->running() == 0)
            m_worker.m_stopHeard = true;
        return true;
    }

private:
    SessionWorker &m_worker;
    Job &m_job;
    std::shared_ptr<Interrupter> m_interrupter;
};

SessionWorker::SessionWorker(const Driver &driver, ConnectionProfile profile, std::function<void()> changed)
    : m_driver(driver)
    , m_profile(std::move(profile))
    , m_changed(std::move(changed))
{ }

void SessionWorker::start()
{
    std::thread([self = shared_from_this()] { self->loop(); }).detach();
}

void SessionWorker::post(std::shared_ptr<Job> job, Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_closing) {
            m_queue.push_back({std::move(job), std::move(work)});
            m_wake.notify_all();
            return;
        }
    }
    job->end(cancelledError());
}

void SessionWorker::reconnect()
{
    m_forget = true;
    {
        const std::lock_guard lock(m_mutex);
        if (m_status.state != SessionStatus::State::Lost)
            return;
        m_status = {};
    }
    m_changed();
}

void SessionWorker::close()
{
    std::deque<Item> waiting;
    std::shared_ptr<Job> current;
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
        waiting.swap(m_queue);
        current = m_current;
        m_wake.notify_all();
    }
    for (const Item &item : waiting)
        item.job->end(cancelledError());
    if (current)
        current->requestStop();
}

bool SessionWorker::waitForEnd(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    return m_wake.wait_for(lock, patience, [this] { return m_ended; });
}

SessionStatus SessionWorker::status() const
{
    const std::lock_guard lock(m_mutex);
    SessionStatus status = m_status;
    status.busy = m_current != nullptr;
    return status;
}

void SessionWorker::loop()
{
    while (std::optional<Item> item = next()) {
        serve(*item);
        m_changed();
    }
    endThread();
}

std::optional<SessionWorker::Item> SessionWorker::next()
{
    std::unique_lock lock(m_mutex);
    m_current = nullptr;
    m_wake.notify_all();
    m_wake.wait(lock, [this] { return m_closing || !m_queue.empty(); });
    if (m_closing)
        return {};
    Item item = std::move(m_queue.front());
    m_queue.pop_front();
    m_current = item.job;
    m_stopHeard = false;
    return item;
}

void SessionWorker::serve(Item &item)
{
    if (item.job->isOver())
        return;
    if (std::optional<Error> refused = ensureOpen(*item.job)) {
        item.job->end(std::move(refused));
        return;
    }
    if (!item.job->begin())
        return;
    m_changed();
    item.job->onStop([self = shared_from_this(), job = item.job] { self->interruptCurrent(job); });
    Context context(*this, *item.job, m_interrupter);
    std::optional<Error> error = item.work(*m_connection, context);
    settle();
    item.work = {}; // what it holds is let go before anybody hears that it has ended
    item.job->end(std::move(error));
}

std::optional<Error> SessionWorker::ensureOpen(Job &job)
{
    if (m_forget.exchange(false) && m_connection && !m_connection->isAlive())
        m_connection.reset();
    if (m_connection)
        return m_connection->isAlive() ? std::nullopt : std::optional(lostError());
    {
        const std::lock_guard lock(m_mutex);
        m_status.state = SessionStatus::State::Opening;
        m_status.error.reset();
    }
    m_changed();
    job.report({.done = 0,
        .total = 0,
        .message = {"Session", QT_TRANSLATE_NOOP("Session", "Connecting to %1"), {m_profile.displayName()}}});
    std::optional<Error> error = opened(m_driver.open(m_profile));
    job.report({});
    m_changed();
    return error;
}

std::optional<Error> SessionWorker::opened(Result<std::unique_ptr<Connection>> answer)
{
    const std::lock_guard lock(m_mutex);
    if (!answer) {
        m_status.state = SessionStatus::State::Closed;
        m_status.error = answer.error();
        return answer.error();
    }
    m_connection = std::move(*answer);
    m_interrupter = m_connection->interrupter();
    m_status.state = SessionStatus::State::Open;
    m_status.transaction = m_connection->transaction();
    m_status.server = m_connection->server();
    return {};
}

/// Takes note of how the job left the connection.
void SessionWorker::settle()
{
    const bool alive = m_connection->isAlive();
    const TransactionState transaction = alive ? m_connection->transaction() : TransactionState::Unknown;
    const std::lock_guard lock(m_mutex);
    m_current = nullptr; // before the answer: who hears it may start the next job and sees an idle session
    m_status.state = alive ? SessionStatus::State::Open : SessionStatus::State::Lost;
    m_status.transaction = transaction;
    if (!alive)
        m_status.error = lostError();
}

void SessionWorker::endThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_interrupter.reset();
        m_status = {};
    }
    m_connection.reset();
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_wake.notify_all();
    }
    m_changed();
}

void SessionWorker::interruptCurrent(const std::shared_ptr<Job> &job)
{
    std::thread([self = shared_from_this(), job] { self->watch(*job); }).detach();
}

/// Cancels the one statement that was running or about to run, and never the rollback or clean-up that the work does
/// once it knows. A server that does not answer within the grace is left.
void SessionWorker::watch(Job &job)
{
    quint64 asked = 0;
    Clock::time_point since = Clock::now();
    std::unique_lock lock(m_mutex);
    while (m_current.get() == &job && m_interrupter) {
        const std::shared_ptr<Interrupter> interrupter = m_interrupter;
        const auto grace = m_closing ? GraceAtEnd : Grace;
        lock.unlock();
        const quint64 running = interrupter->running();
        if (asked ? running != asked : m_stopHeard.load())
            return;
        if (!asked && running) {
            interrupter->cancel(running);
            asked = running;
            since = Clock::now();
        } else if (asked && Clock::now() - since >= grace) {
            interrupter->abandon();
            return;
        }
        lock.lock();
        m_wake.wait_for(lock, Look);
    }
}

Error SessionWorker::lostError() const
{
    return {.code = Error::Code::ConnectionLost,
        .message = {"Session",
            QT_TRANSLATE_NOOP("Session",
                "The connection to %1 was lost, and with it the session's transaction and temporary tables. Connect "
                "again to go on."),
            {m_profile.displayName()}},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

} // namespace relata
