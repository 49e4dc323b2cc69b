#include "models/jobs/recipes/under_lock.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"

namespace relata {

Result<> underMigrationLock(Connection &connection, const Engine &engine, const std::function<Result<>()> &work)
{
    const Result<bool> taken = engine.runner->tryLock(connection);
    if (!taken)
        return failure(taken.error());
    if (!*taken)
        return failure({.code = Error::Code::LockTimeout,
            .message = {"Migrate",
                QT_TRANSLATE_NOOP("Migrate", "Another migration is running on this database: wait for it, or stop it."),
                {}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    Result<> done = work();
    if (connection.isAlive())
        (void)engine.runner->unlock(connection);
    return done;
}

} // namespace relata
