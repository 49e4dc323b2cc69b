#pragma once
#include "tests/support/held_server.h"
#include "tests/support/own_database.h"

namespace relata::tests {

/// A server of MySQL's or MariaDB's, and another one that copies it; both end with this object.
class ReplicaPair {
public:
    /// `server` as packaging/servers knows it.
    ReplicaPair(const EngineRegistry &engines, const QByteArray &server);
    Q_DISABLE_COPY_MOVE(ReplicaPair)

    /// Why there is none; empty when the one follows the other.
    const QString &error() const { return m_error; }
    /// With the replica, which is named "shadow", as a project would name it.
    ConnectionProfile primary() const;
    /// Runs statements on the replica; what went wrong, or nothing.
    QString onReplica(const QString &script);
    QString killReplica();
    QString restartReplica();

private:
    QString reopen(Session &session, HeldServer &server, const QStringList &options);

    const EngineRegistry &m_engines;
    HeldServer m_primary, m_replica;
    Session m_replicaSession;
    QString m_error;
};

} // namespace relata::tests
