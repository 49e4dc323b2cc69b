#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_script.h"
#include "models/jobs/recipes/stamp.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/timeline/ledger_script.h"

// The part of MigrationDesk that leads to a place of the timeline without running anything.
namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

/// From what is applied up to `version`, which is pending, or back down to it.
static Result<QString> scriptTo(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &version)
{
    ScriptOptions options;
    options.isShown = true;
    Result<QList<MigrationFile>> migrations = appliedMigrations(connection, engine, timeline, version);
    if (!migrations)
        return failure(migrations.error());
    if (!migrations->isEmpty()) {
        options.direction = Ledger::Direction::Down;
    } else {
        migrations = pendingMigrations(connection, engine, timeline, version);
        if (!migrations)
            return failure(migrations.error());
        for (const MigrationFile &one : timeline.migrations) {
            if (!migrations->isEmpty() && one.version.toLongLong() < migrations->first().version.toLongLong())
                options.after = one;
        }
    }
    if (setsSession(*migrations, engine, connection.server())) {
        const Result<QString> place = ledgerPlace(connection, engine);
        if (!place)
            return failure(place.error());
        options.place = *place;
    }
    return migrationScript(*migrations, engine, connection.server(), options);
}

void MigrationDesk::writeScript(const QString &version)
{
    if (!m_session)
        return;
    m_jobs.start(
        *m_session, said(QT_TRANSLATE_NOOP("MigrationDesk", "Write the script up to %1"), {version}), this,
        [timeline = m_project.timeline(), engines = &m_engines, version](Connection &connection, JobContext &) {
            return scriptTo(connection, *engines->find(connection.server().engine), timeline, version);
        },
        [this, version, number = m_number](const Result<QString> &script) {
            if (number != m_number) // another database stands here now
                return;
            if (script)
                emit scriptWritten(version, *script);
            else
                emit failed(script.error());
        });
}

void MigrationDesk::planStampAt(const QString &version, bool python)
{
    if (!m_session || !m_profile || !mayRunPython(version, python, [this, version] { planStampAt(version, true); }))
        return;
    m_stampsWithPython = python;
    m_jobs.start(
        *m_session, said(QT_TRANSLATE_NOOP("MigrationDesk", "Compare with what %1 leads to"), {version}), this,
        [timeline = timeline(python), target = *m_profile, place = beside(), engines = &m_engines, version](
            Connection &connection, JobContext &context) {
            return planStamp(
                connection, target, place, *engines->find(connection.server().engine), timeline, version, context);
        },
        [this, number = m_number](const Result<Stamp> &stamp) {
            if (number != m_number)
                return;
            if (stamp)
                emit stampPlanned(*stamp);
            else
                emit failed(stamp.error());
        });
}

void MigrationDesk::planRepair()
{
    if (!m_session || !m_profile)
        return;
    m_repaired = m_project.timeline();
    m_jobs.start(
        *m_session, said(QT_TRANSLATE_NOOP("MigrationDesk", "Compare the ledger with the files")), this,
        [timeline = m_repaired, engines = &m_engines](Connection &connection, JobContext &) {
            return repairList(connection, *engines->find(connection.server().engine), timeline);
        },
        [this, number = m_number](const Result<RepairList> &list) {
            if (number != m_number)
                return;
            if (list)
                emit repairPlanned(*list);
            else
                emit failed(list.error());
        });
}

void MigrationDesk::repair(const QStringList &accepted, const QStringList &forgotten)
{
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Correct the ledger")),
        [timeline = m_repaired, target = m_profile.value_or(ConnectionProfile()), engines = &m_engines, accepted,
            forgotten](Connection &connection, JobContext &context) {
            return repairLedger(
                connection, target, *engines->find(connection.server().engine), timeline, accepted, forgotten, context);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "The ledger agrees with what was ticked")), Looks::none());
}

static QStringList versionsOf(const QList<MigrationFile> &migrations)
{
    QStringList result;
    for (const MigrationFile &one : migrations)
        result += one.version;
    return result;
}

void MigrationDesk::stampAt(const Stamp &wanted)
{
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Say in the ledger that the database stands at %1"), {wanted.version}),
        [timeline = timeline(m_stampsWithPython), target = m_profile.value_or(ConnectionProfile()), place = beside(),
            engines = &m_engines, wanted](Connection &connection, JobContext &context) -> Result<> {
            const Engine &engine = *engines->find(connection.server().engine);
            const Result<Stamp> stamp = planStamp(connection, target, place, engine, timeline, wanted.version, context);
            if (!stamp)
                return failure(stamp.error());
            if (versionsOf(stamp->recorded) == versionsOf(wanted.recorded)
                && versionsOf(stamp->forgotten) == versionsOf(wanted.forgotten)
                && stamp->differences == wanted.differences)
                return applyStamp(connection, target, engine, *stamp, context);
            return failure({.code = Error::Code::Conflict,
                .message = said(QT_TRANSLATE_NOOP("MigrationDesk",
                    "Nothing was changed: the database or its ledger is not what was looked at any more.")),
                .detail = {},
                .sqlState = {},
                .position = {}});
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "The ledger says what is there")), Looks::none());
}

} // namespace relata
