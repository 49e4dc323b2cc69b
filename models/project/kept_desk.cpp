#include "models/project/kept_desk.h"

#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"

namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"Kept", text, arguments}; }

KeptDesk::KeptDesk(const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions, QObject *parent)
    : QObject(parent)
    , m_engines(engines)
    , m_jobs(jobs)
    , m_sessions(sessions)
{ }

void KeptDesk::setConnection(const std::optional<ConnectionProfile> &profile)
{
    ++m_number; // what is on its way is of another database
    m_profile = profile;
    m_kept.reset();
    m_wasAsked = false;
    emit changed();
}

Result<std::shared_ptr<SessionLease>> KeptDesk::lease()
{
    Result<SessionLease> lease = m_sessions.lease(*m_profile);
    if (!lease)
        return failure(lease.error());
    return std::make_shared<SessionLease>(std::move(*lease));
}

void KeptDesk::refresh()
{
    if (!m_profile)
        return;
    m_wasAsked = true;
    const auto held = lease();
    if (!held)
        return emit failed(held.error());
    ++m_asking;
    m_jobs.start(
        ***held, said(QT_TRANSLATE_NOOP("Kept", "Ask %1 what is kept aside"), {m_profile->displayName()}), this,
        [engines = &m_engines](Connection &connection, JobContext &) -> Result<QList<KeptTable>> {
            const Engine *engine = engines->find(connection.server().engine);
            return engine ? keptTables(connection, *engine) : Result<QList<KeptTable>>(QList<KeptTable>());
        },
        [this, held, number = m_number](Result<QList<KeptTable>> kept) {
            --m_asking;
            if (number != m_number)
                return emit changed();
            if (kept)
                m_kept = std::move(*kept);
            else
                emit failed(kept.error());
            emit changed();
        },
        JobListing::Hidden);
    emit changed();
}

void KeptDesk::purge(const QList<KeptTable> &tables)
{
    if (!m_profile || tables.isEmpty())
        return;
    const auto held = lease();
    if (!held)
        return emit failed(held.error());
    ++m_purging;
    m_jobs.start(
        ***held, said(QT_TRANSLATE_NOOP("Kept", "Purge what is kept aside on %1"), {m_profile->displayName()}), this,
        [engines = &m_engines, target = *m_profile, tables](
            Connection &connection, JobContext &context) -> Result<qint64> {
            qint64 rows = 0;
            const Result<> done = relata::purge(connection, target, *engines->find(connection.server().engine), tables,
                context, [&rows](const KeptTable &one) { rows += one.rows; });
            return done ? Result<qint64>(rows) : failure(done.error());
        },
        [this, held, name = m_profile->displayName()](const Result<qint64> &rows) {
            --m_purging;
            if (rows)
                emit done(said(QT_TRANSLATE_NOOP("Kept", "Rows purged on %1: %2"), {name, QString::number(*rows)}));
            else
                emit failed(rows.error());
            refresh();
        });
    emit changed();
}

} // namespace relata

#include "moc_kept_desk.cpp"
