#include "models/project/watch_desk.h"

#include "models/base/mailbox.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/watch_waits.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Message said(const char *text, const QStringList &arguments = {}) { return {"WatchDesk", text, arguments}; }

} // namespace

WatchDesk::WatchDesk(
    const QString &project, const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions, QObject *parent)
    : QObject(parent)
    , m_folder(watchFolder(project))
    , m_engines(engines)
    , m_jobs(jobs)
    , m_sessions(sessions)
    , m_mailbox(std::make_shared<Mailbox>(this))
    , m_before(keptSnapshot(m_folder, {}))
{ }

WatchDesk::~WatchDesk()
{
    m_mailbox->close();
    if (m_job != 0)
        m_jobs.cancel(m_job);
}

const Engine *WatchDesk::engine() const { return m_profile ? m_engines.find(m_profile->engine) : nullptr; }

void WatchDesk::setConnection(const std::optional<ConnectionProfile> &profile)
{
    const bool isSame = m_profile && profile && m_profile->url() == profile->url()
        && m_profile->password.reveal() == profile->password.reveal();
    if (isSame || (!m_profile && !profile))
        return;
    stop();
    m_profile = profile;
    m_report.reset();
    m_events.clear();
    m_error.reset();
    readBefore();
}

void WatchDesk::readBefore()
{
    m_before = keptSnapshot(m_folder, m_profile ? m_profile->url() : QString());
    emit changed();
}

Message WatchDesk::progress() const
{
    const auto job = m_jobs.job(m_job);
    return job ? job->progress.message : Message();
}

std::optional<PlanTree> WatchDesk::plan(const WatchedQuery &query) const
{
    return engine() ? planOf(query, *engine()) : std::nullopt;
}

void WatchDesk::watch(std::chrono::milliseconds time)
{
    if (!engine())
        return;
    if (m_job != 0)
        m_jobs.cancel(m_job);
    m_events.clear();
    m_error.reset();
    m_until = {};
    m_isTimed = time.count() > 0;
    begin(time);
    emit changed();
}

void WatchDesk::see(const WatchReport &report, std::chrono::milliseconds time)
{
    m_before = report.before;
    m_report = report;
    m_until = QDateTime::currentDateTimeUtc().addMSecs(time.count());
    emit changed();
    emit looked();
}

/// With what programs have run meanwhile.
void WatchDesk::seeLast(const WatchReport &report)
{
    const bool isWorse = !m_report || report.findings.size() > m_report->findings.size();
    m_report = report;
    emit changed();
    if (isWorse)
        emit looked();
}

void WatchDesk::hear(const Message &what)
{
    m_events += Event{QDateTime::currentDateTimeUtc(), what};
    emit happened();
}

/// On a session of its own, which nobody waits for.
void WatchDesk::begin(std::chrono::milliseconds time)
{
    const quint64 number = ++m_number;
    Result<SessionLease> lease = m_sessions.lease(*m_profile);
    if (!lease)
        return ended(number, failure(lease.error()));
    auto session = std::make_shared<SessionLease>(std::move(*lease));
    const auto post = [this, number, mailbox = m_mailbox](std::function<void()> news) {
        mailbox->post([this, number, news = std::move(news)] {
            if (number == m_number)
                news();
        });
    };
    m_job = m_jobs.start(
        **session, said(QT_TRANSLATE_NOOP("WatchDesk", "Watch %1"), {m_profile->displayName()}), this,
        [=, this, folder = m_folder, target = *m_profile, engines = &m_engines](
            Connection &connection, JobContext &context) -> Result<> {
            const Engine &engine = *engines->find(connection.server().engine);
            const Result<WatchReport> report = lookAgain(folder, target, engine, {}, context);
            if (!report)
                return failure(report.error());
            post([this, time, report = *report] { see(report, time); });
            if (Result<> done = watchWaits(
                    connection, engine, report->before.deadlocks, time,
                    [&](const Message &what) { post([this, what] { hear(what); }); }, context);
                !done)
                return done;
            const Result<WatchReport> last = withLoads(*report, connection, engine, {});
            if (!last)
                return failure(last.error());
            post([this, report = *last] { seeLast(report); });
            return {};
        },
        [this, session, number](const Result<> &result) { ended(number, result); });
}

void WatchDesk::ended(quint64 number, const Result<> &result)
{
    if (number != m_number)
        return;
    m_job = 0;
    m_until = {};
    if (!result && result.error().code != Error::Code::Cancelled)
        m_error = result.error();
    emit changed();
}

void WatchDesk::stop()
{
    if (m_job == 0)
        return;
    m_jobs.cancel(m_job);
    ++m_number; // what is on its way comes too late
    m_job = 0;
    m_until = {};
    emit changed();
}

} // namespace relata

#include "moc_watch_desk.cpp"
