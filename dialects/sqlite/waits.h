#pragma once
#include "models/engine/waits_port.h"

namespace relata::sqlite {

/// Whether somebody writes to the file: a transaction that writes is begun and taken back at once, never waited for.
/// Which process it is, and who reads a file without a write-ahead log, Linux tells in /proc/locks; since when, nobody.
class SqliteWaits : public WaitsPort {
public:
    Result<ServerCrowd> look(Connection &connection, const QList<Lock> &wanted) const override;
    /// Whoever is listed is in the way of whoever writes.
    bool conflicts(const QString &, const QString &) const override { return true; }
};

} // namespace relata::sqlite
