#include "models/project/run_desk.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/job_center.h"

#include <QTimer>

namespace relata {

namespace {

constexpr int Close = 1000, Far = 5000, AfterFailure = 30'000; // milliseconds

Message said(const char *text) { return {"RunDesk", text, {}}; }

/// Whether people would see the one as the other.
bool isSame(const std::optional<RunningMigration> &one, const std::optional<RunningMigration> &other)
{
    if (!one || !other)
        return !one && !other;
    const RunRecord &a = one->run, &b = other->run;
    return one->holder == other->holder && one->isOrphan == other->isOrphan && a.id == b.id && a.version == b.version
        && a.direction == b.direction && a.position == b.position && a.statements == b.statements && a.note == b.note
        && a.request == b.request;
}

} // namespace

RunDesk::RunDesk(const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions, QObject *parent)
    : QObject(parent)
    , m_engines(engines)
    , m_jobs(jobs)
    , m_sessions(sessions)
    , m_clock(new QTimer(this))
{
    m_clock->setSingleShot(true);
    connect(m_clock, &QTimer::timeout, this, &RunDesk::look);
}

RunDesk::~RunDesk() = default;

const Engine *RunDesk::engine() const
{
    const Engine *found = m_profile ? m_engines.find(m_profile->engine) : nullptr;
    return found && found->runner && found->runner->watch() ? found : nullptr;
}

void RunDesk::setConnection(const std::optional<ConnectionProfile> &profile)
{
    if (m_profile && profile && m_profile->url() == profile->url()
        && m_profile->password.reveal() == profile->password.reveal())
        return;
    if (!m_profile && !profile)
        return;
    m_profile = profile;
    m_session = {};
    ++m_number; // what is on its way is of the other
    m_isLooking = m_hasLooked = false;
    if (std::exchange(m_running, {}))
        emit changed();
    look();
}

void RunDesk::setWatched(bool isWatched)
{
    if (std::exchange(m_isWatched, isWatched) == isWatched)
        return;
    m_clock->stop();
    if (isWatched)
        look();
    else
        m_session = {};
}

void RunDesk::look()
{
    m_clock->stop();
    const Engine *found = engine();
    if (!m_isWatched || m_isLooking || !found)
        return;
    if (!found->runner->watch()->mayHaveRuns(*m_profile))
        return arrived(m_number, std::optional<RunningMigration>());
    if (!m_session) {
        Result<SessionLease> lease = m_sessions.lease(found->runner->watch()->lockProfile(*m_profile));
        if (!lease)
            return arrived(m_number, failure(lease.error()));
        m_session = std::move(*lease);
    }
    m_isLooking = true;
    const quint64 number = ++m_number;
    m_jobs.start(
        *m_session, said(QT_TRANSLATE_NOOP("RunDesk", "Look what runs on the database")), this,
        [found, profile = *m_profile](
            Connection &connection, JobContext &) { return runningMigration(connection, *found, profile); },
        [this, number](Result<std::optional<RunningMigration>> running) { arrived(number, std::move(running)); },
        JobListing::Hidden);
}

void RunDesk::arrived(quint64 number, Result<std::optional<RunningMigration>> running)
{
    if (number != m_number)
        return;
    m_isLooking = false;
    if (!running)
        m_session = {}; // asked anew, on another session
    std::optional<RunningMigration> next = running ? std::move(*running) : std::nullopt;
    const bool isOver = running && m_running && (!next || next->run.id != m_running->run.id);
    const bool isOther = !isSame(m_running, next) || !std::exchange(m_hasLooked, true);
    m_running = std::move(next);
    if (isOther)
        emit changed();
    if (isOver)
        emit ended();
    if (m_isWatched)
        m_clock->start(!running ? AfterFailure : m_running ? Close : Far);
}

void RunDesk::ask(const QString &request)
{
    const Engine *found = engine();
    if (!found)
        return;
    m_jobs.start(
        said(QT_TRANSLATE_NOOP("RunDesk", "Ask the run")), this,
        [found, profile = *m_profile, request](JobContext &) -> Result<bool> {
            const Result<> asked = steerMigration(*found, profile, request);
            return asked ? Result<bool>(true) : failure(asked.error());
        },
        [this](const Result<bool> &asked) {
            if (!asked)
                emit failed(asked.error());
            look();
        },
        JobListing::Hidden);
}

} // namespace relata

#include "moc_run_desk.cpp"
