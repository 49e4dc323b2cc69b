#pragma once
#include "models/base/result.h"
#include "models/diagram/layout_graph.h"

namespace relata {

/// The top left corner of each box. Boxes stand in columns, what is referenced left of what references it, few lines
/// cross, no two boxes overlap, pinned ones stay where they are. Deterministic; Error::Cancelled when told to stop.
Result<std::vector<QPoint>> layeredLayout(
    const LayoutGraph &graph, const LayoutOptions &options = {}, const LayoutProgress &progress = {});

} // namespace relata
