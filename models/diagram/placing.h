#pragma once
#include "models/base/result.h"
#include "models/diagram/layout_graph.h"

#include <optional>

namespace relata {

/// Positions for all boxes: those in `known` (by index) stay exactly; new ones stand near what they are connected
/// with, right of what they reference; with nothing known the whole is laid out in columns. Errors are cancellation
/// alone.
Result<std::vector<QPoint>> placeNewBoxes(const LayoutGraph &graph, const std::vector<std::optional<QPoint>> &known,
    const LayoutOptions &options = {}, const LayoutProgress &progress = {});

} // namespace relata
