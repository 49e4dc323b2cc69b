#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/migration_gates.h"
#include "models/project/apply_pending.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"

// The part of MigrationDesk that applies what is pending, now or at a time.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Latest = 600; ///< seconds behind its time in which a run may still begin

Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

/// What has been approved, where the project asks for that on such a database; empty: it does not.
std::optional<QList<Approval>> approvalsOf(const Project &project, const ConnectionProfile &target)
{
    if (!mustBeApproved(project.config(), target))
        return {};
    return readApprovals(project.approvalsFolder()).value_or(QList<Approval>());
}

/// Of a run that was planned: nobody may be there to allow anything.
Error notDone(const ConnectionProfile &target, const Error &why)
{
    Error error = why;
    error.message =
        said(QT_TRANSLATE_NOOP("MigrationDesk", "The run that was planned on %1 did not come to its end: %2"),
            {target.displayName(), why.message.source()});
    return error;
}

Result<bool> standUntil(const RunWindow &window, JobContext &context)
{
    if (const Result<> begun = waitForStart(window, context); !begun)
        return failure(begun.error());
    if (window.startAt.secsTo(QDateTime::currentDateTime()) <= Latest)
        return true;
    return failure({.code = Error::Code::Refused,
        .message = said(QT_TRANSLATE_NOOP("MigrationDesk",
            "Its time has passed by more than ten minutes: this computer slept, or its clock was set.")),
        .detail = {},
        .sqlState = {},
        .position = {}});
}

} // namespace

Result<Applying> MigrationDesk::applying(const ApplyWish &wish, const ConnectionProfile &target)
{
    Applying what{timeline(wish.allowed.contains(QLatin1StringView(PythonCode))), wish.version, wish.allowed,
        m_project.config(), &m_engines, target, beside(target), approvalsOf(m_project, target),
        driftRules(m_project.config().other), m_waits, rules(target, wish.allowed), teller(target), wish.reason};
    what.rules.window = wish.window;
    what.asked = wish.asked;
    what.before = wish.before;
    what.backup = wish.backup;
    what.backup.isRequired = mustBeBackedUp(m_project.config(), target);
    if (!wish.looks)
        return what;
    Result<QMap<QString, QString>> queries = m_project.queries().readAll();
    if (!queries)
        return failure(queries.error());
    what.watched = std::move(*queries);
    return what;
}

void MigrationDesk::apply(const ApplyWish &wish)
{
    if (!m_session || !m_profile)
        return;
    if (wish.window.startAt.isValid() && wish.window.startAt > QDateTime::currentDateTime())
        return plan(wish);
    Result<Applying> what = applying(wish, *m_profile);
    if (!what)
        return emit failed(what.error());
    auto codes = std::make_shared<QStringList>();
    setRunning(+1);
    m_session.startLasting(
        m_jobs, said(QT_TRANSLATE_NOOP("MigrationDesk", "Apply migrations to %1"), {m_profile->displayName()}), this,
        [codes, engines = &m_engines, what = std::move(*what)](Connection &connection, JobContext &context) {
            return applyPending(what, *codes, connection, *engines->find(connection.server().engine), context);
        },
        [this, codes, wish, number = m_number, target = *m_profile](Result<> result) {
            setRunning(-1);
            refresh();
            const bool isHere = number == m_number; // else nobody may allow for this database what was found on that
            if (result) {
                if (isHere)
                    dropDiagnosis();
                emit done(of(target, said(QT_TRANSLATE_NOOP("MigrationDesk", "Migrations applied"))));
                emit applied(target, wish.looks);
            } else if (isHere && !codes->isEmpty()) {
                emit refused(result.error(), *codes, wish);
            } else {
                emit failed(of(target, result.error()));
                if (isHere)
                    follow(result.error(), looksBehind(wish.allowed));
            }
        });
}

/// Whether none is planned that another one would take the place of.
bool MigrationDesk::mayPlan()
{
    if (!m_planned)
        return true;
    emit failed({.code = Error::Code::Refused,
        .message =
            said(QT_TRANSLATE_NOOP("MigrationDesk",
                     "Nothing was planned. One run can wait at a time, and the one on %1 does: stop that first."),
                {m_planned->target.displayName()}),
        .detail = {},
        .sqlState = {},
        .position = {}});
    return false;
}

/// What is refused is refused now, and not at night.
void MigrationDesk::plan(const ApplyWish &wish)
{
    if (!mayPlan())
        return;
    const Result<Applying> what = applying(wish, *m_profile);
    if (!what)
        return emit failed(what.error());
    auto codes = std::make_shared<QStringList>();
    setRunning(+1);
    m_jobs.start(
        *m_session,
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Look over what is to run on %1"), {m_profile->displayName()}), this,
        [codes, engines = &m_engines, what = *what](Connection &connection, JobContext &context) {
            return lookOver(what, *codes, connection, *engines->find(connection.server().engine), context);
        },
        [this, codes, wish, number = m_number](const Result<QStringList> &pending) {
            setRunning(-1);
            if (number != m_number) // another database stands here now
                return;
            if (!pending && !codes->isEmpty())
                emit refused(pending.error(), *codes, wish);
            else if (!pending)
                emit failed(pending.error());
            else
                wait(wish, *pending);
        });
}

void MigrationDesk::wait(const ApplyWish &wish, const QStringList &agreed)
{
    if (!mayPlan())
        return;
    m_planned = PlannedRun{wish, *m_profile, agreed, 0};
    m_planned->job = m_jobs.startWaiting(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Apply migrations to %1, later"), {m_profile->displayName()}), this,
        [window = wish.window](JobContext &context) { return standUntil(window, context); },
        [this, planned = *m_planned, number = ++m_plannedNumber](const Result<bool> &begun) {
            if (number != m_plannedNumber) // it was dropped
                return;
            m_planned.reset();
            emit plannedChanged();
            if (begun)
                runPlanned(planned);
            else if (begun.error().code != Error::Code::Cancelled)
                emit failed(notDone(planned.target, begun.error()));
        });
    emit plannedChanged();
}

/// On a session of its own: another database may stand here by now.
void MigrationDesk::runPlanned(const PlannedRun &planned)
{
    Result<Applying> what = applying(planned.wish, planned.target);
    Result<SessionLease> lease = m_sessions.lease(planned.target);
    if (!what || !lease)
        return emit failed(notDone(planned.target, what ? lease.error() : what.error()));
    what->agreed = planned.agreed;
    auto session = std::make_shared<SessionLease>(std::move(*lease));
    setRunning(+1);
    m_jobs.start(
        **session, said(QT_TRANSLATE_NOOP("MigrationDesk", "Apply migrations to %1"), {planned.target.displayName()}),
        this,
        [engines = &m_engines, what = std::move(*what)](Connection &connection, JobContext &context) {
            QStringList codes;
            return applyPending(what, codes, connection, *engines->find(connection.server().engine), context);
        },
        [this, session, planned](const Result<> &result) {
            setRunning(-1);
            refresh();
            if (!result)
                return emit failed(notDone(planned.target, result.error()));
            emit done(said(QT_TRANSLATE_NOOP("MigrationDesk", "What was planned on %1 is applied"),
                {planned.target.displayName()}));
            emit applied(planned.target, planned.wish.looks);
        });
}

void MigrationDesk::dropPlanned()
{
    ++m_plannedNumber;
    if (m_planned)
        m_jobs.cancel(std::exchange(m_planned, {})->job);
}

void MigrationDesk::cancelPlanned()
{
    if (!m_planned)
        return;
    dropPlanned();
    emit plannedChanged();
}

} // namespace relata
