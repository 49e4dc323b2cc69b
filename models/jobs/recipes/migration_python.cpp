#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/run_python.h"
#include "models/timeline/ledger_script.h"

#include <QThread>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// Whether the ledger says that the script was done: what it wrote stands or falls with what the script did.
Result<bool> ledgerSaysDone(Ledger &ledger, const MigrationFile &migration, Ledger::Direction direction, bool isWhole)
{
    const Result<std::optional<Ledger::Entry>> found = ledger.entry(migration);
    if (!found)
        return failure(found.error());
    if (!*found)
        return isWhole && direction == Ledger::Direction::Down;
    const Ledger::Entry &entry = **found;
    return entry.direction == direction && (isWhole ? entry.state == "applied"_L1 : entry.done > 0);
}

} // namespace

Result<bool> pythonWasDone(
    const MigrationFile &migration, const Engine &engine, const Ledger::Entry &entry, RunRules::Assume assume)
{
    if (runsAsOne(migration, engine) && entry.state == "running"_L1)
        return false; // it would have said so itself
    if (assume != RunRules::Assume::Nothing)
        return assume == RunRules::Assume::Done;
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Migration %1 is a program in Python that stopped half-way, and what it had done by then was not taken "
            "back "
            "with it. Look at the database and say so with \"relata migrate resume --assume done\" or \"--assume "
            "not-done\", or roll the migration back."),
        {migration.version}, Error::Code::Conflict);
}

PythonScript MigrationRun::pythonScript(Ledger &ledger, Ledger::Direction direction)
{
    PythonScript script{.migration = m_migration, .direction = direction};
    script.settings =
        m_engine.runner->timeouts(m_patience.lock, m_patience.statement.value_or(std::chrono::seconds(0)));
    if (runsAsOne(m_migration, m_engine))
        script.closing =
            LedgerScript(m_engine, ledger.place()).ranAsOne(m_migration, direction, m_migration.python, m_isWhole);
    script.begins = [this, &ledger, direction](const QString &session) -> Result<> {
        if (Result<> known = m_guard.work(session, m_context); !known || m_isWhole)
            return known;
        const Result<> said = ledger.begin(m_migration, direction, 1, migrationChecksum(m_migration, m_engine));
        return said ? ledger.statementStarted(m_migration, direction, 0, m_migration.python) : said;
    };
    script.mayGoOn = [this] { return m_guard.check(m_context, false); };
    script.heard = m_rules.heard;
    return script;
}

/// Runs it once, and says in the ledger what came of it where the script did not.
Result<> MigrationRun::tryPython(Ledger &ledger, Ledger::Direction direction)
{
    const bool isOne = runsAsOne(m_migration, m_engine);
    const PythonEnd end =
        runPython(pythonScript(ledger, direction), m_connection, m_guard.target(), m_engine, m_rules.python, m_context);
    (void)m_guard.work({}, m_context);
    if (!end.hasBegun)
        return end.result;
    if (end.result)
        return isOne ? Result<>() : ledger.statementDone(m_migration, direction, 0, m_migration.python);
    if (end.result.error().code == Error::Code::Conflict || !m_connection.isAlive())
        return end.result; // its session is still at work, or that cannot be known: nothing is said of it
    if (isOne) {
        const Result<bool> isDone = ledgerSaysDone(ledger, m_migration, direction, m_isWhole);
        if (!isDone || *isDone)
            return isDone ? Result<>() : end.result;
    }
    if (m_isWhole) // its rows went with the transaction
        (void)ledger.begin(m_migration, direction, 1, migrationChecksum(m_migration, m_engine));
    (void)ledger.failed(m_migration, direction, end.result.error());
    if (!isOne || end.isTorn) // what it had done by then stands, and nobody knows what that is
        (void)ledger.statementStarted(m_migration, direction, 0, m_migration.python);
    return end.result;
}

/// Again, where all was taken back because somebody else was in the way.
Result<> MigrationRun::tryPythonUntilFree(Ledger &ledger, Ledger::Direction direction)
{
    const int tries = runsAsOne(m_migration, m_engine) ? m_patience.tries : 1;
    for (int attempt = 1;; ++attempt) {
        Result<> done = tryPython(ledger, direction);
        if (done || attempt >= tries || !isPassing(done.error()))
            return done;
        m_guard.tell(0, u"waiting for a lock, try %1 of %2"_s.arg(attempt + 1).arg(tries));
        QThread::msleep((unsigned long)(pauseBehind(attempt, m_patience).count()));
        if (Result<> fine = m_guard.check(m_context, true); !fine)
            return fine;
    }
}

Result<> MigrationRun::pythonItself(Ledger::Direction direction, int first, bool resumes)
{
    const bool isUp = direction == Ledger::Direction::Up;
    if (Result<> allowed = mustAllowPython(m_migration, m_rules.python); !allowed)
        return allowed;
    const QList<RunnerStatement> all = statements(direction);
    if (Result<> done = begin(isUp ? u"up"_s : u"down"_s, 1); !done)
        return done;
    Ledger ledger(m_connection, m_engine);
    if (Result<> done = ledger.locate(); !done)
        return done;
    m_place = ledger.place();
    if (Result<> done = boundWaits(); !done)
        return done;
    if (Result<> done = readyGates(direction, all, first == 0 && !resumes); !done)
        return done;
    if (Result<> fits = setDeadline(direction, all, first); !fits)
        return fits;
    m_isWhole = first == 0 && runsAsOne(m_migration, m_engine) && (!isUp || m_migration.all(u"verify").isEmpty());
    if (first == 0 && !all.first().gates.isEmpty()) {
        if (Result<> passed = passGates(direction, all, 0); !passed)
            return passed;
    }
    if (first == 0) {
        if (Result<> done = tryPythonUntilFree(ledger, direction); !done)
            return done;
    }
    if (m_isWhole)
        return {};
    if (Result<> done = verified(ledger, direction); !done)
        return done;
    return ledger.finish(m_migration, direction);
}

} // namespace relata
