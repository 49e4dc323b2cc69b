#include "models/items/design_problems.h"

#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/items/problem_model.h"
#include "models/jobs/job_center.h"
#include "models/project/design_issues.h"
#include "models/project/new_migration.h"
#include "models/project/project.h"

#include <QTimer>

namespace relata {

QList<Finding> designFindings(const Schema &head, const Schema &design, const Engine &engine, const ServerInfo &server)
{
    QList<Finding> findings;
    for (const ObjectId table : design.all(Kind::Table)) {
        for (const DesignIssue &issue : designIssues(design, table, *engine.flavour, QString::fromLatin1(engine.key))) {
            findings += Finding{.code = "DS001",
                .severity = issue.severity,
                .message = issue.message,
                .advice = {},
                .object = design.ref(issue.object),
                .begin = 0,
                .end = 0,
                .fix = {}};
        }
    }
    if (const Result<NewMigration> draft = draftMigration(head, design, engine, server, {})) {
        for (const Step &step : draft->plan.up.steps)
            findings += step.findings;
    }
    return findings;
}

DesignProblems::DesignProblems(
    const Project &project, const EngineRegistry &engines, JobCenter &jobs, ProblemModel &problems, QObject *parent)
    : QObject(parent)
    , m_project(project)
    , m_engine(engines.find(project.config().engine))
    , m_jobs(jobs)
    , m_problems(problems)
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(250);
    connect(m_timer, &QTimer::timeout, this, &DesignProblems::look);
    connect(&project, &Project::designedChanged, m_timer, qOverload<>(&QTimer::start));
    connect(&project, &Project::headChanged, m_timer, qOverload<>(&QTimer::start));
    m_timer->start();
}

void DesignProblems::look()
{
    if (!m_engine || !m_engine->writer)
        return;
    const quint64 number = ++m_number;
    const ServerInfo server = plannedServer(m_project.config(), *m_engine).value_or(ServerInfo());
    m_jobs.start(
        {"DesignProblems", QT_TRANSLATE_NOOP("DesignProblems", "Look over the design"), {}}, this,
        [head = m_project.head(), design = managedDesign(m_project, *m_engine), engine = m_engine, server](
            JobContext &) -> Result<QList<Finding>> { return designFindings(head, design, *engine, server); },
        [this, number](Result<QList<Finding>> findings) {
            if (findings && number == m_number)
                m_problems.set(QStringLiteral("design"), tr("Design"), *findings);
        },
        JobListing::Hidden);
}

} // namespace relata

#include "moc_design_problems.cpp"
