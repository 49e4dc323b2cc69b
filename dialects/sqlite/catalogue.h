#pragma once
#include "models/engine/ports.h"

namespace relata::sqlite {

/// Reads the main database of a connection: three queries, whatever the number of tables.
class SqliteCatalogue : public Catalogue {
public:
    Result<Schema> read(Connection &connection, const InspectScope &scope, JobContext &context) const override;
};

} // namespace relata::sqlite
