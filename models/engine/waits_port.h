#pragma once
#include "models/base/message.h"
#include "models/base/result.h"
#include "models/engine/server_strain.h"
#include "models/plan/statement_facts.h"

#include <chrono>
#include <optional>

namespace relata {

class Connection;

/// A session that may stand in somebody's way: it has a transaction open, runs a statement, or hides what it does.
struct LiveSession {
    enum class State {
        Idle, ///< in an open transaction
        Running,
        Queued, ///< waits for a lock itself
        Hidden, ///< from the user who asks
        HoldsFile ///< a process, where there is no server
    };
    /// What it holds, or waits for, of one of the objects that were asked about.
    struct Holding {
        int object = 0; ///< its place among them
        QString mode; ///< the engine's own name: "RowExclusiveLock"
        bool isCertain = true; ///< false: the server does not tell who holds what, and this one may
    };
    State state = State::Idle;
    QString number; ///< the server's number of the session, or the process; empty where it is not known
    QString user;
    QString from; ///< host and application, as far as known
    std::optional<std::chrono::milliseconds> open; ///< how long its transaction is, or its statement runs
    QString statement; ///< that runs or was the last one, on one line of at most 120 characters
    QString ending; ///< what would end it, for people: "pg_terminate_backend(4711)"
    QList<Holding> holdings;
};

/// What a server shows of those who work in a database, the session that asks left out.
struct ServerCrowd {
    QList<LiveSession> sessions;
    QList<ReplicaLag> replicas;
    QList<Message> hidden; ///< what is not shown, and which grant would show it
};

/// Who is at work in a database, asked before a statement takes locks there. Never waits for a lock of a server's, and
/// holds none that others would wait for.
class WaitsPort {
public:
    virtual ~WaitsPort() = default;
    /// Sessions of the connection's database with what they have of the objects of `wanted`.
    virtual Result<ServerCrowd> look(Connection &connection, const QList<Lock> &wanted) const = 0;
    /// Whether who asks for the one mode waits while another session holds the other. Pure.
    virtual bool conflicts(const QString &wanted, const QString &held) const = 0;
};

} // namespace relata
