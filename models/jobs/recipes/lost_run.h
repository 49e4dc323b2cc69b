#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/timeline/ledger.h"

#include <chrono>

namespace relata {

/// A run whose connection was lost: the answer to its last statement, or to its COMMIT, never came.
struct LostRun {
    const MigrationFile &migration;
    Ledger::Direction direction = Ledger::Direction::Up;
    int statements = 0;
    QString session; ///< the key of the session that was lost; see RunWatchPort::sessionKey()
    QString transaction; ///< the key of the one whose COMMIT was not answered; empty: none was sent, or it has no key
    int committing = 0; ///< statements that are done once it is committed
    std::chrono::milliseconds patience{0}; ///< how long the server is asked for, and that session waited for
};

/// Asks the server what became of it, over a connection of its own and once the lost session has ended: what the
/// ledger says stands or falls with what it says it of. A transaction that has a key is asked for by it, too: where the
/// two contradict each other nobody knows. Nothing: all of it is done. Else `error` with how far it came, or with the
/// word that nobody knows.
Result<> outcomeOf(
    const LostRun &run, const Error &error, const Engine &engine, const ConnectionProfile &target, JobContext &context);

} // namespace relata
