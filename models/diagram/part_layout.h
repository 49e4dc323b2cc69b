#pragma once
#include "models/diagram/layout_graph.h"

namespace relata {

/// Boxes placed relative to each other, within a rectangle that begins at (0, 0).
struct PlacedPart {
    std::vector<int> boxes; ///< indices into the graph
    std::vector<QPoint> positions;
    QSize size;
};

/// Lays out connected boxes (`boxes` are indices, `edges` those between them) in columns.
PlacedPart layoutConnected(const LayoutGraph &graph, const std::vector<int> &boxes,
    const std::vector<LayoutEdge> &edges, const LayoutOptions &options);

/// Lays out boxes that nothing connects: columns of equal width, each box to the shortest column, in the given order.
PlacedPart layoutIsolated(const LayoutGraph &graph, const std::vector<int> &boxes, const LayoutOptions &options);

/// The top left corner of each rectangle, packed without overlap into a shape near the wanted aspect ratio.
std::vector<QPoint> packRectangles(const std::vector<QSize> &sizes, double aspectRatio, int gap);

} // namespace relata
