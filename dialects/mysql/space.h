#pragma once
#include "models/engine/space_port.h"

namespace relata::mysql {

/// Sizes from InnoDB's statistics. What is free is known where the server is reached by a socket of this computer.
class MysqlSpace : public SpacePort {
public:
    Result<std::optional<qint64>> tableSize(Connection &connection, const QStringList &table) const override;
    Result<std::optional<qint64>> databaseSize(Connection &connection) const override;
    Result<std::optional<qint64>> freeSpace(Connection &connection, const ConnectionProfile &target) const override;
};

} // namespace relata::mysql
