#include "models/jobs/recipes/session_end.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"

#include <QElapsedTimer>
#include <QThread>

namespace relata {

namespace {

constexpr int OwnWay = 500, Grace = 10'000; // milliseconds: to go by itself, and to be gone

} // namespace

Result<bool> outlastSession(Connection &connection, const Engine &engine, const QString &session)
{
    const RunWatchPort *watch = engine.runner ? engine.runner->watch() : nullptr;
    if (session.isEmpty() || !watch)
        return true;
    QElapsedTimer clock;
    clock.start();
    while (true) {
        const Result<bool> there = watch->isSessionThere(connection, session);
        if (!there)
            return failure(there.error());
        if (!*there)
            return true;
        if (clock.hasExpired(OwnWay))
            (void)watch->endSession(connection, session);
        if (clock.hasExpired(Grace))
            return false;
        QThread::msleep(20);
    }
}

} // namespace relata
