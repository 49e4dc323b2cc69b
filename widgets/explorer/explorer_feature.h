#pragma once
#include "widgets/common/feature.h"

namespace relata {

/// The dock on the left: the project's schema, migrations, diagrams and queries, and what is in connected databases.
/// Ctrl+P finds every object of the project's schema.
Feature explorerFeature(Services &services);

} // namespace relata
