#pragma once
#include "widgets/common/feature.h"

namespace relata {

/// The docks at the bottom: Jobs, Messages, Problems.
Feature jobsFeature(Services &services);

} // namespace relata
