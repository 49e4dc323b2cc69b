#pragma once
#include "models/base/message.h"
#include "models/engine/connection_profile.h"
#include "models/engine/server_strain.h"

#include <memory>
#include <optional>
#include <vector>

namespace relata {

struct Engine;
class JobContext;

/// Why something waits that heeds this replica, or would; empty: it is at most so far behind, or is not asked yet.
std::optional<Message> replicaText(const ReplicaLag &replica, std::chrono::milliseconds allowed);

/// Asks each replica that a project names of a server how far it is behind, about once a second, on a connection and a
/// thread of its own.
class ReplicaWatch {
public:
    /// The engine outlives it.
    ReplicaWatch(const Engine &engine, const QList<ConnectionProfile> &replicas);
    /// Waits for a connection that is being made, a few seconds at most, and for nothing else.
    ~ReplicaWatch();
    Q_DISABLE_COPY_MOVE(ReplicaWatch)

    /// What they said last.
    QList<ReplicaLag> seen() const;

private:
    class Asker;
    std::vector<std::unique_ptr<Asker>> m_askers;
};

/// Asks each of them once.
QList<ReplicaLag> askReplicas(const Engine &engine, const QList<ConnectionProfile> &replicas, JobContext &context);

} // namespace relata
