#include "models/jobs/recipes/copy_swap.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/run_watch_port.h"

#include <future>
#include <memory>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds Glance{5};

Result<> run(Connection &connection, const QString &sql)
{
    const auto done = perform(connection, sql);
    return done ? Result<>() : failure(done.error());
}

/// A session for the renames alone.
struct Renamer {
    std::unique_ptr<Connection> connection;
    QString session;
};

Result<Renamer> renamerOf(const Engine &engine, const ConnectionProfile &profile, std::chrono::milliseconds lock)
{
    auto connection = engine.driver->open(profile);
    if (!connection)
        return failure(connection.error());
    for (const QString &setting : engine.runner->timeouts(lock, std::chrono::milliseconds(0))) {
        if (Result<> done = run(**connection, setting); !done)
            return failure(done.error());
    }
    const Result<QString> key = engine.runner->watch()->sessionKey(**connection);
    if (!key)
        return failure(key.error());
    return Renamer{std::move(*connection), *key};
}

} // namespace

Result<> swapTables(Connection &holder, const Engine &engine, const ConnectionProfile &profile, const CopyWork &work,
    std::chrono::milliseconds patience, const std::function<Result<>()> &check)
{
    const Result<Renamer> renamer = renamerOf(engine, profile, patience); // before anybody is kept waiting
    if (!renamer)
        return failure(renamer.error());
    if (Result<> locked = run(holder, engine.copy->lockBoth(work)); !locked)
        return locked;
    if (Result<> fine = check(); !fine) {
        (void)run(holder, engine.copy->unlock());
        return fine;
    }
    std::future<Result<>> done =
        std::async(std::launch::async, [&] { return run(*renamer->connection, engine.copy->swap(work)); });
    while (done.wait_for(Glance) != std::future_status::ready) {
        const Result<bool> waits = engine.copy->isWaiting(holder, renamer->session);
        if (!waits || *waits) // or the lock went with this session
            break;
    }
    const bool isOutrun = engine.copy->isOutrun(holder, renamer->session).value_or(true);
    if (isOutrun) // a TRUNCATE would go first, and its rows would come back
        (void)engine.runner->watch()->endSession(holder, renamer->session);
    if (isOutrun)
        done.wait();
    const Result<> unlocked = run(holder, engine.copy->unlock());
    const Result<> renamed = done.get();
    if (!renamed && isOutrun)
        return failure({.code = Error::Code::LockTimeout,
            .message = {"Migrate", QT_TRANSLATE_NOOP("Migrate", "Somebody else waits to change %1, which comes first."),
                {work.table}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    return renamed ? unlocked : renamed;
}

} // namespace relata
