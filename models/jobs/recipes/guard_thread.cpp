#include "models/jobs/recipes/guard_thread.h"

namespace relata {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Beat = 200ms;
constexpr auto StrainBeat = 1s, SightBeat = 1s;
constexpr auto Grace = 5s; ///< for a server that does not answer, once somebody asked to stop

} // namespace

MigrationGuard::Thread::~Thread()
{
    {
        std::unique_lock lock(mutex);
        m_ends = true;
        m_wake.notify_all();
        if (!m_done.wait_for(lock, Grace, [this] { return m_isOver; }) && m_interrupter)
            m_interrupter->abandon();
    }
    m_thread.join();
}

void MigrationGuard::Thread::loop()
{
    std::unique_lock lock(mutex);
    auto look = std::chrono::steady_clock::now() + Beat;
    while (true) {
        m_wake.wait_until(lock, look, [this] { return m_ends || !m_tasks.empty(); });
        const bool isTime = std::chrono::steady_clock::now() >= look; // however often tasks come
        if (!m_tasks.empty() && !isTime) {
            const std::function<void()> task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
            lock.lock();
            continue;
        }
        if (m_ends && m_tasks.empty())
            break;
        lock.unlock();
        lookAround();
        look = std::chrono::steady_clock::now() + Beat;
        lock.lock();
    }
    lock.unlock();
    m_table.reset();
    m_runs.reset();
    m_lock.reset(); // and with it the lock
    lock.lock();
    m_isOver = true;
    m_done.notify_all();
}

/// A server that does not answer is left, some time after somebody asked to stop.
Result<> MigrationGuard::Thread::call(JobContext *context, std::function<Result<>()> work)
{
    struct Answer {
        Result<> result;
        bool isThere = false;
    };
    const auto answer = std::make_shared<Answer>();
    std::unique_lock lock(mutex);
    m_tasks.emplace_back([this, answer, work = std::move(work)] {
        Result<> result = work();
        const std::lock_guard guard(mutex);
        answer->result = std::move(result);
        answer->isThere = true;
        m_done.notify_all();
    });
    m_wake.notify_all();
    std::chrono::milliseconds stopping{0};
    while (!m_done.wait_for(lock, Beat, [&] { return answer->isThere; })) {
        if (!context || !context->stopRequested())
            continue;
        stopping += Beat;
        if (stopping == Grace && m_interrupter)
            m_interrupter->abandon();
    }
    return answer->result;
}

Result<> MigrationGuard::Thread::open()
{
    Result<std::unique_ptr<Connection>> lock = m_engine.driver->open(m_watch.lockProfile(m_target));
    if (!lock)
        return failure(lock.error());
    const std::lock_guard guard(mutex);
    m_lock = std::move(*lock);
    m_interrupter = m_lock->interrupter();
    return {};
}

/// Puts the run into its table; under the lock, so that nobody else does.
Result<> MigrationGuard::Thread::begin(const RunRecord &record, std::shared_ptr<Interrupter> interrupter)
{
    const ConnectionProfile place = m_watch.runsProfile(m_target);
    if (!m_runs && place.database != m_target.database) {
        Result<std::unique_ptr<Connection>> runs = m_engine.driver->open(place);
        if (!runs)
            return failure(runs.error());
        m_runs = std::move(*runs);
    }
    if (!m_table) {
        m_table.emplace(runs(), m_engine);
        if (Result<> done = m_table->ensure(); !done)
            return done;
    }
    if (Result<> done = m_table->put(record); !done)
        return done;
    const std::lock_guard guard(mutex);
    run = record;
    working = std::move(interrupter);
    isCancelled = hasNews = false;
    request = {};
    blockers.clear();
    return {};
}

