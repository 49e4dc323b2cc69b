#pragma once
#include "models/engine/ports.h"

namespace relata::mysql {

/// Opens sessions with MySQL and MariaDB servers alike; which of them it is, the server says.
class MysqlDriver : public Driver {
public:
    Result<std::unique_ptr<Connection>> open(const ConnectionProfile &profile) const override;
};

} // namespace relata::mysql
