#include "models/engine/engine.h"
#include "models/jobs/recipes/copy_change.h"
#include "models/jobs/recipes/migration_run.h"

#include <QCryptographicHash>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// Another for each run that begins anew, so that what an earlier one kept is in nobody's way.
QString markOf(const MigrationFile &migration, Ledger::Direction direction, int i)
{
    const QString text = migration.id + directionWord(direction) + QString::number(i) + ledgerTime();
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(8));
}

} // namespace

/// Before the first statement: what runs in parts has a place for how far it comes.
Result<> MigrationRun::readyParts(Ledger::Direction direction, const QList<RunnerStatement> &statements, bool isNew)
{
    const Result<> done = readyBackfills(direction, statements, isNew);
    return done ? readyCopies(direction, statements, isNew) : done;
}

void MigrationRun::forgetParts(Ledger::Direction direction, const QList<RunnerStatement> &statements)
{
    forgetBackfills(direction, statements);
    (void)readyCopies(direction, statements, true); // all of them are done
}

/// Before the first statement: whether each can run on a copy, and a place for how far they come. What an earlier run
/// of the same section left is taken away where this one begins anew.
Result<> MigrationRun::readyCopies(Ledger::Direction direction, const QList<RunnerStatement> &statements, bool isNew)
{
    const auto isCopy = [](const RunnerStatement &one) { return one.copy.has_value(); };
    if (std::none_of(statements.begin(), statements.end(), isCopy))
        return {};
    for (const RunnerStatement &one : statements) {
        if (Result<> fine = one.copy ? CopyChange::check(one, m_engine) : Result<>(); !fine)
            return fine;
    }
    if (Result<> done = CopyTable(m_connection, m_engine, m_place).ensure(); !done)
        return done;
    if (!isNew)
        return {};
    const Result<> settled = settleCopies(direction);
    return settled ? forgetCopies(direction) : settled;
}

CopyHooks MigrationRun::copyHooks(CopyTable &table, Ledger::Direction direction, int i, qsizetype count)
{
    CopyHooks hooks;
    hooks.patience = m_patience;
    const auto mayGoOn = [this, i](bool mayWait) {
        const Result<> fine =
            m_context.stopRequested() ? Result<>(failure(cancelledError())) : m_guard.check(m_context, mayWait);
        return fine && m_deadline ? m_deadline->mayGoOn(i) : fine;
    };
    hooks.mayGoOn = [mayGoOn] { return mayGoOn(true); };
    hooks.mayRun = [mayGoOn] { return mayGoOn(false); };
    hooks.works = [this](const QString &session) { return m_guard.work(session, m_context); };
    hooks.isPaused = [this] { return m_guard.isPauseAsked(); };
    hooks.waits = [waits = steering().waits, i](int attempt) { waits(i, attempt); };
    hooks.keep = [this, &table, direction, i](const CopyTable::Place &place) {
        return asOneself([&] { return table.put(m_migration.id, direction, i, place); });
    };
    hooks.forget = [this, &table, direction, i] {
        return asOneself([&] { return table.remove(m_migration.id, direction, i); });
    };
    hooks.tell = [this, i, count](const Message &message) {
        m_guard.tell(i, message.source());
        m_context.report({i, count,
            {"RunScript", QT_TRANSLATE_NOOP("RunScript", "Statement %1 of %2: %3"),
                {QString::number(i + 1), QString::number(count), message.source()}}});
    };
    return hooks;
}

/// Runs a statement on a copy of its table, from where an earlier run stopped.
Result<bool> MigrationRun::copyChange(Ledger::Direction direction, const QList<RunnerStatement> &statements, int i)
{
    if (m_connection.transaction() != TransactionState::None)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "A copy is filled in transactions of its own, and this one stands in a transaction that the migration "
                "began: end that before."),
            {});
    CopyTable table(m_connection, m_engine, m_place);
    Result<std::optional<CopyTable::Place>> from;
    const Result<> asked = asOneself([&]() -> Result<> { // who may change the table by now may not read that
        from = table.place(m_migration.id, direction, i);
        return from ? Result<>() : failure(from.error());
    });
    if (!asked)
        return failure(asked.error());
    CopyHooks hooks = copyHooks(table, direction, i, statements.size());
    const CopyRules rules = copyRules(statements.at(i).copy.value_or(QString())).value_or(CopyRules());
    if (rules.tool.isEmpty())
        hooks.brake = brake(rules, i, statements.size());
    else
        hooks.brake.share = [this] { return m_guard.share(); };
    CopyChange work(m_connection, m_engine, m_guard.target(), hooks);
    const Result<> done = work.run(statements.at(i), *from, markOf(m_migration, direction, i), m_migration.version);
    m_guard.watchStrain(false);
    return done ? Result<bool>(true) : failure(done.error());
}

Result<> MigrationRun::settleCopies(Ledger::Direction direction)
{
    if (!m_engine.copy)
        return {};
    CopyTable table(m_connection, m_engine, m_place);
    if (Result<> ready = table.ensure(); !ready)
        return ready;
    const Result<QList<int>> positions = table.positions(m_migration.id, direction);
    if (!positions)
        return failure(positions.error());
    for (const int i : *positions) {
        const auto place = table.place(m_migration.id, direction, i);
        if (!place)
            return failure(place.error());
        const CopyHooks hooks = copyHooks(table, direction, i, m_count);
        CopyChange work(m_connection, m_engine, m_guard.target(), hooks);
        const Result<bool> stays = *place ? work.abandon(**place, m_migration.version) : Result<bool>(false);
        if (!stays)
            return failure(stays.error());
        if (Result<> forgotten = *stays ? Result<>() : hooks.forget(); !forgotten)
            return forgotten;
    }
    return {};
}

Result<> MigrationRun::forgetCopies(Ledger::Direction direction)
{
    if (!m_engine.copy)
        return {};
    CopyTable table(m_connection, m_engine, m_place);
    const Result<QList<int>> positions = table.positions(m_migration.id, direction);
    if (!positions)
        return failure(positions.error());
    for (const int i : *positions) {
        if (Result<> gone = asOneself([&] { return table.remove(m_migration.id, direction, i); }); !gone)
            return gone;
    }
    return {};
}

} // namespace relata
