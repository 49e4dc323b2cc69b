#pragma once
#include "models/engine/space_port.h"

namespace relata::postgresql {

/// Sizes as the server adds them up. What is free is known where the server is reached by a socket of this computer and
/// tells where its files are.
class PostgresqlSpace : public SpacePort {
public:
    Result<std::optional<qint64>> tableSize(Connection &connection, const QStringList &table) const override;
    Result<std::optional<qint64>> databaseSize(Connection &connection) const override;
    Result<std::optional<qint64>> freeSpace(Connection &connection, const ConnectionProfile &target) const override;
};

} // namespace relata::postgresql
