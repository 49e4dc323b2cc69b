#pragma once
#include "models/engine/ports.h"

namespace relata::postgresql {

/// PostgreSQL's own parser first, the tolerant tree for what is newer than it. Locks as section 13.3 of the manual and
/// ALTER TABLE's page state them; tests measure them on servers.
class PostgresqlAnalyst : public SqlAnalyst {
public:
    StatementFacts facts(QStringView statement, const ServerInfo &server) const override;
};

} // namespace relata::postgresql
