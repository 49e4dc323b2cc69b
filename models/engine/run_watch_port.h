#pragma once
#include "models/base/result.h"
#include "models/engine/connection_profile.h"
#include "models/engine/server_strain.h"
#include "models/engine/statement_load.h"

#include <QStringList>

#include <optional>

namespace relata {

class Connection;
struct ResultColumn;
struct ServerInfo;
class SpacePort;
class WaitsPort;

/// Who holds the migration lock of a database, as far as the engine can tell.
struct LockHolder {
    QString user, host;
    QString process; ///< what the program says of itself: "relata 4711@build7"
    QString session; ///< the server's number of it; empty where there is no server
    QString since; ///< UTC, as ISO 8601

    /// "ada from 10.0.0.7 (relata 4711@build7, session 1203) since 2026-02-03T10:00:00Z".
    QString text() const;
};

/// What an engine knows of runs beside the one that asks. All of it is asked on the lock's own connection, never on the
/// working one, and never waits.
class RunWatchPort {
public:
    virtual ~RunWatchPort() = default;
    /// Where the connection that holds the migration lock goes.
    virtual ConnectionProfile lockProfile(const ConnectionProfile &target) const { return target; }
    /// Where what processes tell each other of a run is kept: the same database unless it would stand in its own way.
    virtual ConnectionProfile runsProfile(const ConnectionProfile &target) const { return target; }
    /// What begins and ends the CREATE of a table whose rows need not outlive the server: "UNLOGGED TABLE", "ENGINE=…".
    virtual QString fleetingTable() const { return QStringLiteral("TABLE"); }
    virtual QString fleetingSuffix() const { return {}; }

    /// Whether anybody has ever had a run on that database; false: nobody has, and asking would leave something there.
    virtual bool mayHaveRuns(const ConnectionProfile &) const { return true; }

    /// Whether this session holds the lock still.
    virtual Result<bool> holdsLock(Connection &lock) const = 0;
    /// Who holds it; empty: nobody.
    virtual Result<std::optional<LockHolder>> lockHolder(Connection &lock) const = 0;

    /// What a session is known by as long as the server runs; empty where sessions die with their process.
    virtual Result<QString> sessionKey(Connection &) const { return QString(); }
    virtual Result<bool> isSessionThere(Connection &, const QString &) const { return false; }
    /// What a session's open transaction is known by once its session is gone; empty: it has written nothing, or none
    /// is open. An error: the server cannot be asked for that at all; outside of transactions that is found out for
    /// nothing.
    virtual Result<QString> transactionKey(Connection &) const { return QString(); }
    /// Whether it was committed; empty: the server does not know, or not any more.
    virtual Result<std::optional<bool>> hasCommitted(Connection &, const QString &) const
    {
        return std::optional<bool>();
    }
    /// Ends a session and what it is doing.
    virtual Result<> endSession(Connection &, const QString &) const { return {}; }
    /// Who holds what that session waits for, a line each; empty: it waits for nobody, or that cannot be known.
    virtual Result<QStringList> blockers(Connection &, const QString &) const { return QStringList(); }

    /// How many deadlocks the server has broken up since it counts; empty: it does not tell.
    virtual Result<std::optional<qint64>> deadlocks(Connection &) const { return std::optional<qint64>(); }

    /// The statements that the server has spent most time on in this database, the dearest first; empty: it does not
    /// tell, or not this user.
    virtual Result<std::optional<QList<StatementLoad>>> statementLoads(Connection &) const
    {
        return std::optional<QList<StatementLoad>>();
    }
    static constexpr int MostLoads = 1000;

    /// How much the server has to bear just now.
    virtual Result<ServerStrain> strain(Connection &) const { return ServerStrain(); }
    /// How far this server is behind the one that it copies, for engines whose servers do not know that of their
    /// replicas. Of several that it copies the one that it is furthest behind counts.
    virtual Result<ReplicaLag> replicaLag(Connection &) const { return noReplicaLag(); }
    static tl::unexpected<Error> noReplicaLag();
    /// How far the statement is that a session runs, by the session's key; without a phase: nothing is told.
    virtual Result<StatementProgress> progress(Connection &, const QString &) const { return StatementProgress(); }

    /// Who would keep a statement waiting, asked before it runs; null: that cannot be known.
    virtual const WaitsPort *waits() const { return nullptr; }
    /// How much room tables take; null: that cannot be known.
    virtual const SpacePort *space() const { return nullptr; }

    /// What takes away what a statement left behind that failed (an invalid index of its name); empty: nothing.
    virtual Result<QStringList> leftovers(Connection &, QStringView) const { return QStringList(); }
    /// Whether this statement sets time-outs by itself: then the author's hold.
    virtual bool setsTimeouts(QStringView) const { return false; }
    /// Whether nobody has to wait for this statement while it waits for others, so that it may do so for long.
    virtual bool waitsPatiently(QStringView) const { return false; }
    /// Whether RunnerPort::timeouts() ends every kind of statement that takes too long; where not, the runner does.
    virtual bool endsLongStatements(const ServerInfo &) const { return false; }
    /// Whether the text of a value of this column means that value alone.
    virtual bool tellsExactly(const ResultColumn &) const { return true; }
    /// Whether "(a, b) > (1, 2)" finds its rows by an index.
    virtual bool comparesRows() const { return true; }
    /// Whether rows written in a transaction stand or fall with it in every table of the database.
    virtual Result<bool> keepsTransactions(Connection &) const { return true; }
};

} // namespace relata
