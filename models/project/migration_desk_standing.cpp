#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/statement_times.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/timeline/backup_table.h"

// The part of MigrationDesk that asks a database how the timeline stands there.
namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

namespace {

/// What a database says of the timeline.
struct Standing {
    QList<MigrationStatus> states;
    QStringList due; ///< of what runs again and again
    int serverVersion = 0;
    QList<RepeatableStatus> repeatables;
    QHash<QString, BackupRecord> backups;
    QHash<QString, QList<Message>> times; ///< of what is pending
};

/// Of those that are pending, the first few: each asks for the sizes of its tables.
QHash<QString, QList<Message>> timesOf(Connection &connection, const Engine &engine, const Timeline &timeline,
    const QList<MigrationStatus> &states, const QString &folder)
{
    constexpr qsizetype Most = 50;
    QHash<QString, QList<Message>> result;
    QHash<QString, qint64> made;
    for (const MigrationStatus &status : states) {
        const MigrationFile *migration = timeline.find(status.version);
        if (status.state != MigrationState::Pending || !migration || migration->isPython() || result.size() >= Most)
            continue;
        const QList<RunnerStatement> statements = scriptStatements(migration->up, engine, connection.server());
        const TimesAsked asked{folder, status.version, true, &connection, &made};
        const QList<StatementTime> times = statementTimes(statements, asked, engine, connection.server());
        if (!times.isEmpty())
            result.insert(status.version, QList{timeBrief(times)} + timeLines(statements, times, engine));
    }
    return result;
}

Result<Standing> standingOn(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &folder)
{
    const Result<QList<MigrationStatus>> states = migrationStatus(connection, engine, timeline);
    const auto repeatables = states ? repeatableStatus(connection, engine, timeline)
                                    : Result<QList<RepeatableStatus>>(failure(states.error()));
    if (!repeatables)
        return failure(repeatables.error());
    const auto backups = BackupTable(connection, engine).standing();
    if (!backups)
        return failure(backups.error());
    Standing standing{.states = *states,
        .due = {},
        .serverVersion = connection.server().engine == engine.key ? connection.server().version : 0,
        .repeatables = *repeatables,
        .backups = *backups,
        .times = timesOf(connection, engine, timeline, *states, folder)};
    for (const RepeatableStatus &one : *repeatables) {
        if (one.state != RepeatableStatus::State::Current && one.state != RepeatableStatus::State::Gone)
            standing.due += one.name;
    }
    return standing;
}

} // namespace

QList<MigrationFile> MigrationDesk::wouldRun(const QString &version) const
{
    const Timeline &timeline = m_project.timeline();
    const auto isMeant = [&](const QString &one) {
        return version.isEmpty() || one.toLongLong() <= version.toLongLong();
    };
    QList<MigrationFile> result;
    for (const MigrationStatus &status : m_states) {
        const MigrationFile *file = timeline.find(status.version);
        if (file && status.state == MigrationState::Pending && isMeant(status.version))
            result += *file;
    }
    if (!timeline.migrations.isEmpty() && !isMeant(timeline.migrations.last().version))
        return result;
    const bool isAll = !result.isEmpty();
    for (const MigrationFile &file : timeline.repeatables) {
        if (isAll || m_due.contains(file.version))
            result += file;
    }
    return result;
}

void MigrationDesk::refresh()
{
    if (!m_session)
        return;
    m_jobs.start(
        *m_session, said(QT_TRANSLATE_NOOP("MigrationDesk", "Ask what has been applied")), this,
        [timeline = m_project.timeline(), engines = &m_engines, folder = m_project.folder()](
            Connection &connection, JobContext &) -> Result<Standing> {
            const Engine *engine = engines->find(connection.server().engine);
            if (!engine || !engine->runner)
                return failure({.code = Error::Code::Unsupported,
                    .message =
                        said(QT_TRANSLATE_NOOP("MigrationDesk", "Migrations cannot be applied to this server yet.")),
                    .detail = {},
                    .sqlState = {},
                    .position = {}});
            return standingOn(connection, *engine, timeline, folder);
        },
        [this, number = m_number](Result<Standing> standing) {
            if (number != m_number)
                return;
            if (!standing)
                return emit failed(standing.error());
            const QString before = stopped();
            forgetRows(standing->states);
            m_states = std::move(standing->states);
            m_due = std::move(standing->due);
            m_serverVersion = standing->serverVersion;
            m_times = std::move(standing->times);
            m_repeatables = std::move(standing->repeatables);
            m_backups = std::move(standing->backups);
            if (!before.isEmpty() && stopped() != before)
                dropDiagnosis(); // somebody has led it out
            emit statesChanged();
        },
        JobListing::Hidden);
}

} // namespace relata
