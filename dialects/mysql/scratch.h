#pragma once
#include "models/engine/ports.h"

namespace relata::mysql {

/// A database beside the named one, or, without the right to make one, on a private MariaDB server.
class MysqlScratch : public ScratchProvider {
public:
    explicit MysqlScratch(bool mariaDb)
        : m_mariaDb(mariaDb)
    { }
    Result<std::unique_ptr<ScratchDatabase>> create(
        const ConnectionProfile &beside, JobContext &context) const override;

private:
    const bool m_mariaDb;
};

} // namespace relata::mysql
