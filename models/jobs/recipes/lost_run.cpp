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

    /// Empty: no COMMIT was lost, or the server does not know.
    std::optional<bool> hasCommitted()
    {
        return m_run.transaction.isEmpty()
            ? std::nullopt
            : m_engine.runner->watch()->hasCommitted(*m_connection, m_run.transaction).value_or(std::nullopt);
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
    return told(run.transaction.isEmpty()
            ? QT_TRANSLATE_NOOP("Migrate",
                "The connection was lost while migration %1 ran, and the server does not say what became of it. "
                "Look at its status once the server answers.")
            : QT_TRANSLATE_NOOP("Migrate",
                "The connection was lost at a COMMIT of migration %1, and whether it is committed is not known: ask "
                "with relata migrate status once the server answers."),
        {run.migration.version}, error);
}

/// How far it came by the ledger.
struct Came {
    bool isWhole = false;
    int done = 0;
    bool isUnknown = false; ///< whether the next one is done, too
};

Came cameBy(const QList<Ledger::Entry> &entries, const LostRun &run)
{
    const auto entry = std::find_if(
        entries.begin(), entries.end(), [&](const Ledger::Entry &one) { return one.id == run.migration.id; });
    const bool isUp = run.direction == Ledger::Direction::Up;
    const bool isThere = entry != entries.end();
    if (isUp ? isThere && entry->state == QLatin1String("applied") : !isThere)
        return {true, run.statements, false};
    if (!isThere || entry->direction != run.direction)
        return {};
    return {false, entry->done, entry->isUnknown};
}

/// Of a run that did not come to its end. `committed`: what the server says of its last transaction.
Result<> partOf(const LostRun &run, const Came &came, std::optional<bool> committed, const Error &error)
{
    const QStringList words{run.migration.version, QString::number(came.done), QString::number(run.statements)};
    if (committed && *committed)
        return told(QT_TRANSLATE_NOOP("Migrate",
                        "The connection was lost at a COMMIT of migration %1. The server says that it is committed: %2 "
                        "of its %3 statements are done, and no more. Resume it, or roll it back."),
            words, error);
    if (came.done == 0 && !came.isUnknown)
        return told(committed
                ? QT_TRANSLATE_NOOP("Migrate",
                    "The connection was lost at a COMMIT of migration %1. The server says that it is not committed: "
                    "nothing of it was done.")
                : QT_TRANSLATE_NOOP("Migrate",
                    "The connection was lost while migration %1 ran. The server says that nothing of it was done."),
            words, error);
    if (committed)
        return told(QT_TRANSLATE_NOOP("Migrate",
                        "The connection was lost at a COMMIT of migration %1. The server says that it is not "
                        "committed: %2 of its %3 statements are done, from before. Resume it, or roll it back."),
            words, error);
    return told(came.isUnknown
            ? QT_TRANSLATE_NOOP("Migrate",
                "The connection was lost while migration %1 ran. The server says that %2 of its %3 statements are "
                "done, and not whether the next one is: resume looks. Resume it, or roll it back.")
            : QT_TRANSLATE_NOOP("Migrate",
                "The connection was lost while migration %1 ran. The server says that %2 of its %3 statements are "
                "done, and no more. Resume it, or roll it back."),
        words, error);
}

} // namespace

Result<> outcomeOf(
    const LostRun &run, const Error &error, const Engine &engine, const ConnectionProfile &target, JobContext &context)
{
    Asking server(run, engine, target, context);
    if (!server.hasEnded())
        return notKnown(run, error);
    const std::optional<bool> committed = server.hasCommitted();
    const auto entries = server.entries();
    if (!entries)
        return notKnown(run, error);
    const Came came = cameBy(*entries, run);
    // Another server may stand in the lost one's place, with other transactions under the same number.
    if (committed && *committed != (came.isWhole || came.done >= run.committing))
        return notKnown(run, error);
    return came.isWhole ? Result<>() : partOf(run, came, committed, error);
}

} // namespace relata
