#pragma once
#include "models/base/result.h"
#include "models/engine/connection_profile.h"

#include <QStringList>

#include <optional>

namespace relata {

class Connection;

/// How much room tables take where their database stands, and how much is left there. Bytes.
class SpacePort {
public:
    virtual ~SpacePort() = default;
    /// What a table takes with its indexes and partitions, as the server estimates it; the path as in Schema. Empty: it
    /// is not there, or nobody may know.
    virtual Result<std::optional<qint64>> tableSize(Connection &connection, const QStringList &table) const = 0;
    /// What the whole database takes, as the server estimates it; empty: nobody may know.
    virtual Result<std::optional<qint64>> databaseSize(Connection &connection) const = 0;
    /// What is free on the disk of the database; empty: that cannot be known from here.
    virtual Result<std::optional<qint64>> freeSpace(Connection &connection, const ConnectionProfile &target) const = 0;
};

/// What is free on the disk of a folder that is this computer's for sure; empty: there is no such folder.
std::optional<qint64> freeSpaceOf(const QString &folder);

} // namespace relata
