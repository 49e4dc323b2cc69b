#pragma once
#include "models/diagram/layout_graph.h"
#include "models/diagram/route.h"

#include <vector>

namespace relata {

class SpatialGrid;

/// Moves the pieces of routes aside so that lines run side by side with room between them, in the middle of the free
/// way, in the order that crosses least. Lines to one row share their way. Where `movable` is set (by edge), only the
/// marked routes move.
void spaceRoutes(std::vector<Route> &routes, const std::vector<LayoutEdge> &edges, const SpatialGrid &boxes,
    const std::vector<char> &movable = {});

} // namespace relata
