#pragma once
#include "widgets/common/feature.h"

namespace relata {

/// Query tabs: text, results, plans, transactions.
Feature editorFeature(Services &services);

} // namespace relata
