#pragma once
#include "models/engine/waits_port.h"

namespace relata::postgresql {

/// pg_locks and pg_stat_activity, which shows of other users' sessions only to pg_read_all_stats what they do. Index
/// and table, parent and children are locked together. Autovacuum gives way by itself and is left out, unless it
/// prevents wraparound.
class PostgresqlWaits : public WaitsPort {
public:
    Result<ServerCrowd> look(Connection &connection, const QList<Lock> &wanted) const override;
    bool conflicts(const QString &wanted, const QString &held) const override;
};

} // namespace relata::postgresql
