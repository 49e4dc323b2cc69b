#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/engine/waits_port.h"

#include <functional>

namespace relata {

struct Engine;
struct MigrationFile;
struct ServerInfo;

/// What stands for sessions that are in the way, where codes of findings are allowed.
inline constexpr auto WaitsCode = "WAITS";

/// From when on somebody's transaction is spoken of, and from when on it stops a run.
struct WaitsRules {
    std::chrono::milliseconds refusal = std::chrono::minutes(5); ///< open so long, and in the way
    /// Open so long: told although in nobody's way, and taken for in the way where the server does not tell.
    std::chrono::milliseconds longTransaction = std::chrono::minutes(1);
    std::chrono::milliseconds lag = std::chrono::seconds(10); ///< of a replica
    bool isAllowed = false; ///< then whoever is in the way is only told
};

/// A lock that a statement of a script takes.
struct WantedLock {
    int statement = 0; ///< from 1
    QString sql; ///< its first words
    Lock lock;
};

/// A session that a statement would queue behind, with the first statement that would and all objects that it is about.
struct SessionAhead {
    LiveSession session;
    WantedLock wanted;
    QStringList objects; ///< for people
    bool isCertain = false; ///< else the server does not tell what it holds

    /// "Statement 2 (ALTER TABLE account …) would wait on account for session 4711 of ada (psql), …"
    Message message() const;
};

/// Who is in the way of a script, and what else would keep it from ending.
struct WhoWaits {
    QList<SessionAhead> ahead;
    QList<LiveSession> longOpen; ///< with a transaction, in the way of nobody yet
    QList<ReplicaLag> replicas;
    QList<Message> hidden;

    /// All of it, for people.
    QList<Message> messages() const;
    /// The first that is in the way for so long that a run must not queue behind it; null: there is none.
    const SessionAhead *refusing(const WaitsRules &rules) const;
};

/// What the statements of a section lock by name, each object and mode with the first statement that does. Pure.
QList<WantedLock> wantedLocks(const QString &section, const Engine &engine, const ServerInfo &server);

/// Lays what is wanted beside what a server shows; its holdings name places in `wanted`. Pure.
WhoWaits whoWaits(
    const QList<WantedLock> &wanted, const ServerCrowd &crowd, const WaitsPort &port, const WaitsRules &rules);

/// Tells of replicas that the project names which lag, do not replicate or cannot be asked: before the first migration
/// of a run. Opens connections of its own.
void tellReplicas(const Engine &engine, const ConnectionProfile &target, const WaitsRules &rules,
    const std::function<void(const Message &)> &tell, JobContext &context);

/// Tells who would keep the migration's statements waiting, and refuses where somebody has been in the way too long:
/// the statement would queue behind them, and everyone else behind it. Reads on the connection, which is in no
/// transaction; what cannot be asked is told and stops nothing.
Result<> mustNotQueue(Connection &connection, const Engine &engine, const MigrationFile &migration,
    const WaitsRules &rules, const std::function<void(const Message &)> &tell, JobContext &context);

} // namespace relata
