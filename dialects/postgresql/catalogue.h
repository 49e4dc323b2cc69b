#pragma once
#include "models/engine/ports.h"

namespace relata::postgresql {

/// Reads a database from pg_catalog, PostgreSQL 12 to 18, in one read-only transaction.
class PostgresqlCatalogue : public Catalogue {
public:
    Result<Schema> read(Connection &connection, const InspectScope &scope, JobContext &context) const override;
};

} // namespace relata::postgresql
