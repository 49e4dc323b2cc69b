#include "models/project/approvals.h"

#include "models/engine/engine.h"
#include "models/jobs/job_center.h"
#include "models/project/project.h"

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> usage(const char *text, const QStringList &arguments = {})
{
    return failure({.code = Error::Code::Usage,
        .message = {"Approval", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

QHash<QString, ApprovalStanding> approvalStandings(
    const Timeline &timeline, const Engine &engine, const QList<Approval> &approvals, bool isDown)
{
    QHash<QString, ApprovalStanding> result;
    for (const MigrationFile &migration : timeline.repeatables + timeline.migrations) {
        for (const Approval &one : approvals) {
            if (one.id == migration.id && one.isDown == isDown && !one.by.isEmpty())
                result.insert(migration.version, {ApprovalStanding::State::Void, one});
        }
        if (!result.contains(migration.version))
            continue;
        if (const Approval *holds = approvalFor(migration, timeline, engine, approvals, isDown))
            result.insert(migration.version, {ApprovalStanding::State::Approved, *holds});
    }
    return result;
}

/// `folder`: of the project's approvals.
static Result<Approval> approveIn(const QString &folder, const Timeline &timeline, const Engine &engine,
    const QString &version, const QString &by, const QString &note, bool isDown)
{
    const MigrationFile *migration = version.isEmpty() ? nullptr : timeline.find(version);
    if (!migration)
        migration = timeline.findRepeatable(version);
    if (!migration)
        return usage(QT_TRANSLATE_NOOP("Approval", "The project has no migration %1."), {version});
    if (by.trimmed().isEmpty())
        return usage(QT_TRANSLATE_NOOP("Approval", "An approval says who gives it."));
    const Approval approval{migration->id, migration->version, approvalHash(*migration, timeline, engine, isDown),
        by.trimmed(), QDateTime::currentDateTimeUtc(), note.trimmed(), isDown};
    const Result<> written = writeApproval(folder, approval);
    return written ? Result<Approval>(approval) : failure(written.error());
}

Result<Approval> approve(const Project &project, const Engine &engine, const QString &version, const QString &by,
    const QString &note, bool isDown)
{
    return approveIn(project.approvalsFolder(), project.timeline(), engine, version, by, note, isDown);
}

ApprovalDesk::ApprovalDesk(Project &project, const Engine *engine, JobCenter &jobs, QObject *parent)
    : QObject(parent)
    , m_project(project)
    , m_engine(engine)
    , m_jobs(jobs)
{
    connect(&project, &Project::timelineChanged, this, &ApprovalDesk::follow);
    connect(&project, &Project::configChanged, this, &ApprovalDesk::changed);
    follow();
}

bool ApprovalDesk::isUsed() const { return usesApprovals(m_project.config()); }
bool ApprovalDesk::isAskedBy(const ConnectionProfile &target) const
{
    return mustBeApproved(m_project.config(), target);
}

void ApprovalDesk::follow()
{
    using Standings = std::pair<QHash<QString, ApprovalStanding>, QHash<QString, ApprovalStanding>>;
    if (!m_engine)
        return;
    m_jobs.start(
        {"Approval", QT_TRANSLATE_NOOP("Approval", "Read approvals"), {}}, this,
        [timeline = m_project.timeline(), engine = m_engine, folder = m_project.approvalsFolder()](
            JobContext &) -> Result<Standings> {
            const Result<QList<Approval>> approvals = readApprovals(folder);
            if (!approvals)
                return failure(approvals.error());
            return Standings(approvalStandings(timeline, *engine, *approvals),
                approvalStandings(timeline, *engine, *approvals, true));
        },
        [this, number = ++m_number](const Result<Standings> &standings) {
            if (number != m_number)
                return;
            const Standings seen = standings.value_or(Standings()); // unreadable ones approve nothing
            m_standings = seen.first;
            m_backStandings = seen.second;
            emit changed();
            if (!standings)
                emit failed(standings.error());
        },
        JobListing::Hidden);
}

void ApprovalDesk::approve(const QString &version, const QString &by, const QString &note, bool isDown)
{
    if (!m_engine)
        return;
    m_jobs.start(
        {"Approval", QT_TRANSLATE_NOOP("Approval", "Write an approval"), {}}, this,
        [timeline = m_project.timeline(), engine = m_engine, folder = m_project.approvalsFolder(), version, by, note,
            isDown](JobContext &) { return approveIn(folder, timeline, *engine, version, by, note, isDown); },
        [this](const Result<Approval> &given) {
            if (!given)
                return emit failed(given.error());
            emit approved(*given);
            follow();
        },
        JobListing::Hidden);
}

} // namespace relata

#include "moc_approvals.cpp"
