#include "models/project/drift_desk.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/run_python.h"
#include "models/project/adopt_drift.h"
#include "models/project/project.h"
#include "models/project/scratch_place.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"DriftDesk", text, arguments}; }

DriftDesk::DriftDesk(
    Project &project, const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions, QObject *parent)
    : QObject(parent)
    , m_project(project)
    , m_engines(engines)
    , m_jobs(jobs)
    , m_sessions(sessions)
{ }

void DriftDesk::setConnection(std::optional<ConnectionProfile> profile)
{
    ++m_number; // what is on its way is of another database
    m_session.set({});
    m_profile = std::move(profile);
    m_lookedAt = {};
    m_drift.reset();
    emit driftChanged();
}

bool DriftDesk::isDue(int minutes, const QDateTime &now) const
{
    const bool isFree = m_profile && !isLooking() && !isRunning();
    return minutes > 0 && isFree && (!m_lookedAt.isValid() || m_lookedAt.secsTo(now) >= qint64(minutes) * 60);
}

QString DriftDesk::kindOf(const DriftItem &item) { return QString::fromLatin1(catalogue(item.object.kind).info->key); }

void DriftDesk::setRunning(int delta)
{
    m_running += delta;
    emit workChanged();
}

Result<> DriftDesk::open()
{
    if (m_session)
        return {};
    Result<SessionLease> lease = m_sessions.lease(*m_profile);
    if (!lease)
        return failure(lease.error());
    m_session.set(std::move(*lease));
    return {};
}

void DriftDesk::look(bool isAsked)
{
    if (m_profile)
        lookAt(*m_profile, isAsked);
}

void DriftDesk::lookAt(const ConnectionProfile &profile, bool isAsked, bool python)
{
    Result<SessionLease> lease = m_sessions.lease(profile);
    const Result<DriftRules> rules = driftRules(m_project.config().other);
    if (!lease || !rules)
        return found(profile, failure(lease ? rules.error() : lease.error()), isAsked, m_number);
    auto held = std::make_shared<SessionLease>(std::move(*lease));
    const Engine *own = m_engines.find(m_project.config().engine);
    Timeline timeline = m_project.timeline();
    timeline.python.isAllowed = timeline.python.isAllowed || python;
    ++m_looking;
    if (m_profile && m_profile->displayName() == profile.displayName())
        m_lookedAt = QDateTime::currentDateTimeUtc();
    m_jobs.start(
        **held, said(QT_TRANSLATE_NOOP("DriftDesk", "Look for drift on %1"), {profile.displayName()}), this,
        [timeline, profile, rules = *rules, engines = &m_engines,
            place = scratchPlace(profile, own, m_project.scratch())](Connection &connection, JobContext &context) {
            const Engine &engine = *engines->find(connection.server().engine);
            return findDrift(connection, profile, place, engine, timeline, rules, context);
        },
        [this, held, profile, isAsked, number = m_number](Result<Drift> drift) {
            --m_looking;
            found(profile, std::move(drift), isAsked, number);
        });
    emit workChanged();
}

void DriftDesk::found(const ConnectionProfile &profile, Result<Drift> drift, bool isAsked, quint64 number)
{
    emit workChanged();
    const bool isHere = m_profile && number == m_number && m_profile->displayName() == profile.displayName();
    if (drift)
        emit looked(profile.displayName(), drift->items, isAsked);
    else if (isAsked && isForPython(drift.error()))
        emit commandsAsked(drift.error(), [this, profile] { lookAt(profile, true, true); });
    else if (isAsked)
        emit failed(drift.error());
    if (!isHere || (!drift && !m_drift))
        return;
    m_drift = drift ? std::optional(std::move(*drift)) : std::nullopt; // what is not known is not shown
    emit driftChanged();
}

/// Whether that was refused for a program of the timeline that nobody has allowed.
bool DriftDesk::isForPython(const Error &error) const
{
    const Timeline &timeline = m_project.timeline();
    return std::any_of(timeline.migrations.begin(), timeline.migrations.end(), [&](const MigrationFile &one) {
        const Result<> allowed = mustAllowPython(one, timeline.python);
        return !allowed && allowed.error().message == error.message;
    });
}

void DriftDesk::planWayBack()
{
    if (!m_drift || !m_profile || isRunning())
        return;
    const Result<> opened = open();
    if (!opened)
        return emit failed(opened.error());
    m_jobs.start(
        *m_session, said(QT_TRANSLATE_NOOP("DriftDesk", "Plan the way back from drift")), this,
        [drift = *m_drift, target = *m_profile, engines = &m_engines, named = m_project.scratch()](
            Connection &connection, JobContext &context) -> Result<WayBack> {
            const Engine &engine = *engines->find(connection.server().engine);
            Result<Plan> plan =
                planRevert(connection, drift, target, engine, scratchPlace(target, &engine, named), context);
            if (!plan)
                return failure(plan.error());
            WayBack way{.drift = drift, .plan = std::move(*plan), .script = {}, .findings = {}};
            way.script = planScript(way.plan, engine);
            for (const Step &step : way.plan.steps)
                way.findings += step.findings;
            return way;
        },
        [this, number = m_number](Result<WayBack> way) {
            if (number != m_number) // another database stands here now
                return;
            if (way)
                emit wayBackPlanned(*way);
            else
                emit failed(way.error());
        });
}

