#pragma once
#include "models/engine/space_port.h"

namespace relata::sqlite {

/// A table takes as much as its file at most: to know more, SQLite would read all of it.
class SqliteSpace : public SpacePort {
public:
    Result<std::optional<qint64>> tableSize(Connection &connection, const QStringList &table) const override;
    Result<std::optional<qint64>> databaseSize(Connection &connection) const override;
    Result<std::optional<qint64>> freeSpace(Connection &connection, const ConnectionProfile &target) const override;
};

} // namespace relata::sqlite
