#pragma once
#include "models/engine/monitor.h"

namespace relata::postgresql {

/// pg_locks and the files of relations, as the session's own transaction sees them.
class PostgresqlMonitor : public Monitor {
public:
    Violation violation(const Error &error) const override;
    QStringList inTrials() const override;
    bool hasOwnWords() const override { return true; }
    Result<QList<OwnWords>> ownWords(Connection &connection) const override;
    bool sees(const ServerInfo &) const override { return true; }
    Result<ServerSight> look(Connection &connection) const override;
};

} // namespace relata::postgresql
