#include "models/jobs/recipes/lost_run.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <memory>

namespace relata {

namespace {

constexpr int Beat = 100; // ms

/// The server that was lost, asked again.
class Asking {
public:
    Asking(const LostRun &run, const Engine &engine, const ConnectionProfile &target, JobContext &context)
        : m_run(run)
        , m_engine(engine)
        , m_target(target)
        , m_context(context)
    {
        m_clock.start();
    }

    /// The server may be coming up; and a session that is cut off from its client works to the end of its statement.
    bool hasEnded()
    {
        for (;; QThread::msleep(Beat)) {
            if (!m_connection || !m_connection->isAlive()) {
                auto opened = m_engine.driver->open(m_target);
                m_connection = opened ? std::move(*opened) : nullptr;
            }
            if (m_connection && !isSessionThere().value_or(true))
                return true;
            if (m_clock.elapsed() >= m_run.patience.count() || m_context.stopRequested())
                return false;
        }
    }

    Result<QList<Ledger::Entry>> entries() { return Ledger(*m_connection, m_engine).entries(); }

private:
    Result<bool> isSessionThere()
    {
        const RunWatchPort &watch = *m_engine.runner->watch();
        const Result<QString> own = watch.sessionKey(*m_connection);
        if (!own || m_run.session.isEmpty() || *own == m_run.session) // counted anew since the server came up again
            return own ? Result<bool>(false) : failure(own.error());
        return watch.isSessionThere(*m_connection, m_run.session);
    }

    const LostRun &m_run;
    const Engine &m_engine;
    const ConnectionProfile &m_target;
    JobContext &m_context;
    QElapsedTimer m_clock;
    std::unique_ptr<Connection> m_connection;
};

Result<> told(const char *text, const QStringList &arguments, Error error)
{
    if (error.detail.isEmpty())
        error.detail = error.message.source();
    error.message = {"Migrate", text, arguments};
    return failure(std::move(error));
}

Result<> notKnown(const LostRun &run, const Error &error)
{
    return told(QT_TRANSLATE_NOOP("Migrate",
                    "The connection was lost while migration %1 ran, and the server does not say what became of it. "
                    "Look at its status once the server answers."),
        {run.migration.version}, error);
}

} // namespace

Result<> outcomeOf(
    const LostRun &run, const Error &error, const Engine &engine, const ConnectionProfile &target, JobContext &context)
{
    Asking server(run, engine, target, context);
    const auto entries = server.hasEnded() ? server.entries() : failure(error);
    if (!entries)
        return notKnown(run, error);
    const auto entry = std::find_if(
        entries->begin(), entries->end(), [&](const Ledger::Entry &one) { return one.id == run.migration.id; });
    const bool isUp = run.direction == Ledger::Direction::Up;
    const bool isThere = entry != entries->end();
    if (isUp ? isThere && entry->state == QLatin1String("applied") : !isThere)
        return {};
    if (!isThere || entry->direction != run.direction || (entry->done == 0 && !entry->isUnknown))
        return told(QT_TRANSLATE_NOOP("Migrate",
                        "The connection was lost while migration %1 ran. The server says that nothing of it was done."),
            {run.migration.version}, error);
    return told(entry->isUnknown
            ? QT_TRANSLATE_NOOP("Migrate",
                "The connection was lost while migration %1 ran. The server says that %2 of its %3 statements are "
                "done, and not whether the next one is: resume looks. Resume it, or roll it back.")
            : QT_TRANSLATE_NOOP("Migrate",
                "The connection was lost while migration %1 ran. The server says that %2 of its %3 statements are "
                "done, and no more. Resume it, or roll it back."),
        {run.migration.version, QString::number(entry->done), QString::number(run.statements)}, error);
}

} // namespace relata
