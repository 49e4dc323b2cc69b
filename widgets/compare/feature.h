#pragma once
#include "widgets/common/feature.h"

namespace relata {

/// Comparisons: a tab for each pair of sides.
Feature compareFeature(Services &services);

} // namespace relata
