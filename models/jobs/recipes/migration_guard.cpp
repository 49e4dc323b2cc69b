#include "models/jobs/recipes/migration_guard.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"

#include <QCoreApplication>
#include <QThread>
#include <QUuid>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <random>
#include <thread>

namespace relata {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Beat = 200ms;
constexpr auto StrainBeat = 1s;
constexpr auto Grace = 5s; ///< for a server that does not answer, once somebody asked to stop

tl::unexpected<Error> refused(const char *text, const QStringList &arguments, Error::Code code)
{
    return failure(
        {.code = code, .message = {"Migrate", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

/// A little less than asked for, so that two who wait do not come at the same time for ever.
void sleepAbout(std::chrono::milliseconds time)
{
    thread_local std::minstd_rand random(std::random_device{}());
    QThread::usleep((unsigned long)(time.count() * (600 + random() % 400)));
}

} // namespace

/// The thread that the lock's connection lives on. Work is handed over and waited for; between, it looks around.
class MigrationGuard::Thread {
public:
    Thread(const Engine &engine, const ConnectionProfile &target)
        : m_engine(engine)
        , m_watch(*engine.runner->watch())
        , m_target(target)
        , m_thread([this] { loop(); })
    { }
    ~Thread();
    Q_DISABLE_COPY_MOVE(Thread)

    Result<> call(JobContext *context, std::function<Result<>()> work);
    Result<> open();
    Result<bool> tryLock() { return m_engine.runner->tryLock(*m_lock); }
    Result<> begin(const RunRecord &record, std::shared_ptr<Interrupter> interrupter);
    Result<> work(const QString &session);
    void finish(bool keepsRecord);
    QString holder();
    Result<bool> isHeld() { return m_watch.holdsLock(*m_lock); }
    Result<bool> isLeftAtWork(const QString &ours); ///< whether a session of a run that was killed is there still

    std::mutex mutex; ///< guards what follows
    RunRecord run;
    bool hasNews = false, isCancelled = false, wantsStrain = false;
    RunRequest request;
    std::optional<ServerStrain> strain;
    QStringList blockers;
    std::shared_ptr<Interrupter> working;
    QString leftAtWork;

private:
    void loop();
    void lookAround();
    void hearRequest(const QString &id);
    bool seeBlockers(const QString &session);
    void setNote(const QString &note);
    void seeProgress(const QString &session);
    void seeStrain();
    Connection &runs() { return m_runs ? *m_runs : *m_lock; }

    const Engine &m_engine;
    const RunWatchPort &m_watch;
    const ConnectionProfile m_target;
    std::unique_ptr<Connection> m_lock, m_runs; ///< the second only where runs are kept elsewhere
    std::shared_ptr<Interrupter> m_interrupter;
    std::optional<RunTable> m_table;
    quint64 m_seen = 0;
    QString m_waitNote; ///< who kept the statement waiting when it was last looked at
    std::chrono::steady_clock::time_point m_nextStrain;
    std::condition_variable m_wake, m_done;
    std::deque<std::function<void()>> m_tasks;
    bool m_ends = false, m_isOver = false;
    std::thread m_thread;
};

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
    if (isSameStill && !seeBlockers(record.session) && !isStrainWanted) // of batches, their rows are told
        seeProgress(record.session);
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

MigrationGuard::MigrationGuard(const Engine &engine, const ConnectionProfile &target)
    : m_engine(engine)
    , m_target(target)
    , m_thread(std::make_unique<Thread>(engine, target))
{ }

MigrationGuard::~MigrationGuard() { end(); }

Result<> MigrationGuard::take(JobContext &context, std::chrono::milliseconds patience)
{
    if (Result<> opened = m_thread->call(&context, [this] { return m_thread->open(); }); !opened)
        return opened;
    QString holder;
    const auto until = std::chrono::steady_clock::now() + patience;
    do {
        bool isTaken = false;
        const Result<> asked = m_thread->call(&context, [&]() -> Result<> {
            Result<bool> taken = m_thread->tryLock();
            if (!taken)
                return failure(taken.error());
            isTaken = *taken;
            if (!isTaken)
                holder = m_thread->holder();
            return {};
        });
        if (!asked || isTaken)
            return asked;
        context.report({0, 0,
            {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Waiting for the migration lock, which is held by %1"),
                {holder}}});
        sleepAbout(100ms);
    } while (std::chrono::steady_clock::now() < until && !context.stopRequested());
    if (context.stopRequested())
        return failure(cancelledError());
    return refused(
        QT_TRANSLATE_NOOP("Migrate", "Another migration is running on this database, by %1: wait for it, or stop it."),
        {holder}, Error::Code::LockTimeout);
}

/// The next migration of a run that is known already.
void MigrationGuard::goOn(const RunRecord &next)
{
    const std::lock_guard guard(m_thread->mutex);
    RunRecord &known = m_thread->run;
    known.version = next.version;
    known.direction = next.direction;
    known.position = next.position;
    known.statements = next.statements;
    known.note.clear();
    m_thread->hasNews = true;
}

Result<> MigrationGuard::begin(
    RunRecord run, Connection &working, JobContext &context, std::chrono::milliseconds patience)
{
    if (m_working == &working) {
        goOn(run);
        return {};
    }
    const Result<QString> key = m_engine.runner->watch()->sessionKey(working);
    if (!key)
        return failure(key.error());
    run.id = QUuid::createUuid().toString(QUuid::Id128);
    run.session = m_session = *key;
    run.by = runnerName();
    run.process = QString::number(QCoreApplication::applicationPid());
    const auto until = std::chrono::steady_clock::now() + patience;
    for (bool isLeft = true; isLeft;) {
        Result<> asked = m_thread->call(&context, [&]() -> Result<> {
            const Result<bool> left = m_thread->isLeftAtWork(run.session);
            if (!left)
                return failure(left.error());
            isLeft = *left;
            return isLeft ? Result<>() : m_thread->begin(run, working.interrupter());
        });
        if (!asked)
            return asked;
        if (isLeft && (std::chrono::steady_clock::now() >= until || context.stopRequested()))
            return refused(
                QT_TRANSLATE_NOOP("Migrate",
                    "A statement of a run that was killed still works on the server, in session %1: wait for its end, "
                    "or end it with \"relata migrate cancel\"."),
                {m_thread->leftAtWork}, Error::Code::Conflict);
        if (isLeft)
            sleepAbout(100ms);
    }
    m_working = &working;
    return {};
}

void MigrationGuard::end()
{
    if (!m_working)
        return;
    const bool isLost = !std::exchange(m_working, nullptr)->isAlive();
    (void)m_thread->call(nullptr, [this, isLost]() -> Result<> {
        m_thread->finish(isLost);
        return {};
    });
}

Result<> MigrationGuard::verify(JobContext &context)
{
    bool isHeld = false;
    const Result<> asked = m_thread->call(&context, [&]() -> Result<> {
        const Result<bool> held = m_thread->isHeld();
        if (!held)
            return failure(held.error());
        isHeld = *held;
        return {};
    });
    if (asked && isHeld)
        return {};
    return failure({.code = Error::Code::ConnectionLost,
        .message = {"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "The connection that held the migration lock was lost: nothing more was run, for another run may have "
                "begun."),
            {}},
        .detail = asked ? QString() : asked.error().text(),
        .sqlState = {},
        .position = {}});
}

Result<> MigrationGuard::check(JobContext &context, bool mayWait)
{
    while (true) {
        if (Result<> ours = verify(context); !ours)
            return ours;
        {
            const std::lock_guard guard(m_thread->mutex);
            if (m_thread->isCancelled)
                return failure(cancelledError());
            if (!m_thread->request.pauses || !mayWait || context.stopRequested())
                return {};
        }
        context.report({0, 0, {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Paused: somebody asked for it"), {}}});
        tell(-1, u"paused"_s);
        sleepAbout(Beat);
    }
}

Result<> MigrationGuard::work(const QString &session, JobContext &context)
{
    return m_thread->call(
        &context, [this, session = session.isEmpty() ? m_session : session] { return m_thread->work(session); });
}

void MigrationGuard::tell(int position, const QString &note)
{
    const std::lock_guard guard(m_thread->mutex);
    if (position >= 0)
        m_thread->run.position = position;
    m_thread->run.note = note;
    m_thread->hasNews = true;
}

int MigrationGuard::share() const
{
    const std::lock_guard guard(m_thread->mutex);
    return m_thread->request.share;
}

void MigrationGuard::watchStrain(bool isWanted)
{
    const std::lock_guard guard(m_thread->mutex);
    m_thread->wantsStrain = isWanted;
    m_thread->strain.reset();
}

std::optional<ServerStrain> MigrationGuard::strain() const
{
    const std::lock_guard guard(m_thread->mutex);
    return m_thread->strain;
}

QStringList MigrationGuard::takeBlockers()
{
    const std::lock_guard guard(m_thread->mutex);
    return std::exchange(m_thread->blockers, {});
}

} // namespace relata
