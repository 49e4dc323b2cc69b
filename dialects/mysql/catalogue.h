#pragma once
#include "models/engine/ports.h"

namespace relata::mysql {

/// Reads the one database that the session uses; it becomes the namespace without a name.
class MysqlCatalogue : public Catalogue {
public:
    Result<Schema> read(Connection &connection, const InspectScope &scope, JobContext &context) const override;
};

} // namespace relata::mysql
