#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/ports.h"
#include "models/timeline/run_gates.h"

#include <chrono>
#include <functional>
#include <optional>

namespace relata {

struct Engine;
struct SqlFlavour;

/// A statement as the runner sees it.
struct RunnerStatement {
    QString sql;
    TransactionMode mode = TransactionMode::Joined;
    bool mustAnswerNothing = false;
    std::chrono::milliseconds limit{0}; ///< how long it may take; 0: as long as it takes
    /// What the comment "relata:backfill" above it says: it runs in batches, outside of transactions, where a hook
    /// `instead` does that; see BackfillRules.
    std::optional<QString> backfill{};
    /// What the comment "relata:copy" above it says: it runs on a copy of its table, where a hook does that.
    std::optional<QString> copy{};
    QList<RunGate> gates{}; ///< what has to happen before it, outside of the database and of transactions

    /// Whether it runs in parts that are committed by themselves: it waits, stops and goes on by itself.
    bool isInParts() const { return backfill || copy; }
};

/// Splits a section and says how each statement may run; `joined` false puts every one outside transactions.
QList<RunnerStatement> scriptStatements(
    const QString &sql, const Engine &engine, const ServerInfo &server, bool joined = true);
QList<RunnerStatement> scriptStatements(
    const QStringList &statements, const Engine &engine, const ServerInfo &server, bool joined = true);

/// A section's first `count` statements, and what is left behind them: each a section of its own, with the client's
/// lines that cut it.
QString sectionUpTo(const QString &sql, int count, const SqlFlavour &flavour);
QString sectionBehind(const QString &sql, int count, const SqlFlavour &flavour);

/// What each statement of a section does, by its text, with its place in it. Empty for an engine that cannot tell.
QList<StatementFacts> scriptFacts(const QString &sql, const Engine &engine, const ServerInfo &server);

/// Whether a statement ends or begins a transaction by itself: what ran before it is not taken back by a rollback
/// behind.
bool endsTransaction(const QString &sql, const SqlFlavour &flavour);

/// Behind the last of those that share a transaction, or MySQL's locks of tables, with this one; else it is alone.
int transactionEnd(const QList<RunnerStatement> &statements, int begin);

/// Whether somebody else was in the way, and the server took the statement back: the same may work a moment later.
bool isPassing(const Error &error);

/// How long statements wait for locks of others, and how often they are tried again. In a transaction it is the whole
/// group that is.
struct WaitRules {
    std::chrono::milliseconds lock{0}; ///< for one try; 0: the session's own
    bool isLockForAll = false; ///< also for what may wait patiently; see RunWatchPort::waitsPatiently()
    std::optional<std::chrono::milliseconds> statement; ///< for each statement; empty: by its kind, 0: for ever
    int tries = 1;
    std::chrono::milliseconds firstPause{250}, longestPause{30'000}; ///< between tries, twice as long each time
};

/// How long to wait behind a try: longer each time, and never quite as long as somebody else who waits.
std::chrono::milliseconds pauseBehind(int attempt, const WaitRules &patience);

/// What is told around each statement; every hook may be empty. `before`, `after` and `commits` run inside the
/// statement's own transaction, so that what they write stands or falls with it.
struct ScriptHooks {
    WaitRules patience;
    bool resumes = false; ///< a try in an earlier run may have left something of the first statement behind
    std::function<Result<>(int position, bool mayWait)> mayGoOn; ///< `mayWait`: no transaction is open
    std::function<Result<>(int position)> gates{}; ///< before the group that begins with a statement that has some
    std::function<Result<>(int position)> before;
    std::function<Result<bool>(int position)> instead{}; ///< true: has run the statement by itself, in another form
    std::function<Result<>(int position)> after;
    std::function<Result<>(int last)> commits; ///< just before the COMMIT behind that statement
    std::function<QStringList()> blockers; ///< who kept the last statement waiting
    std::function<void()> committed{}; ///< that COMMIT has been answered
    std::function<void(int position, int attempt)> waits;
    /// After the rollback. `isSettled`: what was begun has ended and left nothing; else, under locks of tables, a
    /// statement that commits by itself has run.
    std::function<void(int position, const Error &error, bool isSettled)> failed;
};

/// Runs statements from `first` on, neighbours that may share a transaction in one. Where it stops, the open
/// transaction is rolled back and the error says which statement failed. A stop request is heeded between statements.
/// What sets the session before `first` is run again. Behind the last statement, and before `failed`, the session is as
/// it was as far as the engine can take settings back; where it cannot, what sets it further on is run still.
Result<> runScript(Connection &connection, const Engine &engine, const QList<RunnerStatement> &statements, int first,
    const ScriptHooks &hooks, JobContext &context);

} // namespace relata
