#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/diagnose.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/stamp.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

class Previews {
public:
    Previews(const Diagnosis &diagnosis, Connection &connection, const ConnectionProfile &target,
        const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, JobContext &context)
        : m_diagnosis(diagnosis)
        , m_connection(connection)
        , m_target(target)
        , m_beside(beside)
        , m_engine(engine)
        , m_timeline(timeline)
        , m_migration(*timeline.find(diagnosis.version))
        , m_context(context)
    { }

    Result<> add(Diagnosis::WayOut &way)
    {
        using Deed = Diagnosis::WayOut::Deed;
        switch (way.deed) {
        case Deed::Resume:
        case Deed::Apply:
            addRest(way);
            return {};
        case Deed::RollBack:
            return addWayBack(way);
        case Deed::Stamp:
            return addStamp(way);
        default:
            return {};
        }
    }

private:
    void addRest(Diagnosis::WayOut &way) const;
    Result<> addWayBack(Diagnosis::WayOut &way);
    Result<> addStamp(Diagnosis::WayOut &way);
    static Result<> addRefusal(Diagnosis::WayOut &way, const Error &error);

    const Diagnosis &m_diagnosis;
    Connection &m_connection;
    const ConnectionProfile &m_target, &m_beside;
    const Engine &m_engine;
    const Timeline &m_timeline;
    const MigrationFile &m_migration;
    JobContext &m_context;
};

Message said(const char *text, const QStringList &arguments = {}) { return {"Diagnosis", text, arguments}; }

/// "002 pages, 003 index"
QString titlesOf(const QList<MigrationFile> &migrations)
{
    QStringList titles;
    for (const MigrationFile &one : migrations)
        titles += one.version + u' ' + one.title;
    return titles.join(u", "_s);
}

void Previews::addRest(Diagnosis::WayOut &way) const
{
    const int first = way.deed == Diagnosis::WayOut::Deed::Resume ? m_diagnosis.done : 0;
    if (m_migration.isPython() && first == 0)
        way.statements += m_migration.python;
    const QString &section = m_diagnosis.isDown ? m_migration.down : m_migration.up;
    for (const RunnerStatement &one : scriptStatements(section, m_engine, m_connection.server()).mid(first))
        way.statements += one.sql;
    way.isRefused = way.deed == Diagnosis::WayOut::Deed::Apply && m_diagnosis.isBegun;
    if (way.isRefused)
        way.effect = said(QT_TRANSLATE_NOOP("Diagnosis", "Not while the migration stands half-way."));
    else if (first > 0)
        way.effect = said(
            QT_TRANSLATE_NOOP("Diagnosis", "Runs what is left, from statement %1 on."), {QString::number(first + 1)});
    else
        way.effect = said(QT_TRANSLATE_NOOP("Diagnosis", "Runs the migration from its first statement on."));
}

/// What refuses a way is what it would do; that somebody asked to stop, or the server is gone, ends the look.
Result<> Previews::addRefusal(Diagnosis::WayOut &way, const Error &error)
{
    if (error.code == Error::Code::Cancelled || error.code == Error::Code::ConnectionLost)
        return failure(error);
    way.isRefused = true;
    way.effect = error.message;
    return {};
}

Result<> Previews::addWayBack(Diagnosis::WayOut &way)
{
    Result<RollBackPlan> plan =
        planRollBack(m_connection, m_target, m_beside, m_engine, m_timeline, m_migration, m_context);
    if (!plan)
        return addRefusal(way, plan.error());
    way.statements = std::move(plan->statements);
    if (!plan->left.isEmpty()) {
        way.allows = QString::fromLatin1(DataCode);
        way.effect = plan->left.refusal;
        return {};
    }
    way.effect = way.statements.isEmpty()
        ? said(
            QT_TRANSLATE_NOOP("Diagnosis", "Runs nothing, as nothing of it is there, and takes it out of the ledger."))
        : said(QT_TRANSLATE_NOOP("Diagnosis", "Runs this, and takes the migration out of the ledger."));
    return {};
}

Result<> Previews::addStamp(Diagnosis::WayOut &way)
{
    const Result<Stamp> stamp =
        planStamp(m_connection, m_target, m_beside, m_engine, m_timeline, way.version, m_context);
    if (!stamp)
        return addRefusal(way, stamp.error());
    if (!stamp->isSafe() && !way.isForced) {
        way.isRefused = true;
        way.effect = said(
            QT_TRANSLATE_NOOP("Diagnosis", "Refused: the database is not what version %1 leads to."), {stamp->version});
    } else if (!stamp->recorded.isEmpty()) {
        way.effect = said(QT_TRANSLATE_NOOP("Diagnosis", "The ledger will say that this is applied: %1."),
            {titlesOf(stamp->recorded)});
    } else {
        way.effect = said(QT_TRANSLATE_NOOP("Diagnosis", "The ledger will say that this is pending: %1."),
            {titlesOf(stamp->forgotten)});
    }
    return {};
}

} // namespace

Result<> previewWays(Diagnosis &diagnosis, Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, JobContext &context)
{
    Previews previews(diagnosis, connection, target, beside, engine, timeline, context);
    for (Diagnosis::WayOut &way : diagnosis.ways) {
        if (Result<> done = previews.add(way); !done)
            return done;
    }
    return {};
}

} // namespace relata
