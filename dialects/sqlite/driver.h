#pragma once
#include "models/engine/ports.h"

namespace relata::sqlite {

/// Opens database files. Parameters of a profile: `mode` (rwc: create a missing file; ro), `foreign_keys` (on, off),
/// `busy_timeout` (milliseconds), `vfs` (memdb: a database in memory that the sessions of this program share).
class SqliteDriver : public Driver {
public:
    Result<std::unique_ptr<Connection>> open(const ConnectionProfile &profile) const override;
};

} // namespace relata::sqlite
