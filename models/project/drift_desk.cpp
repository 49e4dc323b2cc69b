#include "models/project/drift_desk.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/look_around.h"
#include "models/jobs/recipes/revert_drift.h"
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

bool DriftDesk::requiresBackup() const { return m_profile && mustBeBackedUp(m_project.config(), *m_profile); }

/// What a way back came to, away from the window's thread.
struct DriftDesk::Came {
    QList<Message> told;
    QStringList codes; ///< that would let it run
};

/// Under the lock and before the first statement: who waits, the room, and the backup.
Result<> DriftDesk::lookAround(const WayBack &back, const MigrationFile &way, Connection &connection,
    const ConnectionProfile &target, const ConnectionProfile &beside, const Engine &engine, JobContext &context,
    Came &came)
{
    const auto tell = [&](const Message &message) { came.told += message; };
    QString code;
    Result<> free = mustRunFreely(connection, target, engine, way, {{}, back.allowed, tell}, code, context);
    if (!code.isEmpty())
        came.codes = back.allowed + QStringList{code};
    if (!free)
        return free;
    const auto backup = provideBackup(back.backup, {}, connection, target, engine, beside, context);
    return backup ? Result<>() : failure(backup.error());
}

/// On what terms it runs.
Result<RunRules> DriftDesk::backRules() const
{
    RunRules result;
    Result<DriftRules> drift = driftRules(m_project.config().other);
    if (!drift)
        return failure(drift.error());
    result.drift = std::move(*drift);
    result.folder = m_project.folder();
    result.requiresApproval = mustBeApproved(m_project.config(), *m_profile);
    return result;
}

void DriftDesk::takeBack(WayBack way)
{
    if (!m_profile || isRunning())
        return;
    way.backup.isRequired = requiresBackup();
    const Result<> opened = open();
    const Result<> named = mustNameBackup(way.backup, *m_profile);
    const Result<RunRules> given = backRules();
    if (!opened || !named || !given)
        return emit failed(!opened ? opened.error() : !named ? named.error() : given.error());
    const auto came = std::make_shared<Came>();
    setRunning(+1);
    m_session.startLasting(
        m_jobs, said(QT_TRANSLATE_NOOP("DriftDesk", "Take drift back on %1"), {m_profile->displayName()}), this,
        [way, came, target = *m_profile, given = *given, engines = &m_engines, named = m_project.scratch()](
            Connection &connection, JobContext &context) {
            const Engine &engine = *engines->find(connection.server().engine);
            RunRules rules = given;
            rules.warn = [&](const Message &message) { came->told += message; };
            rules.looks = [&](const MigrationFile &file) {
                return lookAround(
                    way, file, connection, target, scratchPlace(target, &engine, named), engine, context, *came);
            };
            return runRevert(connection, target, engine, way.drift, way.plan, context, rules);
        },
        [this, came, way, number = m_number, name = m_profile->displayName()](const Result<> &ran) {
            setRunning(-1);
            if (ran)
                emit done(said(QT_TRANSLATE_NOOP("DriftDesk", "%1 is what was applied to it again"), {name}));
            tellHow(way, *came, ran, number);
            emit databaseChanged();
            look(false);
        });
}

/// What the run said; where something stood in its way that may be allowed, it may be asked for again, of the same
/// database.
void DriftDesk::tellHow(const WayBack &way, const Came &came, const Result<> &ran, quint64 number)
{
    if (!came.told.isEmpty())
        emit told(came.told);
    if (ran)
        return;
    if (came.codes.isEmpty() || number != m_number)
        return emit failed(ran.error());
    WayBack same = way;
    same.allowed = came.codes;
    emit refused(ran.error(), [this, same, number] {
        if (number == m_number)
            takeBack(same);
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
