#pragma once
#include "widgets/common/feature.h"

namespace relata {

/// Every feature of the window, in the order their docks and menus stand: the one place that names them.
QList<Feature> allFeatures(Services &services);

} // namespace relata
