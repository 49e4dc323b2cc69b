#include "models/jobs/recipes/watch_waits.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/engine/waits_port.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>
#include <thread>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds Pause{500}, Nap{20};

class Watching {
public:
    Watching(Connection &connection, const RunWatchPort &port, std::optional<qint64> deadlocks,
        const std::function<void(const Message &)> &tell)
        : m_connection(connection)
        , m_port(port)
        , m_deadlocks(deadlocks)
        , m_tell(tell)
    { }

    Result<> look()
    {
        if (Result<> seen = lookForWaits(); !seen)
            return seen;
        return lookForDeadlocks();
    }

private:
    Result<> lookForWaits()
    {
        if (!m_port.waits())
            return {};
        const Result<ServerCrowd> crowd = m_port.waits()->look(m_connection, {});
        if (!crowd)
            return failure(crowd.error());
        for (const LiveSession &session : crowd->sessions) {
            const QString key = session.number + u' ' + session.statement;
            if (session.state != LiveSession::State::Queued || m_told.contains(key))
                continue;
            m_told += key;
            const Result<QStringList> blockers = m_port.blockers(m_connection, session.number);
            if (!blockers)
                return failure(blockers.error());
            m_tell(
                {"AfterUp", QT_TRANSLATE_NOOP("AfterUp", "Session %1 of %2 waits for a lock with: %3. In its way: %4"),
                    {session.number, session.user, session.statement,
                        blockers->isEmpty() ? u"?"_s : blockers->join(u"; "_s)}});
        }
        return {};
    }

    Result<> lookForDeadlocks()
    {
        const Result<std::optional<qint64>> now = m_port.deadlocks(m_connection);
        if (!now)
            return failure(now.error());
        if (*now && m_deadlocks && **now > *m_deadlocks)
            m_tell({"AfterUp", QT_TRANSLATE_NOOP("AfterUp", "Deadlocks that the server has broken up since: %1"),
                {QString::number(**now - *m_deadlocks)}});
        m_deadlocks = *now;
        return {};
    }

    Connection &m_connection;
    const RunWatchPort &m_port;
    std::optional<qint64> m_deadlocks;
    const std::function<void(const Message &)> &m_tell;
    QSet<QString> m_told;
};

} // namespace

Result<> watchWaits(Connection &connection, const Engine &engine, std::optional<qint64> deadlocks,
    std::chrono::milliseconds time, const std::function<void(const Message &)> &tell, JobContext &context)
{
    const RunWatchPort *port = engine.runner ? engine.runner->watch() : nullptr;
    if (!port)
        return {};
    Watching watching(connection, *port, deadlocks, tell);
    QElapsedTimer whole;
    whole.start();
    do {
        if (Result<> seen = watching.look(); !seen)
            return seen;
        context.report({whole.elapsed() / 1000, std::max<qint64>(1, time.count() / 1000),
            {"AfterUp", QT_TRANSLATE_NOOP("AfterUp", "Watching for lock waits and deadlocks"), {}}});
        QElapsedTimer pause;
        for (pause.start(); !pause.hasExpired(Pause.count()) && !whole.hasExpired(time.count());) {
            if (context.stopRequested())
                return failure(cancelledError());
            std::this_thread::sleep_for(Nap);
        }
    } while (!whole.hasExpired(time.count()));
    return {};
}

} // namespace relata
