#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/rehearse.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"

// The part of MigrationDesk that tries migrations on a copy.
namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

void MigrationDesk::readRehearsals()
{
    m_rehearsals.clear();
    const QString folder = rehearsalsFolder(m_project.folder());
    for (const MigrationFile &migration : m_project.timeline().migrations) {
        if (m_engine)
            m_rehearsals.insert(migration.version, keptRehearsal(folder, migration, *m_engine));
    }
    emit rehearsalsChanged();
}

static Message rehearsalSummary(const Rehearsal &rehearsal)
{
    std::chrono::milliseconds up{};
    for (const RehearsedMigration &one : rehearsal.migrations)
        up += one.upTime;
    if (rehearsal.migrations.isEmpty())
        return said(QT_TRANSLATE_NOOP("MigrationDesk", "Nothing is pending, and nothing was rehearsed"));
    return said(QT_TRANSLATE_NOOP("MigrationDesk", "Migrations rehearsed on a copy: %1, up in %2"),
        {QString::number(rehearsal.migrations.size()), tookText(up)});
}

void MigrationDesk::rehearse(bool python)
{
    if (!m_session || !m_profile || !mayRunPython({}, python, [this] { rehearse(true); }))
        return;
    m_session.startLasting(
        m_jobs,
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Rehearse migrations on a copy of %1"), {m_profile->displayName()}),
        this,
        [target = *m_profile, timeline = timeline(python), engines = &m_engines,
            folder = rehearsalsFolder(m_project.folder()),
            rules = RehearsalRules{.backup = {}, .beside = beside(), .version = {}, .warn = {}}](
            Connection &connection, JobContext &context) {
            Result<Rehearsal> seen = relata::rehearse(
                connection, target, *engines->find(connection.server().engine), timeline, rules, context);
            const Result<> kept = seen ? keepRehearsal(folder, *seen) : Result<>();
            return kept ? seen : Result<Rehearsal>(failure(kept.error()));
        },
        [this](Result<Rehearsal> seen) {
            readRehearsals();
            if (!seen)
                emit failed(seen.error());
            else if (seen->failed)
                emit failed(*seen->failed);
            else
                emit rehearsed(rehearsalSummary(*seen));
        });
}

} // namespace relata
