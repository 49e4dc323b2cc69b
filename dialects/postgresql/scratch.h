#pragma once
#include "models/engine/ports.h"

namespace relata::postgresql {

/// Databases for proofs: beside the target where its role may create one, otherwise on a private server.
class PostgresqlScratchProvider : public ScratchProvider {
public:
    Result<std::unique_ptr<ScratchDatabase>> create(
        const ConnectionProfile &beside, JobContext &context) const override;
};

} // namespace relata::postgresql
