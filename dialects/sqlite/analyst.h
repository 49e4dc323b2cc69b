#pragma once
#include "models/engine/ports.h"

namespace relata::sqlite {

/// SQLite's statements by the tolerant tree. A write locks the whole database; what is named is the table that it is
/// about.
class SqliteAnalyst : public SqlAnalyst {
public:
    StatementFacts facts(QStringView statement, const ServerInfo &server) const override;
};

} // namespace relata::sqlite
