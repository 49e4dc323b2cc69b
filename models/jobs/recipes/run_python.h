#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/engine/server_info.h"
#include "models/timeline/ledger.h"
#include "models/timeline/python_terms.h"

#include <chrono>
#include <functional>
#include <optional>

namespace relata {

class Connection;
struct Engine;
struct Timeline;

/// Refuses a migration in Python unless that is allowed; nothing is asked of a database.
Result<> mustAllowPython(const MigrationFile &migration, const PythonTerms &terms);
/// Refuses each one in Python up to `version` (empty: all) on the timeline's terms: what replays it up to there runs
/// them. Who allows one allows all, so that the error's detail names all.
Result<> mustAllowPython(const Timeline &timeline, const QString &version);

/// One function of a migration in Python, as it is to run.
struct PythonScript {
    const MigrationFile &migration;
    Ledger::Direction direction = Ledger::Direction::Up;
    QStringList settings{}; ///< run on its session at first, behind the engine's own
    QStringList closing{}; ///< run in its transaction just before that is committed
    /// Before the function is called, with the key of its session; an error, and it is not.
    std::function<Result<>(const QString &session)> begins{};
    std::function<Result<>()> mayGoOn{}; ///< asked again and again; an error ends it
    std::function<Result<>(const QString &sql)> judges{}; ///< asked before each statement; an error ends it
    std::function<void(const QString &line)> heard{}; ///< what it prints, and each statement with the rows it met
};

/// How it ended.
struct PythonEnd {
    Result<> result; ///< an error, and it may be done all the same where it ended while it was committed
    bool hasBegun = false; ///< the function was called
    bool isTorn = false; ///< it has ended by itself the transaction that all of it was to be in
};

/// Whether all that the function does stands or falls together, and with what is closing.
bool runsAsOne(const MigrationFile &migration, const Engine &engine);

/// Runs it by the person's own Python and one of its drivers, on a session of its own beside `connection`, which asks
/// after it and ends it: when it answers, that session is gone. All is told by pipes, so that nobody sees a password.
PythonEnd runPython(const PythonScript &script, Connection &connection, const ConnectionProfile &target,
    const Engine &engine, const PythonTerms &terms, JobContext &context);

} // namespace relata
