#include "models/jobs/recipes/copy_swap.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/run_watch_port.h"

#include <future>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds Glance{5};

Result<> run(Connection &connection, const QString &sql)
{
    const auto done = perform(connection, sql);
    return done ? Result<>() : failure(done.error());
}

/// Renames both in a session of its own, whose key it tells before.
class Renamer {
public:
    Renamer(const Engine &engine, const ConnectionProfile &profile, const QString &sql, std::chrono::milliseconds lock)
        : m_engine(engine)
        , m_profile(profile)
        , m_sql(sql)
        , m_lock(lock)
    { }

    std::future<Result<>> start()
    {
        return std::async(std::launch::async, [this] {
            const Result<> done = work();
            if (!m_isTold)
                m_session.set_value(failure(done ? Error() : done.error()));
            return done;
        });
    }
    Result<QString> session() { return m_session.get_future().get(); }

private:
    Result<> work()
    {
        auto connection = m_engine.driver->open(m_profile);
        if (!connection)
            return failure(connection.error());
        for (const QString &setting : m_engine.runner->timeouts(m_lock, std::chrono::milliseconds(0))) {
            if (Result<> done = run(**connection, setting); !done)
                return done;
        }
        const Result<QString> key = m_engine.runner->watch()->sessionKey(**connection);
        if (!key)
            return failure(key.error());
        m_isTold = true;
        m_session.set_value(*key);
        return run(**connection, m_sql);
    }

    const Engine &m_engine;
    const ConnectionProfile &m_profile;
    const QString m_sql;
    const std::chrono::milliseconds m_lock;
    std::promise<Result<QString>> m_session;
    bool m_isTold = false;
};

} // namespace

Result<> swapTables(Connection &holder, const Engine &engine, const ConnectionProfile &profile, const CopyWork &work,
    std::chrono::milliseconds patience, const std::function<Result<>()> &check)
{
    if (Result<> locked = run(holder, engine.copy->lockBoth(work)); !locked)
        return locked;
    if (Result<> fine = check(); !fine) {
        (void)run(holder, engine.copy->unlock());
        return fine;
    }
    Renamer renamer(engine, profile, engine.copy->swap(work), patience);
    std::future<Result<>> done = renamer.start();
    const Result<QString> session = renamer.session();
    while (session && done.wait_for(Glance) != std::future_status::ready) {
        const Result<bool> waits = engine.copy->isWaiting(holder, *session);
        if (!waits || *waits) // or the lock went with this session
            break;
    }
    const bool isOutrun = session && engine.copy->isOutrun(holder, *session).value_or(false);
    if (isOutrun) // a TRUNCATE would go first, and its rows would come back
        (void)engine.runner->watch()->endSession(holder, *session);
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
