#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/ports.h"

#include <functional>

namespace relata {

struct Engine;

/// A statement as the runner sees it.
struct RunnerStatement {
    QString sql;
    TransactionMode mode = TransactionMode::Joined;
    bool mustAnswerNothing = false;
};

/// Splits a section and says how each statement may run; `joined` false puts every one outside transactions.
QList<RunnerStatement> scriptStatements(
    const QString &sql, const Engine &engine, const ServerInfo &server, bool joined = true);
QList<RunnerStatement> scriptStatements(
    const QStringList &statements, const Engine &engine, const ServerInfo &server, bool joined = true);

/// What each statement of a section does, by its text, with its place in it. Empty for an engine that cannot tell.
QList<StatementFacts> scriptFacts(const QString &sql, const Engine &engine, const ServerInfo &server);

/// What is told around each statement; every hook may be empty. `inTransaction` hooks run inside the statement's own
/// transaction, so that what they write stands or falls with it.
struct ScriptHooks {
    std::function<Result<>(int position)> before;
    std::function<Result<bool>(int position)> instead{}; ///< true: has run the statement by itself, in another form
    std::function<Result<>(int position)> after;
    std::function<void(int position, const Error &error)> failed; ///< after the rollback
};

/// Runs statements from `first` on, neighbours that may share a transaction in one. Where it stops, the open
/// transaction is rolled back and the error says which statement failed. A stop request is heeded between statements.
/// What sets the session before `first` is run again. Behind the last statement, and before `failed`, the session is as
/// it was as far as the engine can take settings back; where it cannot, what sets it further on is run still.
Result<> runScript(Connection &connection, const Engine &engine, const QList<RunnerStatement> &statements, int first,
    const ScriptHooks &hooks, JobContext &context);

} // namespace relata
