#pragma once
#include "models/engine/run_watch_port.h"

namespace relata::sqlite {

/// A file has no server to ask. Who holds the lock wrote a line into the lock's own small database before; what
/// processes tell each other of a run stands in another one (`shop.db-relata-run`), for the database itself has one
/// writer at a time.
class SqliteRunWatch : public RunWatchPort {
public:
    ConnectionProfile lockProfile(const ConnectionProfile &target) const override;
    ConnectionProfile runsProfile(const ConnectionProfile &target) const override;
    bool mayHaveRuns(const ConnectionProfile &target) const override;
    Result<bool> holdsLock(Connection &lock) const override;
    Result<std::optional<LockHolder>> lockHolder(Connection &lock) const override;
    const WaitsPort *waits() const override;
    bool setsTimeouts(QStringView statement) const override;
};

/// Takes the lock: a transaction that writes, in the lock's own database, and stays open.
Result<bool> takeLock(Connection &lock);
Result<> releaseLock(Connection &lock);

} // namespace relata::sqlite
