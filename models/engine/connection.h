#pragma once
#include "models/base/result.h"
#include "models/engine/row_page.h"
#include "models/engine/server_info.h"

#include <QStringList>

#include <memory>
#include <span>

namespace relata {

enum class TransactionState { None, Open, Failed, Unknown };

/// The one part of a Connection that other threads may use. Never blocks: asks the server from a helper thread.
class Interrupter {
public:
    virtual ~Interrupter() = default;
    /// The execution in progress; 0 when idle.
    virtual quint64 running() const noexcept = 0;
    /// Stops that execution; void once it has ended. The statement then fails with Error::Code::Cancelled.
    virtual void cancel(quint64 execution) noexcept = 0;
    /// Shuts the socket: frees the worker even when the server is stalled. The connection is lost, the outcome unknown.
    virtual void abandon() noexcept = 0;
};

/// A session with a server. Used by one thread at a time; executes exactly one statement at a time; not a QObject.
class Connection {
public:
    virtual ~Connection() = default;
    /// Runs one statement with its parameters bound in the engine's own placeholders ($1 or ?). Answers when the result
    /// has been read to its end; rows go to the sink in pages, the first of RowPage::FirstPageRows rows at once.
    virtual Result<> execute(const QString &oneStatement, std::span<const Value> parameters, RowSink &sink) = 0;
    /// Runs statements that take no parameters, in as few round trips as the engine can; the sink hears of each in
    /// turn, up to the first that fails.
    virtual Result<> executeAll(const QStringList &statements, RowSink &sink)
    {
        for (const QString &statement : statements) {
            if (Result<> done = execute(statement, {}, sink); !done)
                return done;
        }
        return {};
    }
    /// Bulk-loads rows the fastest way the engine has; answers how many.
    virtual Result<qint64> load(const QStringList &table, const QStringList &columns, RowSource &rows) = 0;
    virtual TransactionState transaction() const = 0;
    /// Back to a fresh session: rolls back, drops temporary things, resets settings. Before it returns to a pool.
    virtual Result<> reset() = 0;
    virtual std::shared_ptr<Interrupter> interrupter() = 0;
    virtual const ServerInfo &server() const = 0;
    /// False once the server is known to be gone.
    virtual bool isAlive() const = 0;
};

} // namespace relata
