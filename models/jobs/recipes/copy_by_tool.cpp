#include "models/base/scratch_folder.h"
#include "models/engine/copy_port.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/copy_change.h"
#include "models/jobs/recipes/copy_tool.h"
#include "models/jobs/recipes/migration_run.h"

// The part of CopyChange that has somebody else's program copy.
namespace relata {
using namespace Qt::StringLiterals;

QStringList CopyChange::triggerNames() const
{
    return m_place.isByTool() ? m_engine.copy->tool()->triggerNames(m_profile.database, m_place.table)
                              : m_engine.copy->triggerNames(m_work);
}

/// Those that can be dropped by their names. A tool's may be another table's, which the tool changes for somebody else.
Result<QStringList> CopyChange::ownTriggers()
{
    QStringList names = triggerNames();
    if (!m_place.isByTool())
        return names;
    QStringList result;
    for (const QString &table : {m_place.table, m_place.kept}) {
        const Result<CopyFacts> facts = m_engine.copy->facts(m_connection, table);
        if (!facts)
            return failure(facts.error());
        for (const QString &name : names) {
            if (facts->triggers.contains(name))
                result += name;
        }
    }
    return result;
}

/// Triggers that are left, under whatever name, may write to the copy: without it their writers would fail.
Result<> CopyChange::mustBeFree()
{
    const Result<CopyFacts> facts = m_engine.copy->facts(m_connection, m_place.table);
    if (!facts)
        return failure(facts.error());
    if (facts->triggers.isEmpty())
        return {};
    return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                "%1 has triggers that this migration does not know: %2. If they write to its copy %3, "
                                "drop them, then that table, and resume or roll the migration back."),
        {m_place.table, facts->triggers.join(u", "_s), m_place.copy}, Error::Code::Conflict);
}

/// First without rows and triggers, then with them.
Result<> CopyChange::runTool()
{
    const Result<ScratchFolder> folder = ScratchFolder::make();
    if (!folder)
        return failure(folder.error());
    CopyToolJob job{.table = m_place.table, .copy = m_place.copy, .alter = m_statement.tail};
    if (m_rules.namesRows)
        job.rows = m_rules.rows;
    job.batch = m_rules.batch;
    job.pause = m_rules.pause;
    job.load = m_rules.load;
    job.lock = lockTime();
    job.tries = m_hooks.patience.tries;
    const Result<CopyToolCall> call = m_engine.copy->tool()->call(job, m_profile, m_connection, folder->path());
    if (!call)
        return failure(call.error());
    const CopyToolHooks hooks{m_hooks.works, m_hooks.mayRun, m_hooks.isPaused, m_hooks.brake.share, m_hooks.tell};
    const Result<> tried = runCopyTool(*call, call->trial, m_connection, m_engine, hooks);
    return tried ? runCopyTool(*call, call->run, m_connection, m_engine, hooks) : tried;
}

/// What was weighed before is what the tool has made.
Result<> CopyChange::mustBeAsTried()
{
    const Result<CopyFacts> copy = m_engine.copy->facts(m_connection, m_place.copy);
    if (!copy)
        return failure(copy.error());
    if (copy->isThere && copy->definition == m_tried)
        return {};
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "%1 has not made of %2 what the statement makes of it, which is taken away again: write "
            "\"-- relata:copy\" without it."),
        {m_engine.copy->tool()->name(), m_place.table});
}

/// Copy and triggers are the tool's. What is not done when it has ended cannot be gone on with.
Result<> CopyChange::makeByTool()
{
    Result<> made = runTool();
    if (made)
        made = mustBeAsTried();
    if (made)
        made = perform(m_engine.copy->makeNotes(m_work)); // which stay empty
    if (!made) {
        clearApart();
        return made;
    }
    const Result<> kept = keep(CopyTable::Phase::Copying);
    return kept ? takeUp() : kept;
}

/// On a session of its own: whoever cancels the run cancels what its session does.
void CopyChange::clearApart()
{
    const auto connection = m_engine.driver->open(m_profile);
    if (!connection)
        return;
    for (const QString &setting : m_engine.runner->timeouts(lockTime(), std::chrono::milliseconds(0)))
        (void)relata::perform(**connection, setting);
    CopyHooks hooks = m_hooks;
    hooks.mayGoOn = [] { return Result<>(); };
    CopyChange other(**connection, m_engine, m_profile, hooks);
    other.m_place = m_place;
    other.m_work = m_work;
    if (other.takeAway())
        (void)m_hooks.forget();
}

} // namespace relata
