#include "models/project/migration_facts.h"

#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/run_script.h"
#include "models/timeline/timeline.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

MigrationFacts factsOf(const MigrationFile &migration, const Engine &engine)
{
    MigrationFacts facts;
    facts.wayDown = migration.hasDown();
    const ServerInfo server{.engine = engine.key, .version = 0, .versionText = {}, .product = {}, .settings = {}};
    facts.back = returnOutlook(migration, engine, server, nullptr, nullptr);
    for (const RunGate &gate : migration.gates() + runGates(migration.up))
        ++(gate.kind == RunGate::Kind::Manual ? facts.manualSteps : facts.commands);
    if (migration.isPython()) {
        facts.statements = 1;
        facts.uncertain = true;
        facts.outside = migration.withoutTransaction();
        return facts;
    }
    int strongest = int(LockLevel::Read); // weaker ones stop nobody
    for (const StatementFacts &one : scriptFacts(migration.up, engine, server)) {
        ++facts.statements;
        facts.rewrites = facts.rewrites || one.rewrites;
        facts.scans = facts.scans || one.scans;
        facts.uncertain = facts.uncertain || one.opaque;
        facts.outside = facts.outside || one.transaction == TransactionMode::Outside;
        for (const Lock &lock : one.locks) {
            if (int(lock.level) > strongest) {
                strongest = int(lock.level);
                facts.strongestLock = lock.engineName;
            }
        }
    }
    return facts;
}

bool losesData(const Plan &plan)
{
    return std::any_of(
        plan.steps.begin(), plan.steps.end(), [](const Step &step) { return step.reversal != Reversal::Exact; });
}

FactsOfMigrations::FactsOfMigrations(const Engine *engine, JobCenter &jobs, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_jobs(jobs)
{ }

const MigrationFacts *FactsOfMigrations::find(const QString &version) const
{
    const auto it = m_known.constFind(version);
    return it == m_known.cend() ? nullptr : &it->facts;
}

void FactsOfMigrations::setLosesData(const QString &version, bool loses)
{
    m_losses.insert(version, loses);
    if (const auto it = m_known.find(version); it != m_known.end()) {
        it->facts.losesData = loses;
        emit changed();
    }
}

void FactsOfMigrations::setBack(const QString &version, const ReturnOutlook &back)
{
    m_backs.insert(version, back);
    if (const auto it = m_known.find(version); it != m_known.end()) {
        it->facts.back = back;
        emit changed();
    }
}

static QString textOf(const MigrationFile &migration)
{
    QStringList parts{migration.up, migration.down, migration.python};
    for (const RunGate &gate : migration.gates())
        parts += gate.text;
    return parts.join(QChar(0));
}

void FactsOfMigrations::follow(const Timeline &timeline)
{
    QList<MigrationFile> missing;
    for (const MigrationFile &migration : timeline.migrations) {
        const auto it = m_known.constFind(migration.version);
        if (it != m_known.cend() && it->text == textOf(migration))
            continue;
        if (it != m_known.cend())
            m_losses.remove(migration.version), m_backs.remove(migration.version); // said of another text
        m_known.remove(migration.version);
        missing += migration;
    }
    if (missing.isEmpty() || !m_engine || !m_engine->analyst)
        return;
    m_jobs.start(
        {"MigrationDesk", QT_TRANSLATE_NOOP("MigrationDesk", "Read what the migrations do"), {}}, this,
        [missing, engine = m_engine](JobContext &context) {
            QList<std::pair<QString, Known>> found;
            for (const MigrationFile &migration : missing) {
                if (context.stopRequested())
                    break;
                found += {migration.version, Known{textOf(migration), factsOf(migration, *engine)}};
            }
            return Result<QList<std::pair<QString, Known>>>(found);
        },
        [this](const Result<QList<std::pair<QString, Known>>> &found) {
            if (found)
                take(*found);
        },
        JobListing::Hidden);
}

void FactsOfMigrations::take(const QList<std::pair<QString, Known>> &found)
{
    for (const auto &[version, known] : found) {
        Known &kept = m_known[version] = known;
        if (const auto loss = m_losses.constFind(version); loss != m_losses.cend())
            kept.facts.losesData = *loss;
        if (const auto back = m_backs.constFind(version); back != m_backs.cend())
            kept.facts.back = *back;
    }
    emit changed();
}

} // namespace relata

#include "moc_migration_facts.cpp"
