#pragma once
#include "widgets/common/feature.h"

namespace relata {

/// Making and changing connections.
Feature connectFeature(Services &services);

} // namespace relata
