#include "models/jobs/recipes/replica_watch.h"

#include "models/base/duration.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"

#include <QThread>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace relata {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto Beat = 1s;
constexpr auto Silence = 10s; ///< from when on an answer is missed
constexpr auto ConnectWithin = 3s;

Message said(const char *text, const QStringList &arguments) { return {"Migrate", text, arguments}; }

} // namespace

std::optional<Message> replicaText(const ReplicaLag &replica, std::chrono::milliseconds allowed)
{
    switch (replica.state) {
    case ReplicaLag::State::Stopped:
        return said(QT_TRANSLATE_NOOP("Migrate",
                        "waits for the replica %1, which does not replicate (%2): let it go on, or cancel, take it out "
                        "of \"replicas\" in relata.json, and resume"),
            {replica.name, replica.words});
    case ReplicaLag::State::NotReached:
        return said(QT_TRANSLATE_NOOP("Migrate",
                        "waits for the replica %1, whose lag cannot be asked (%2): mend that, or cancel, take it out "
                        "of \"replicas\" in relata.json, and resume"),
            {replica.name, replica.words});
    case ReplicaLag::State::Silent:
        return said(QT_TRANSLATE_NOOP("Migrate",
                        "waits for the replica %1, which does not answer: mend that, or cancel, take it out of "
                        "\"replicas\" in relata.json, and resume"),
            {replica.name});
    case ReplicaLag::State::NotAsked:
        return {};
    case ReplicaLag::State::Follows:
        break;
    }
    if (replica.lag <= allowed)
        return {};
    return said(QT_TRANSLATE_NOOP("Migrate", "waits for the replica %1, which is %2 behind (at most %3)"),
        {replica.name, tookText(replica.lag), tookText(allowed)});
}

/// One replica, and what it said last.
class ReplicaWatch::Asker {
public:
    Asker(const Engine &engine, ConnectionProfile profile)
        : m_engine(engine)
        , m_profile(std::move(profile))
    {
        m_profile.connectTimeout = std::min<std::chrono::seconds>(m_profile.connectTimeout, ConnectWithin);
        m_seen = {m_profile.displayName(), {}, ReplicaLag::State::NotAsked};
    }
    ~Asker();
    Q_DISABLE_COPY_MOVE(Asker)

    void start()
    {
        m_thread = std::thread([this] { loop(); });
    }
    void ask(); ///< on the thread that the connection lives on
    void end(); ///< from another one; returns at once
    ReplicaLag seen() const;

private:
    void loop();
    Result<ReplicaLag> lag();

    const Engine &m_engine;
    ConnectionProfile m_profile;
    std::unique_ptr<Connection> m_connection; ///< of the thread that asks
    std::thread m_thread;
    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wake;
    std::shared_ptr<Interrupter> m_interrupter;
    ReplicaLag m_seen;
    std::optional<Clock::time_point> m_asked; ///< since when an answer is waited for
    bool m_ends = false;
};

ReplicaWatch::Asker::~Asker()
{
    end();
    if (m_thread.joinable())
        m_thread.join();
}

void ReplicaWatch::Asker::end()
{
    const std::lock_guard guard(m_mutex);
    m_ends = true;
    m_wake.notify_all();
    if (m_interrupter)
        m_interrupter->abandon();
}

Result<ReplicaLag> ReplicaWatch::Asker::lag()
{
    const RunWatchPort *port = m_engine.runner ? m_engine.runner->watch() : nullptr;
    if (!m_connection || !m_connection->isAlive()) {
        Result<std::unique_ptr<Connection>> opened = m_engine.driver->open(m_profile);
        const std::lock_guard guard(m_mutex);
        m_interrupter.reset();
        m_connection.reset();
        if (!opened)
            return failure(opened.error());
        m_connection = std::move(*opened);
        m_interrupter = m_connection->interrupter();
        if (m_ends)
            return failure(cancelledError());
    }
    return port ? port->replicaLag(*m_connection) : RunWatchPort::noReplicaLag();
}

void ReplicaWatch::Asker::ask()
{
    {
        const std::lock_guard guard(m_mutex);
        m_asked = Clock::now();
    }
    const Result<ReplicaLag> answer = lag();
    const std::lock_guard guard(m_mutex);
    m_asked.reset();
    const QString name = m_seen.name;
    m_seen = answer ? *answer : ReplicaLag{{}, {}, ReplicaLag::State::NotReached, answer.error().text().simplified()};
    m_seen.name = name;
}

void ReplicaWatch::Asker::loop()
{
    std::unique_lock lock(m_mutex);
    while (!m_ends) {
        lock.unlock();
        ask();
        lock.lock();
        m_wake.wait_for(lock, Beat, [this] { return m_ends; });
    }
    lock.unlock();
    m_connection.reset();
}

ReplicaLag ReplicaWatch::Asker::seen() const
{
    const std::lock_guard guard(m_mutex);
    ReplicaLag seen = m_seen;
    if (m_asked && Clock::now() - *m_asked > Silence)
        seen.state = ReplicaLag::State::Silent;
    return seen;
}

ReplicaWatch::ReplicaWatch(const Engine &engine, const QList<ConnectionProfile> &replicas)
{
    for (const ConnectionProfile &one : replicas)
        m_askers.push_back(std::make_unique<Asker>(engine, one));
    for (const auto &asker : m_askers)
        asker->start();
}

ReplicaWatch::~ReplicaWatch()
{
    for (const auto &asker : m_askers)
        asker->end(); // all of them, before the first is waited for
}

QList<ReplicaLag> ReplicaWatch::seen() const
{
    QList<ReplicaLag> result;
    for (const auto &asker : m_askers)
        result += asker->seen();
    return result;
}

QList<ReplicaLag> askReplicas(const Engine &engine, const QList<ConnectionProfile> &replicas, JobContext &context)
{
    const ReplicaWatch watch(engine, replicas);
    while (true) {
        const QList<ReplicaLag> seen = watch.seen();
        const bool isThere = std::none_of(
            seen.begin(), seen.end(), [](const ReplicaLag &one) { return one.state == ReplicaLag::State::NotAsked; });
        if (isThere || context.stopRequested())
            return seen;
        QThread::msleep(20);
    }
}

} // namespace relata
