#pragma once
#include "models/jobs/recipes/batch_brake.h"
#include "models/jobs/recipes/migration_guard.h"
#include "models/jobs/recipes/run_rules.h"
#include "models/timeline/copy_table.h"
#include "models/timeline/gate_table.h"
#include "models/timeline/ledger.h"

namespace relata {

class Backfill;
class KeptLosses;
struct BackfillHooks;
struct CopyHooks;
struct DownPrecautions;
struct PythonScript;
struct ShellCommand;

/// The sentences that recipes for migrations refuse with.
tl::unexpected<Error> migrationRefused(
    const char *text, const QStringList &arguments, Error::Code code = Error::Code::Refused);

/// The lock that the rules hold already, or one taken now.
Result<std::shared_ptr<MigrationGuard>> guardOf(
    const RunRules &rules, const Engine &engine, const ConnectionProfile &target, JobContext &context);

/// Each query must answer no row; `complaint` takes how many did and the query.
Result<> mustBeEmpty(Connection &connection, const QStringList &queries, const char *complaint);

/// Whether a migration in Python whose end was never written down happened. Refused where that cannot be known and
/// nobody says.
Result<bool> pythonWasDone(
    const MigrationFile &migration, const Engine &engine, const Ledger::Entry &entry, RunRules::Assume assume);

/// Runs a section of one migration under the lock, and writes down in the ledger how far it came. All that is handed
/// over outlives it.
class MigrationRun {
public:
    MigrationRun(Connection &connection, const Engine &engine, const MigrationFile &migration, MigrationGuard &guard,
        const RunRules &rules, JobContext &context);
    /// Nothing that a migration set in the session reaches the next.
    ~MigrationRun();
    Q_DISABLE_COPY_MOVE(MigrationRun)

    /// Makes the run known to other processes; `direction` is for people.
    Result<> begin(const QString &direction, int statements);
    QList<RunnerStatement> statements(Ledger::Direction direction);
    /// Time-outs, and the time by which these statements are to be at their end, once the run has begun.
    Result<> bound(Ledger::Direction direction, const QList<RunnerStatement> &statements);
    /// What the section takes away of what was written since is kept by it; `losses` know its statements.
    void keep(KeptLosses &losses) { m_losses = &losses; }
    /// From statement `first` on, with the project's commands around; `resumes`: what an earlier try left behind is
    /// taken away before.
    Result<> section(Ledger::Direction direction, int first, bool resumes = false);
    /// The work with the project's commands around it.
    Result<> withHooks(Ledger::Direction direction, const std::function<Result<>()> &work);
    /// Runs statements that lead back and stand in no section, without a ledger. What they take away of what stands is
    /// kept aside, and told, unless the rules discard it. `known`: as KeptLosses takes it; true: something was kept.
    Result<> leadBack(const QList<RunnerStatement> &statements, const DownPrecautions &known, bool *hasKept = nullptr);
    /// Patience, pauses and cancelling, without a ledger.
    ScriptHooks steering();
    /// Takes away what copies of tables left that did not come to their end; tables that were replaced stay replaced,
    /// and that is known of them until it is forgotten.
    Result<> settleCopies(Ledger::Direction direction);
    /// Once nothing can go on with the section any more.
    Result<> forgetCopies(Ledger::Direction direction);

private:
    Result<> pythonItself(Ledger::Direction direction, int first, bool resumes);
    Result<> tryPythonUntilFree(Ledger &ledger, Ledger::Direction direction);
    Result<> tryPython(Ledger &ledger, Ledger::Direction direction);
    PythonScript pythonScript(Ledger &ledger, Ledger::Direction direction);
    Result<> sectionItself(Ledger::Direction direction, int first, bool resumes);
    Result<> finish(Ledger &ledger, Ledger::Direction direction, const QList<RunnerStatement> &statements);
    ShellCommand command(const QString &text, Ledger::Direction direction);
    Result<> asServerSays(Ledger::Direction direction, const Error &error);
    void hookBehind(const Result<> &done, Ledger::Direction direction);
    Result<> readyParts(Ledger::Direction direction, const QList<RunnerStatement> &statements, bool isNew);
    void forgetParts(Ledger::Direction direction, const QList<RunnerStatement> &statements);
    Result<> readyBackfills(Ledger::Direction direction, const QList<RunnerStatement> &statements, bool isNew);
    void mergeBackfills(QList<RunnerStatement> &statements) const;
    void forgetBackfills(Ledger::Direction direction, const QList<RunnerStatement> &statements);
    Result<> readyGates(Ledger::Direction direction, const QList<RunnerStatement> &statements, bool isNew);
    Result<> passGates(Ledger::Direction direction, const QList<RunnerStatement> &statements, int i);
    Result<> awaitPerson(GateTable &table, const QString &id, const RunGate &gate, int i);
    Result<> runCommand(GateTable &table, const QString &id, const RunGate &gate, Ledger::Direction direction);
    Result<std::optional<BatchPlace>> backfilled(BackfillTable &table, Ledger::Direction direction, int i);
    Result<bool> backfill(Ledger::Direction direction, const QList<RunnerStatement> &statements, int i);
    BackfillHooks backfillHooks(const Backfill &work, BackfillTable &table, Ledger::Direction direction, int i);
    void tellLeft(Backfill &work, int i) const;
    BatchBrake brake(const BatchPace &pace, int i, qsizetype count);
    Result<> readyCopies(Ledger::Direction direction, const QList<RunnerStatement> &statements, bool isNew);
    CopyHooks copyHooks(CopyTable &table, Ledger::Direction direction, int i, qsizetype count);
    Result<bool> copyChange(Ledger::Direction direction, const QList<RunnerStatement> &statements, int i);
    ScriptHooks journal(Ledger &ledger, Ledger::Direction direction, const QList<RunnerStatement> &statements);
    Result<> asOneself(const std::function<Result<>()> &work);
    Result<> boundWaits();
    void tellTimes(int count, int first) const;
    Result<> setDeadline(Ledger::Direction direction, const QList<RunnerStatement> &statements, int first);
    Result<> beforeCommit(Ledger &ledger, Ledger::Direction direction, int last);
    bool isOneTransaction(Ledger::Direction direction, const QList<RunnerStatement> &statements) const;
    bool keepsDataWithJournal(const QList<RunnerStatement> &statements) const;
    Result<> verified(Ledger &ledger, Ledger::Direction direction);

    Connection &m_connection;
    const Engine &m_engine;
    const MigrationFile &m_migration;
    MigrationGuard &m_guard;
    const RunRules &m_rules;
    JobContext &m_context;
    WaitRules m_patience;
    std::optional<QString> m_place; ///< the ledger's, of its tables
    std::optional<RunDeadline> m_deadline;
    KeptLosses *m_losses = nullptr;
    int m_count = 0;
    bool m_knowsTransactions = false; ///< the server can be asked for one that was lost
    QString m_transaction; ///< whose COMMIT is on its way; see RunWatchPort::transactionKey()
    int m_committing = 0; ///< statements that are done once it is there
    bool m_setsSession = false; ///< a statement may take another role
    bool m_isWhole = false; ///< one transaction from the first row in the ledger to the last
    bool m_isUnsaid = false; ///< a statement was done, and that could not be written down
};

} // namespace relata
