#include "models/items/check_problems.h"

#include "models/engine/engine.h"
#include "models/items/problem_model.h"
#include "models/jobs/job_center.h"
#include "models/project/check_migrations.h"
#include "models/project/project.h"
#include "models/project/scratch_place.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// The same as the command without a commit to compare with.
Result<MigrationCheck> lookedThrough(const QString &folder, const Engine &engine, const ConnectionProfile &beside,
    const PythonTerms &python, JobContext &context)
{
    MigrationCheck check = checkFiles(folder);
    checkRepeatable(check, engine);
    const bool isWhole = std::none_of(check.items.begin(), check.items.end(),
        [](const MigrationCheck::Item &one) { return one.finding.code == "MC101" || one.finding.code == "MC102"; });
    if (!isWhole)
        return check;
    check.timeline.python = python;
    const Result<> done = checkHead(check, folder, engine, beside, false, context);
    return done ? Result<MigrationCheck>(std::move(check)) : failure(done.error());
}

} // namespace

CheckProblems::CheckProblems(
    const Project &project, const EngineRegistry &engines, JobCenter &jobs, ProblemModel &problems, QObject *parent)
    : QObject(parent)
    , m_project(project)
    , m_engines(engines)
    , m_jobs(jobs)
    , m_problems(problems)
{ }

void CheckProblems::check(const std::optional<ConnectionProfile> &connection)
{
    const Engine *engine = m_engines.find(m_project.config().engine);
    if (!engine)
        return;
    m_jobs.start(
        {"CheckProblems", QT_TRANSLATE_NOOP("CheckProblems", "Check the migration files"), {}}, this,
        [folder = m_project.folder(), engine, beside = scratchPlace(connection, engine, m_project.scratch()),
            python = m_project.timeline().python](
            JobContext &context) { return lookedThrough(folder, *engine, beside, python, context); },
        [this](const Result<MigrationCheck> &found) {
            if (found)
                show(*found);
            else
                emit failed(found.error());
        });
}

void CheckProblems::show(const MigrationCheck &check)
{
    QMap<QString, QList<Finding>> byFile;
    for (const MigrationCheck::Item &one : check.items)
        byFile[one.line > 0 ? one.file + u':' + QString::number(one.line) : one.file] += one.finding;
    for (const QString &source : std::exchange(m_sources, {}))
        m_problems.set(source, {}, {});
    for (auto it = byFile.cbegin(); it != byFile.cend(); ++it) {
        m_sources += u"check "_s + it.key();
        m_problems.set(m_sources.last(), it.key(), it.value());
    }
    emit checked(int(check.items.size()), int(check.timeline.migrations.size() + check.timeline.repeatables.size()));
}

} // namespace relata

#include "moc_check_problems.cpp"
