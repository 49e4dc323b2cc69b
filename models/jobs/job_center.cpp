#include "models/jobs/job_center.h"

#include "models/base/mailbox.h"
#include "models/jobs/session.h"

#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <mutex>

namespace relata {

namespace {

/// Held while work goes into Qt's pool and when it comes out: the sanitizer of threads sees no other sign that what one
/// thread wrote is there for the next.
std::mutex handOver;

constexpr int NewsInterval = 100; ///< milliseconds
constexpr int KeptEnded = 200;
constexpr int PatienceAtEnd = 3000; ///< milliseconds
} // namespace

JobCenter::JobCenter(QObject *parent)
    : QObject(parent)
    , m_mailbox(std::make_shared<Mailbox>(this))
    , m_pool(new QThreadPool)
    , m_timer(new QTimer(this))
{
    m_timer->setInterval(NewsInterval);
    connect(m_timer, &QTimer::timeout, this, &JobCenter::tellNews);
}

JobCenter::~JobCenter()
{
    m_mailbox->close();
    for (const Entry &entry : std::as_const(m_entries))
        entry.job->requestStop();
    m_pool->clear();
    if (m_pool->waitForDone(PatienceAtEnd))
        delete m_pool; // else it is left behind: its own destructor would wait for ever
}

JobCenter::Beside::Beside(QThreadPool *pool)
    : m_pool(pool)
{
    m_pool->releaseThread();
}

JobCenter::Beside::~Beside() { m_pool->reserveThread(); }

JobId JobCenter::startPure(const Message &title, PureWork work, QObject *guard, Deliver deliver, JobListing listing)
{
    const std::shared_ptr<Job> job = addJob(title, guard, std::move(deliver), listing);
    const std::lock_guard giving(handOver);
    m_pool->start([job, work = std::move(work)]() mutable {
        {
            const std::lock_guard taking(handOver);
        }
        if (!job->begin())
            return;
        std::optional<Error> error = work(*job);
        work = {}; // what it holds is let go before anybody hears that it has ended
        job->end(std::move(error));
    });
    return job->id();
}

JobId JobCenter::startConnected(
    Session &session, const Message &title, ConnectedWork work, QObject *guard, Deliver deliver, JobListing listing)
{
    const std::shared_ptr<Job> job = addJob(title, guard, std::move(deliver), listing);
    session.post(job, std::move(work));
    return job->id();
}

std::shared_ptr<Job> JobCenter::addJob(const Message &title, QObject *guard, Deliver deliver, JobListing listing)
{
    const JobId id = ++m_lastId;
    auto job = std::make_shared<Job>(id, title, [this, id, mailbox = m_mailbox](const std::optional<Error> &error) {
        mailbox->post([this, id, error] { finish(id, error); });
    });
    m_entries.append({job, guard, std::move(deliver), listing});
    m_timer->start();
    if (listing == JobListing::Listed) {
        forgetOldest();
        emit jobAdded(id);
    }
    return job;
}

void JobCenter::cancel(JobId id)
{
    if (const qsizetype at = indexOf(id); at >= 0)
        m_entries.at(at).job->requestStop();
}

void JobCenter::cancelAll()
{
    for (const Entry &entry : std::as_const(m_entries))
        entry.job->requestStop();
}

QList<JobInfo> JobCenter::jobs() const
{
    QList<JobInfo> result;
    for (const Entry &entry : m_entries) {
        if (entry.listing == JobListing::Listed)
            result += entry.job->info();
    }
    return result;
}

std::optional<JobInfo> JobCenter::job(JobId id) const
{
    const qsizetype at = indexOf(id);
    return at < 0 ? std::nullopt : std::optional(m_entries.at(at).job->info());
}

int JobCenter::activeCount() const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(),
        [](const Entry &entry) { return entry.listing == JobListing::Listed && !entry.job->isOver(); }));
}

void JobCenter::forgetEnded()
{
    for (qsizetype i = m_entries.size() - 1; i >= 0; --i) {
        const Entry &entry = m_entries.at(i);
        // One whose answer is still on its way stays: it is over, but nobody has been told.
        if (entry.listing != JobListing::Listed || !entry.job->isOver() || entry.deliver)
            continue;
        const JobId id = entry.job->id();
        m_entries.removeAt(i);
        emit jobRemoved(id);
    }
}

qsizetype JobCenter::indexOf(JobId id) const
{
    const auto at = std::lower_bound(m_entries.begin(), m_entries.end(), id,
        [](const Entry &entry, JobId wanted) { return entry.job->id() < wanted; });
    return at != m_entries.end() && at->job->id() == id ? at - m_entries.begin() : -1;
}

void JobCenter::finish(JobId id, const std::optional<Error> &error)
{
    const qsizetype at = indexOf(id);
    if (at < 0)
        return;
    Entry &entry = m_entries[at];
    const Deliver deliver = std::exchange(entry.deliver, nullptr);
    const bool wanted = !entry.guard.isNull();
    const bool listed = entry.listing == JobListing::Listed;
    entry.job->takeNews();
    if (!listed)
        m_entries.removeAt(at);
    if (deliver && wanted)
        deliver(error);
    if (listed) {
        emit jobChanged(id);
        emit jobEnded(id);
    }
}

void JobCenter::forgetOldest()
{
    const auto ended = [](const Entry &entry) {
        return entry.listing == JobListing::Listed && entry.job->isOver() && !entry.deliver;
    };
    if (std::count_if(m_entries.begin(), m_entries.end(), ended) <= KeptEnded)
        return;
    const auto oldest = std::find_if(m_entries.begin(), m_entries.end(), ended);
    const JobId id = oldest->job->id();
    m_entries.erase(oldest);
    emit jobRemoved(id);
}

void JobCenter::tellNews()
{
    QList<JobId> news;
    bool active = false;
    for (const Entry &entry : std::as_const(m_entries)) {
        active = active || entry.deliver;
        if (entry.listing == JobListing::Listed && entry.deliver && entry.job->takeNews())
            news += entry.job->id();
    }
    if (!active)
        m_timer->stop();
    for (const JobId id : std::as_const(news))
        emit jobChanged(id);
}

} // namespace relata

#include "moc_job_center.cpp"
