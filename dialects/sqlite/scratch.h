#pragma once
#include "models/engine/ports.h"

namespace relata::sqlite {

/// Databases in memory, which the sessions of this program share; gone with the last of them. Those for other programs,
/// too, are files of a folder that goes with them.
class SqliteScratch : public ScratchProvider {
public:
    Result<std::unique_ptr<ScratchDatabase>> create(
        const ConnectionProfile &beside, JobContext &context) const override;
    Result<std::unique_ptr<ScratchDatabase>> createReachable(
        const ConnectionProfile &beside, JobContext &context) const override;
};

} // namespace relata::sqlite
