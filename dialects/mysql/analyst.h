#pragma once
#include "models/engine/ports.h"

namespace relata::mysql {

/// MySQL's and MariaDB's statements by the tolerant tree: metadata locks, and whether an ALTER has to write the table
/// anew, by the version of the server ("Online DDL Operations" of either manual).
class MysqlAnalyst : public SqlAnalyst {
public:
    explicit MysqlAnalyst(bool mariaDb)
        : m_mariaDb(mariaDb)
    { }
    StatementFacts facts(QStringView statement, const ServerInfo &server) const override;

private:
    const bool m_mariaDb;
};

} // namespace relata::mysql
