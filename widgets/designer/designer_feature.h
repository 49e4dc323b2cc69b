#pragma once
#include "widgets/common/feature.h"

namespace relata {

/// Editors for tables and the other objects of a schema, the inspector, and the commands of the Design menu.
Feature designerFeature(Services &services);

} // namespace relata
