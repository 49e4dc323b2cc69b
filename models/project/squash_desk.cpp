#include "models/project/squash_desk.h"

#include "models/engine/engine.h"
#include "models/jobs/job_center.h"
#include "models/project/project.h"
#include "models/project/scratch_place.h"

namespace relata {

static Message said(const char *text, const QStringList &arguments = {}) { return {"Squash", text, arguments}; }

SquashDesk::SquashDesk(Project &project, const EngineRegistry &engines, JobCenter &jobs, QObject *parent)
    : QObject(parent)
    , m_project(project)
    , m_engines(engines)
    , m_jobs(jobs)
{ }

void SquashDesk::plan(
    const QString &from, const QString &to, const QString &title, const std::optional<ConnectionProfile> &connection)
{
    const Engine *engine = m_engines.find(m_project.config().engine);
    if (!engine || m_isPlanning)
        return;
    m_isPlanning = true;
    m_jobs.start(
        said(QT_TRANSLATE_NOOP("Squash", "Squash the migrations %1 to %2"), {from, to}), this,
        [wish = squashWish(m_project, from, to, title), engine,
            beside = scratchPlace(connection, engine, m_project.scratch())](
            JobContext &context) { return planSquash(wish, *engine, beside, context); },
        [this](const Result<SquashPlan> &plan) {
            m_isPlanning = false;
            if (plan)
                emit planned(*plan);
            else
                emit failed(plan.error());
        });
}

void SquashDesk::keep(const SquashPlan &plan)
{
    const Result<Squashed> squashed = keepSquash(m_project, plan);
    if (!squashed)
        return emit failed(squashed.error());
    emit done(said(
        QT_TRANSLATE_NOOP("Squash", "Migration %1 stands in the place of %2, which are kept in migrations/squashed"),
        {squashed->file.version, QString::number(squashed->replaced.size())}));
}

} // namespace relata

#include "moc_squash_desk.cpp"