Result<> MigrationGuard::Thread::mustBeAlone(const QString &session)
{
    const Result<QString> lock = m_watch.sessionKey(*m_lock);
    if (!lock)
        return failure(lock.error());
    if (lock->isEmpty() || *lock != session)
        return {};
    (void)m_engine.runner->unlock(*m_lock); // else it would stand as long as the pooler keeps the session
    return failure({.code = Error::Code::Refused,
        .message = {"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "Nothing was run: two connections to %1 are one session of the server, so that no lock keeps other "
                "runs out. A pooler stands between that hands sessions out by transaction: connect to the server "
                "itself, or to a pool that keeps sessions."),
            {m_target.displayName()}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<> MigrationGuard::Thread::work(const QString &session)
{
    std::unique_lock guard(mutex);
    run.session = session;
    const RunRecord record = run;
    guard.unlock();
    return m_table ? m_table->work(record) : Result<>();
}

void MigrationGuard::Thread::finish(bool keepsRecord)
{
    std::unique_lock guard(mutex);
    const QString id = std::exchange(run, {}).id;
    working.reset();
    guard.unlock();
    if (m_table && !id.isEmpty() && !keepsRecord)
        (void)m_table->remove(id);
}

QString MigrationGuard::Thread::holder()
{
    const Result<std::optional<LockHolder>> found = m_watch.lockHolder(*m_lock);
    return found && *found ? (*found)->text() : u"another run"_s;
}

Result<bool> MigrationGuard::Thread::isLeftAtWork(const QString &ours)
{
    const Result<std::optional<RunRecord>> left = RunTable(runs(), m_engine).current();
    if (!left)
        return failure(left.error());
    if (!*left || (*left)->session.isEmpty() || (*left)->session == ours)
        return false;
    leftAtWork = (*left)->session.section(u'/', 0, 0);
    return m_watch.isSessionThere(*m_lock, (*left)->session);
}

void MigrationGuard::Thread::lookAround()
{
    std::unique_lock guard(mutex);
    const RunRecord record = run;
    const bool news = std::exchange(hasNews, false);
    const quint64 execution = working ? working->running() : 0;
    const bool isStrainWanted = wantsStrain;
    guard.unlock();
    if (record.id.isEmpty() || !m_table || !m_lock->isAlive())
        return;
    if (news)
        (void)m_table->update(record);
    hearRequest(record.id);
    if (isStrainWanted)
        seeStrain();
    const bool isSameStill = execution && execution == std::exchange(m_seen, execution);
    if (!isSameStill) {
        m_seenSince = std::chrono::steady_clock::now();
        return;
    }
    const bool isBlocked = seeBlockers(record.session);
    if (!isBlocked && !isStrainWanted) // of batches, their rows are told
        seeProgress(record.session);
    tellSight(isBlocked);
}

void MigrationGuard::Thread::hearRequest(const QString &id)
{
    const Result<QString> text = m_table->request(id);
    if (!text)
        return;
    const std::lock_guard guard(mutex);
    request = RunRequest::of(*text);
    if (!request.cancels)
        return;
    isCancelled = true;
    if (working && working->running())
        working->cancel(working->running());
}

/// Who keeps a statement waiting stands in the note for as long as they do: some wait without an end.
bool MigrationGuard::Thread::seeBlockers(const QString &session)
{
    const Result<QStringList> seen = m_watch.blockers(*m_lock, session);
    const bool waits = seen && !seen->isEmpty();
    const std::lock_guard guard(mutex);
    const QString before = std::exchange(m_waitNote, waits ? u"waits for "_s + seen->join(u"; "_s) : QString());
    if (waits)
        blockers = *seen;
    if (waits || run.note == before) // else somebody has told something else meanwhile
        setNote(m_waitNote);
    return waits;
}

/// What the server tells of a statement that takes its time stands in the note.
void MigrationGuard::Thread::seeProgress(const QString &session)
{
    const Result<StatementProgress> seen = m_watch.progress(*m_lock, session);
    if (!seen || seen->phase.isEmpty())
        return;
    const std::lock_guard guard(mutex);
    setNote(seen->text());
}

/// Under the mutex.
void MigrationGuard::Thread::setNote(const QString &note)
{
    hasNews = hasNews || run.note != note;
    run.note = note;
}

/// From its first second on, and then once in each.
void MigrationGuard::Thread::tellSight(bool isBlocked)
{
    const auto now = std::chrono::steady_clock::now();
    std::unique_lock guard(mutex);
    if (!sight || now - m_seenSince < SightBeat || now < m_nextSight)
        return;
    m_nextSight = now + SightBeat;
    const StatementInSight seen{run.version, run.position, run.statements,
        std::chrono::duration_cast<std::chrono::milliseconds>(now - m_seenSince), run.note,
        isBlocked ? blockers : QStringList()};
    const auto tell = sight;
    guard.unlock();
    tell(seen);
}

void MigrationGuard::Thread::seeStrain()
{
    const auto now = std::chrono::steady_clock::now();
    if (now < m_nextStrain)
        return;
    m_nextStrain = now + StrainBeat;
    const Result<ServerStrain> seen = m_watch.strain(*m_lock);
    const std::lock_guard guard(mutex);
    strain = seen ? std::optional(*seen) : std::nullopt;
}

} // namespace relata
