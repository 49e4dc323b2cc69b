#include "models/jobs/recipes/migration_gates.h"

#include "models/base/shell_command.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/migration_run.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr unsigned long Beat = 500; // milliseconds, between two looks whether somebody has confirmed

} // namespace

static QStringList commandsOf(const MigrationFile &migration, Ledger::Direction direction)
{
    const bool isUp = direction == Ledger::Direction::Up;
    const QList<RunGate> gates =
        (isUp ? migration.gates() : QList<RunGate>()) + runGates(isUp ? migration.up : migration.down);
    QStringList result;
    for (const RunGate &one : gates) {
        if (one.kind == RunGate::Kind::Command)
            result += one.text;
    }
    return result;
}

Result<> mustAllowCommands(const MigrationFile &migration, Ledger::Direction direction, bool isAllowed)
{
    const QStringList commands = commandsOf(migration, direction);
    if (isAllowed || commands.isEmpty())
        return {};
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate", "Migration %1 runs a command on this computer, which has not been allowed: %2"),
        {migration.version, commands.first()});
}

Result<> mustAllowCommands(const RunHooks &hooks, const MigrationWays &ways, bool isAllowed)
{
    Result<> fine = ways.isEmpty() ? Result<>() : mustAllowHooks(hooks, isAllowed);
    QStringList all{hooks.before, hooks.after, hooks.failed};
    for (const auto &[migration, direction] : ways) {
        if (fine)
            fine = mustAllowCommands(migration, direction, isAllowed);
        all += commandsOf(migration, direction);
    }
    all.removeAll(QString());
    all.removeDuplicates();
    if (fine || all.size() < 2)
        return fine;
    Error error = fine.error();
    error.detail = all.join(u'\n');
    return failure(error);
}

static Message waitsFor(const QString &version, const QString &step)
{
    return {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Migration %1 waits until somebody confirms: %2"), {version, step}};
}

Result<Message> waitingStep(Connection &connection, const Engine &engine)
{
    const Result<QList<GateTable::Entry>> waiting = GateTable(connection, engine).waiting();
    if (!waiting)
        return failure(waiting.error());
    return waiting->isEmpty() ? Message() : waitsFor(waiting->first().version, waiting->first().text);
}

Result<std::optional<GateTable::Entry>> confirmStep(
    Connection &connection, const Engine &engine, const QString &by, const QString &note, const Message &step)
{
    GateTable table(connection, engine);
    const Result<QList<GateTable::Entry>> waiting = table.waiting();
    if (!waiting)
        return failure(waiting.error());
    const auto meant = std::find_if(waiting->begin(), waiting->end(),
        [&](const GateTable::Entry &one) { return step.isEmpty() || waitsFor(one.version, one.text) == step; });
    if (meant == waiting->end())
        return std::optional<GateTable::Entry>();
    const Result<bool> passed = table.pass(meant->id, by.isEmpty() ? runnerName() : by, note);
    if (!passed)
        return failure(passed.error());
    return *passed ? std::optional(*meant) : std::nullopt;
}

/// Before the first statement: whether there is a statement behind each step outside of the database, whether commands
/// may run, and a place for who confirms. What was confirmed for an earlier run counts no more where this one is new.
Result<> MigrationRun::readyGates(Ledger::Direction direction, const QList<RunnerStatement> &statements, bool isNew)
{
    const bool isUp = direction == Ledger::Direction::Up;
    QString left = danglingGate(isUp ? m_migration.up : m_migration.down, *m_engine.flavour);
    QList<RunGate> gates;
    for (const RunnerStatement &one : statements)
        gates += one.gates;
    if (isUp && statements.isEmpty() && !m_migration.gates().isEmpty())
        left = m_migration.gates().first().text;
    if (!left.isEmpty())
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "Migration %1 has a step outside of the database with no statement behind it, that would never be "
                "waited for: %2"),
            {m_migration.version, left}, Error::Code::Usage);
    if (Result<> allowed = mustAllowCommands(m_migration, direction, m_rules.allowsCommands); !allowed)
        return allowed;
    if (gates.isEmpty())
        return {};
    GateTable table(m_connection, m_engine, m_place);
    if (Result<> done = table.ensure(); !done || !isNew)
        return done;
    return table.close(m_migration.id, direction);
}

/// Each step before statement `i` that an earlier try has not left behind yet.
Result<> MigrationRun::passGates(Ledger::Direction direction, const QList<RunnerStatement> &statements, int i)
{
    GateTable table(m_connection, m_engine, m_place);
    const QList<RunGate> &gates = statements.at(i).gates;
    for (int number = 0; number < gates.size(); ++number) {
        const RunGate &gate = gates.at(number);
        const GateTable::Place place{m_migration.id, direction, i, number};
        const Result<std::optional<GateTable::Entry>> known = table.find(place, gate);
        if (!known)
            return failure(known.error());
        if (*known && (*known)->state == GateTable::State::Passed)
            continue;
        const Result<QString> id =
            *known ? Result<QString>((*known)->id) : table.wait(place, m_migration.version, gate);
        if (!id)
            return failure(id.error());
        const Result<> passed = gate.kind == RunGate::Kind::Manual ? awaitPerson(table, *id, gate, i)
                                                                   : runCommand(table, *id, gate, direction);
        if (!passed)
            return passed;
    }
    return {};
}

/// Stands until somebody says, from this or any other Relata, that it is done.
Result<> MigrationRun::awaitPerson(GateTable &table, const QString &id, const RunGate &gate, int i)
{
    const Message what = waitsFor(m_migration.version, gate.text);
    m_context.report({i, m_count, what});
    if (m_rules.waiting)
        m_rules.waiting(what);
    QElapsedTimer clock;
    clock.start();
    Result<> result;
    while (true) {
        const Result<std::optional<GateTable::Entry>> now = table.entry(id);
        if (!now && !isPassing(now.error())) { // somebody who writes to it at this moment is no reason to give up
            result = failure(now.error());
            break;
        }
        if (now && *now && (*now)->state == GateTable::State::Passed)
            break;
        result = m_context.stopRequested() ? Result<>(failure(cancelledError())) : m_guard.check(m_context, true);
        if (result && m_rules.confirmLimit && clock.hasExpired(m_rules.confirmLimit->count()))
            result = migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "Nobody confirmed in time what migration %1 waits for: %2. What ran before stands; resume it when "
                    "that is done."),
                {m_migration.version, gate.text});
        if (!result)
            break;
        m_guard.tell(i, u"waits: "_s + gate.text);
        QThread::msleep(Beat);
    }
    if (m_rules.waiting)
        m_rules.waiting({});
    return result;
}

/// Runs the command, and writes down that it ended well.
Result<> MigrationRun::runCommand(GateTable &table, const QString &id, const RunGate &gate, Ledger::Direction direction)
{
    ShellCommand step = command(gate.text, direction);
    step.mayGoOn = [this] {
        return m_context.stopRequested() ? Result<>(failure(cancelledError())) : m_guard.check(m_context, false);
    };
    if (Result<> done = runShellCommand(step); !done)
        return done;
    const Result<bool> passed = table.pass(id, runnerName(), {});
    return passed ? Result<>() : failure(passed.error());
}

} // namespace relata
