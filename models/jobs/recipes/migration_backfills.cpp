#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/backfill.h"
#include "models/jobs/recipes/migration_run.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

bool hasBackfill(const QList<RunnerStatement> &statements)
{
    return std::any_of(statements.begin(), statements.end(), [](const RunnerStatement &one) { return one.backfill; });
}

} // namespace

/// Where a batch and the note of it would not stand or fall together, a backfill runs as the one statement it is.
void MigrationRun::mergeBackfills(QList<RunnerStatement> &statements) const
{
    if (!hasBackfill(statements) || m_engine.runner->watch()->keepsTransactions(m_connection).value_or(false))
        return;
    for (RunnerStatement &one : statements)
        one.backfill.reset();
}

/// Before the first statement: whether each can run in batches, and a place for how far they come. What an earlier run
/// of the same section left there is forgotten where this one begins anew.
Result<> MigrationRun::readyBackfills(Ledger::Direction direction, const QList<RunnerStatement> &statements, bool isNew)
{
    if (!hasBackfill(statements))
        return {};
    for (const RunnerStatement &one : statements) {
        if (Result<> fine = one.backfill ? Backfill::check(one, m_engine) : Result<>(); !fine)
            return fine;
    }
    BackfillTable table(m_connection, m_engine, m_place);
    if (Result<> done = table.ensure(); !done || !isNew)
        return done;
    return table.clear(m_migration.id, direction);
}

/// How far an earlier run came; who may write to the rows by now may not read that.
Result<std::optional<BatchPlace>> MigrationRun::backfilled(BackfillTable &table, Ledger::Direction direction, int i)
{
    Result<std::optional<BatchPlace>> place;
    const Result<> asked = asOneself([&]() -> Result<> {
        place = table.place(m_migration.id, direction, i);
        return place ? Result<>() : failure(place.error());
    });
    return asked ? place : failure(asked.error());
}

/// What is asked and told around the batches.
BackfillHooks MigrationRun::backfillHooks(
    const Backfill &work, BackfillTable &table, Ledger::Direction direction, int i)
{
    BackfillHooks hooks;
    hooks.patience = m_patience;
    hooks.brake = brake(work.pace(), i, m_count);
    hooks.mayGoOn = [this, i] {
        const Result<> fine =
            m_context.stopRequested() ? Result<>(failure(cancelledError())) : m_guard.check(m_context, true);
        return fine && m_deadline ? m_deadline->mayGoOn(i) : fine;
    };
    hooks.waits = [waits = steering().waits, i](int attempt) { waits(i, attempt); };
    hooks.keep = [this, &table, direction, i](const BatchPlace &place) {
        return asOneself([&] { return table.put(m_migration.id, direction, i, place); });
    };
    hooks.tell = [this, i](const BatchPlace &place, const Message &message) {
        m_guard.tell(i, message.source());
        m_context.report({i, m_count,
            {"RunScript", QT_TRANSLATE_NOOP("RunScript", "Statement %1 of %2: %3 rows written so far"),
                {QString::number(i + 1), QString::number(m_count), QString::number(place.rows)}}});
    };
    return hooks;
}

/// Runs a statement in batches, from where an earlier run stopped.
Result<bool> MigrationRun::backfill(Ledger::Direction direction, const QList<RunnerStatement> &statements, int i)
{
    const RunnerStatement &statement = statements.at(i);
    if (!statement.backfill)
        return false;
    if (m_connection.transaction() != TransactionState::None)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "A backfill runs each batch in a transaction of its own, and this one stands in a transaction that the "
                "migration began: end that before."),
            {});
    BackfillTable table(m_connection, m_engine, m_place);
    const Result<std::optional<BatchPlace>> from = backfilled(table, direction, i);
    if (!from)
        return failure(from.error());
    Backfill work(m_connection, m_engine, m_guard.target().defaultSchema, m_context);
    if (Result<> ready = work.prepare(statement); !ready)
        return failure(ready.error());
    const Result<qint64> done = work.run(*from, backfillHooks(work, table, direction, i));
    m_guard.watchStrain(false);
    if (done)
        tellLeft(work, i);
    return done ? Result<bool>(true) : failure(done.error());
}

/// Batches meet each row once: what others write meanwhile in front of the last key is seen only behind the end. What
/// cannot be counted is no reason to stop, as all that was asked for is done.
void MigrationRun::tellLeft(Backfill &work, int i) const
{
    const Result<qint64> left = m_rules.warn ? work.countLeft() : Result<qint64>(0);
    if (left.value_or(0) > 0)
        m_rules.warn({"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "Statement %1 of migration %2 has come to its end, and %3 rows meet its condition: others wrote them "
                "meanwhile, or what it writes meets it still. Look at them: %4"),
            {QString::number(i + 1), m_migration.version, QString::number(*left), work.queryOfLeft().simplified()}});
}

/// At the end nobody asks any more how far each came.
void MigrationRun::forgetBackfills(Ledger::Direction direction, const QList<RunnerStatement> &statements)
{
    if (hasBackfill(statements))
        (void)BackfillTable(m_connection, m_engine, m_place).clear(m_migration.id, direction);
}

} // namespace relata
