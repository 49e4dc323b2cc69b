#pragma once
#include "models/base/result.h"
#include "models/diagram/layout_graph.h"
#include "models/diagram/route.h"
#include "models/diagram/spatial_grid.h"

namespace relata {

/// Keeps the lines of a diagram: horizontal and vertical pieces that leave and meet rows at the sides of boxes, keep
/// clear of all boxes, and run side by side where they share a way; lines to one row share a trunk.
class EdgeRouter {
public:
    EdgeRouter() = default;
    EdgeRouter(std::vector<QRect> boxes, std::vector<LayoutEdge> edges);

    /// Routes every line anew.
    Result<void> routeAll(const LayoutProgress &progress = {});

    /// Moves boxes and routes anew the lines that end at them, were in their way or may now go shorter; the others stay
    /// exactly. Returns the lines that changed. Call `routeAll` or `space` when the drag is over.
    std::vector<int> moveBoxes(const std::vector<std::pair<int, QRect>> &moves);

    /// Spreads all lines evenly after moves.
    void space();

    const std::vector<Route> &routes() const { return m_routes; }
    const SpatialGrid &boxes() const { return m_boxes; }

private:
    Route searched(size_t edge);

    SpatialGrid m_boxes;
    std::vector<LayoutEdge> m_edges;
    std::vector<Route> m_found; ///< as the search found them, on the boxes' edges
    std::vector<Route> m_routes; ///< spaced
};

/// By line: where it crosses others and jumps over them, on its horizontal pieces, from its start to its end.
std::vector<std::vector<QPoint>> lineJumps(const std::vector<Route> &routes, int radius);

} // namespace relata