void DriftDesk::takeBack(const WayBack &way)
{
    const Result<DriftRules> rules = driftRules(m_project.config().other);
    if (!m_profile || isRunning())
        return;
    const Result<> opened = open();
    if (!opened || !rules)
        return emit failed(opened ? rules.error() : opened.error());
    setRunning(+1);
    m_session.startLasting(
        m_jobs, said(QT_TRANSLATE_NOOP("DriftDesk", "Take drift back on %1"), {m_profile->displayName()}), this,
        [way, target = *m_profile, rules = *rules, engines = &m_engines](Connection &connection, JobContext &context) {
            const Engine &engine = *engines->find(connection.server().engine);
            return runRevert(connection, target, engine, way.drift, rules, way.plan, context);
        },
        [this, name = m_profile->displayName()](const Result<> &ran) {
            setRunning(-1);
            if (ran)
                emit done(said(QT_TRANSLATE_NOOP("DriftDesk", "%1 is what was applied to it again"), {name}));
            else
                emit failed(ran.error());
            emit databaseChanged();
            look(false);
        });
}

void DriftDesk::adopt(const QString &title)
{
    const Engine *own = m_engines.find(m_project.config().engine);
    if (!m_drift || !m_profile || !own || isRunning())
        return;
    const Result<> opened = open();
    const Result<> may = mayAdopt(m_project, *own);
    if (!opened || !may)
        return emit failed(opened ? may.error() : opened.error());
    setRunning(+1);
    m_jobs.start(
        *m_session,
        said(QT_TRANSLATE_NOOP("DriftDesk", "Make a migration of the drift on %1"), {m_profile->displayName()}), this,
        [timeline = m_project.timeline(), head = m_project.head(), drift = *m_drift, title, engines = &m_engines,
            place = scratchPlace(m_profile, own, m_project.scratch())](Connection &connection, JobContext &context) {
            const Engine &engine = *engines->find(connection.server().engine);
            return planAdoption(timeline, head, connection, engine, drift, title, place, context);
        },
        [this, own, number = m_number](const Result<Adoption> &adoption) {
            setRunning(-1);
            if (!adoption)
                return emit failed(adoption.error());
            if (number != m_number) // another database stands here now: nothing was written
                return;
            const Result<MigrationFile> saved = keepAdoption(m_project, *own, *adoption);
            if (saved)
                record(*saved, adoption->misread);
            else
                emit failed(saved.error());
        });
}

static Message heldBy(const QString &version, const QString &connection, const QStringList &misread)
{
    if (misread.isEmpty())
        return said(
            QT_TRANSLATE_NOOP("DriftDesk", "Migration %1 holds the drift, applied on %2"), {version, connection});
    return said(QT_TRANSLATE_NOOP("DriftDesk",
                    "Migration %1 holds the drift, applied on %2. Not managed, for they would be made otherwise than "
                    "they are: %3"),
        {version, connection, misread.join(u", "_s)});
}

/// The migration stands in the project; the database is told that it has it.
void DriftDesk::record(const MigrationFile &migration, const QStringList &misread)
{
    const Result<> opened = open();
    if (!opened)
        return emit failed(opened.error());
    setRunning(+1);
    m_session.startLasting(
        m_jobs, said(QT_TRANSLATE_NOOP("DriftDesk", "Record migration %1 as applied"), {migration.version}), this,
        [migration, target = *m_profile, engines = &m_engines](Connection &connection, JobContext &context) {
            const Engine &engine = *engines->find(connection.server().engine);
            return recordAdoption(connection, target, engine, migration, context);
        },
        [this, version = migration.version, name = m_profile->displayName(), misread](const Result<> &recorded) {
            setRunning(-1);
            if (recorded)
                emit done(heldBy(version, name, misread));
            else
                emit failed(recorded.error());
            emit databaseChanged();
            look(false);
        });
}

void DriftDesk::ignore(const QList<DriftRules::Rule> &rules)
{
    if (rules.isEmpty())
        return;
    ProjectConfig config = m_project.config();
    config.other = ignoring(config.other, rules);
    if (const Result<> kept = m_project.setConfig(config); !kept)
        return emit failed(kept.error());
    look(true);
}

} // namespace relata

#include "moc_drift_desk.cpp"
