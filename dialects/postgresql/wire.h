#pragma once
#include <libpq-fe.h>

#include <QtGlobal>

#include <condition_variable>
#include <memory>
#include <mutex>

namespace relata::postgresql {

struct ResultDeleter {
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ResultDeleter>;

struct ConnectionDeleter {
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, ConnectionDeleter>;

/// What a connection's own thread and those that interrupt it share. Everything but the cancel key is guarded by
/// `mutex`.
struct Wire {
    std::mutex mutex;
    std::condition_variable cancelEnded;
    /// A descriptor of our own for the session's socket: libpq may close its own at any time, and the number could then
    /// name somebody else's file. -1 once closed.
    int socket = -1;
    quint64 running = 0; ///< execution in progress; 0 when idle
    bool cancelled = false; ///< that execution was asked to stop
    bool abandoned = false;
    int cancelsInFlight = 0; ///< helper threads that still talk to the server
    std::shared_ptr<PGcancel> cancelKey;

    ~Wire();
    /// Closes our descriptor; under the mutex, as shutting it is.
    void close();
};

} // namespace relata::postgresql
