#pragma once
#include "models/base/message.h"
#include "models/engine/server_strain.h"
#include "models/timeline/backfill_rules.h"

#include <functional>
#include <optional>

namespace relata {

/// What slows batches down from outside; either may be missing.
struct BatchBrake {
    std::function<bool()> isHeld; ///< whether the next batch has to wait; asked again until it need not
    std::function<int()> share; ///< of the time in which batches may work, in per cent
};

/// What they cannot heed, because the server does not show it; empty: nothing.
std::optional<Message> hiddenStrainText(const ServerStrain &strain, const BatchPace &pace);
/// Why batches of that pace have to wait for the server; empty: it bears more.
std::optional<Message> strainText(const ServerStrain &strain, const BatchPace &pace);

} // namespace relata
