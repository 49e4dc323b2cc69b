#pragma once
#include "widgets/common/feature.h"

namespace relata {

/// The timeline: one tab a project. Nothing to show without a project.
Feature timelineFeature(Services &services);

} // namespace relata
