#pragma once
#include "models/engine/waits_port.h"

namespace relata::mysql {

/// Who holds metadata locks is told by performance_schema.metadata_locks (MySQL from 5.7 on, where its instrument is
/// switched on) or by MariaDB's plugin metadata_lock_info. Elsewhere a transaction that is open in this database may
/// hold any, and a running statement holds those of the tables that its text names. Of replicas the primary knows
/// nothing.
class MysqlWaits : public WaitsPort {
public:
    Result<ServerCrowd> look(Connection &connection, const QList<Lock> &wanted) const override;
    bool conflicts(const QString &wanted, const QString &held) const override;
};

} // namespace relata::mysql
