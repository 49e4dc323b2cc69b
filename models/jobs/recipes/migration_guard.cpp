#include "models/jobs/recipes/migration_guard.h"

#include "models/base/duration.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/guard_thread.h"

#include <QCoreApplication>
#include <QThread>
#include <QUuid>

#include <random>

namespace relata {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Beat = 200ms;

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

Message StatementInSight::message() const
{
    const QStringList words{QString::number(std::min(position + 1, statements)), QString::number(statements), version,
        tookText(since), blockers.isEmpty() ? note : blockers.join(u"; "_s)};
    if (!blockers.isEmpty())
        return {"Migrate",
            QT_TRANSLATE_NOOP("Migrate", "Statement %1 of %2 of migration %3 runs for %4, kept waiting by %5"), words};
    return note.isEmpty()
        ? Message{"Migrate", QT_TRANSLATE_NOOP("Migrate", "Statement %1 of %2 of migration %3 runs for %4"), words}
        : Message{"Migrate", QT_TRANSLATE_NOOP("Migrate", "Statement %1 of %2 of migration %3 runs for %4: %5"), words};
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
    if (Result<> alone = m_thread->call(&context, [&] { return m_thread->mustBeAlone(*key); }); !alone)
        return alone;
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

bool MigrationGuard::isPauseAsked() const
{
    const std::lock_guard guard(m_thread->mutex);
    return m_thread->request.pauses;
}

int MigrationGuard::share() const
{
    const std::lock_guard guard(m_thread->mutex);
    return m_thread->request.share;
}

void MigrationGuard::watchStrain(bool isWanted, bool heedsReplicas)
{
    if (!heedsReplicas || m_target.replicas.isEmpty())
        m_replicas.reset();
    else if (!m_replicas)
        m_replicas = std::make_unique<ReplicaWatch>(m_engine, m_target.replicas);
    const std::lock_guard guard(m_thread->mutex);
    m_thread->wantsStrain = isWanted;
    m_thread->strain.reset();
}

std::optional<ServerStrain> MigrationGuard::strain() const
{
    std::unique_lock guard(m_thread->mutex);
    std::optional<ServerStrain> strain = m_thread->strain;
    guard.unlock();
    if (strain && m_replicas)
        strain->replicas += m_replicas->seen();
    return strain;
}

void MigrationGuard::onSight(std::function<void(const StatementInSight &)> tell)
{
    const std::lock_guard guard(m_thread->mutex);
    m_thread->sight = std::move(tell);
}

QStringList MigrationGuard::takeBlockers()
{
    const std::lock_guard guard(m_thread->mutex);
    return std::exchange(m_thread->blockers, {});
}

} // namespace relata
