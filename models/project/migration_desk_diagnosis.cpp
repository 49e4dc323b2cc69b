#include "models/base/shell_word.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/stamp.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"

#include <algorithm>

// The part of MigrationDesk that looks why a migration stopped, and leads out.
namespace relata {
using namespace Qt::StringLiterals;

using Deed = Diagnosis::WayOut::Deed;

static Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

void MigrationDesk::setDiagnosis(std::optional<Diagnosis> diagnosis)
{
    m_diagnosis = std::move(diagnosis);
    emit diagnosisChanged();
}

void MigrationDesk::dismissDiagnosis()
{
    ++m_diagnosisNumber; // what is still being looked for comes too late
    if (m_diagnosis)
        setDiagnosis({});
}

/// Nothing is wrong any more.
void MigrationDesk::dropDiagnosis()
{
    m_failure.reset();
    dismissDiagnosis();
}

/// A run has failed: what the server said is at hand now, and the ledger does not keep all of it.
void MigrationDesk::follow(const Error &error, Looks looks)
{
    const bool isRefusal = error.code == Error::Code::Refused || error.code == Error::Code::Conflict;
    const bool isWanted = isRefusal ? looks.atRefusals : looks.atFailures;
    if (!isWanted || error.code == Error::Code::Cancelled || error.code == Error::Code::ConnectionLost)
        return;
    m_failure = error;
    investigate(false, looks.withPython);
}

void MigrationDesk::diagnose(bool python)
{
    if (mayRunPython(stopped(), python, [this] { diagnose(true); }))
        investigate(true, python);
}

/// `isAsked`: a person waits for the answer, and hears that there is none.
void MigrationDesk::investigate(bool isAsked, bool python)
{
    if (!m_session || !m_profile)
        return;
    m_jobs.start(
        *m_session, said(QT_TRANSLATE_NOOP("MigrationDesk", "Look why a migration stopped")), this,
        [timeline = timeline(python), target = *m_profile, place = beside(), engines = &m_engines, last = m_failure](
            Connection &connection, JobContext &context) {
            const Engine &engine = *engines->find(connection.server().engine);
            auto found = relata::diagnose(connection, target, place, engine, timeline, last, context);
            if (found && !*found && last)
                found = diagnoseRefusal(connection, target, place, engine, timeline, *last, context);
            if (!found || !*found)
                return found;
            const Result<> seen = previewWays(**found, connection, target, place, engine, timeline, context);
            return seen ? found : Result<std::optional<Diagnosis>>(failure(seen.error()));
        },
        [this, isAsked, number = ++m_diagnosisNumber](Result<std::optional<Diagnosis>> found) {
            if (number != m_diagnosisNumber)
                return;
            if (found && *found)
                setDiagnosis(std::move(*found));
            else if (isAsked && !found)
                emit failed(found.error());
            else if (isAsked)
                emit told({said(QT_TRANSLATE_NOOP("MigrationDesk",
                    "No migration has stopped half-way on this database, and there is nothing to look into."))});
        });
}

void MigrationDesk::take(const Diagnosis::WayOut &way)
{
    if (!m_diagnosis) // put away while somebody was asked
        return;
    switch (way.deed) {
    case Deed::Resume:
        return resumeStopped(m_diagnosis->version);
    case Deed::RollBack:
        return rollBackStopped(m_diagnosis->version, way.allows.isEmpty() ? QStringList() : QStringList{way.allows});
    case Deed::Stamp:
        return stamp(way);
    case Deed::Apply:
        return apply();
    case Deed::Prove:
        return prove(m_diagnosis->version);
    default:
        return;
    }
}

static tl::unexpected<Error> notAnyMore(const char *text, const QString &version, const QStringList &detail = {})
{
    return failure({.code = Error::Code::Conflict,
        .message = said(text, {version}),
        .detail = detail.join(u'\n'),
        .sqlState = {},
        .position = {}});
}

/// Whether the migration still stands half-way: somebody else may have led it out since it was looked at.
static Result<> mustStandStopped(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QString &version)
{
    const Result<QList<MigrationStatus>> states = migrationStatus(connection, engine, timeline);
    if (!states)
        return failure(states.error());
    for (const MigrationStatus &one : *states) {
        if (one.version == version && (one.state == MigrationState::Partial || one.state == MigrationState::Failed))
            return {};
    }
    return notAnyMore(
        QT_TRANSLATE_NOOP("MigrationDesk", "Nothing was changed: migration %1 does not stand half-way any more."),
        version);
}

void MigrationDesk::stamp(const Diagnosis::WayOut &way, bool python)
{
    const auto again = [this, way, version = m_diagnosis->version] {
        if (m_diagnosis && m_diagnosis->version == version)
            stamp(way, true);
    };
    if (!mayRunPython(way.version, python, again))
        return;
    change(
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Correct what the ledger says")),
        [timeline = timeline(python), target = m_profile.value_or(ConnectionProfile()), place = beside(),
            engines = &m_engines, way, stopped = m_diagnosis->isBegun ? m_diagnosis->version : QString()](
            Connection &connection, JobContext &context) -> Result<> {
            const Engine &engine = *engines->find(connection.server().engine);
            Result<> stands = stopped.isEmpty() ? Result<>() : mustStandStopped(connection, engine, timeline, stopped);
            if (!stands)
                return stands;
            const Result<Stamp> stamp = planStamp(connection, target, place, engine, timeline, way.version, context);
            if (!stamp)
                return failure(stamp.error());
            if (stamp->isSafe() || way.isForced)
                return applyStamp(connection, target, engine, *stamp, context);
            return notAnyMore(QT_TRANSLATE_NOOP("MigrationDesk",
                                  "Nothing was changed: the database is not what version %1 leads to any more."),
                stamp->version, stamp->differences);
        },
        said(QT_TRANSLATE_NOOP("MigrationDesk", "The ledger says what is there")), Looks::none());
}

QString MigrationDesk::command(const QString &words) const
{
    QString result = u"relata migrate "_s + words + u" --project "_s + shellWord(m_project.folder());
    if (!m_profile)
        return result;
    const auto &named = m_project.config().connections;
    const bool isNamed = std::any_of(
        named.begin(), named.end(), [&](const ConnectionProfile &one) { return one.name == m_profile->name; });
    return result + u" --target "_s + shellWord(isNamed ? u'@' + m_profile->name : m_profile->url());
}

} // namespace relata
