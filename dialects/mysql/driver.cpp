#include "dialects/mysql/driver.h"

#include "dialects/mysql/connection.h"

namespace relata::mysql {

Result<std::unique_ptr<Connection>> MysqlDriver::open(const ConnectionProfile &profile) const
{
    return Session::open(profile);
}

} // namespace relata::mysql
