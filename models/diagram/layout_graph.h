#pragma once
#include <QPoint>
#include <QSize>

#include <functional>
#include <optional>
#include <vector>

namespace relata {

/// A box to be placed; all measures of a diagram are whole units of paper, one unit a pixel at zoom 1.
struct LayoutBox {
    QSize size;
    std::optional<QPoint> pinned; ///< top left corner that must be kept
    int area = -1; ///< boxes of one area stand together; -1: none
};

/// A line between two boxes by index; the ends attach to the sides of rows, `fromRow` and `toRow` below the box's top.
struct LayoutEdge {
    int from = 0; ///< the referencing box, placed right of what it references where that is possible
    int to = 0;
    int fromRow = 0;
    int toRow = 0;
};

/// What a layout or a routing is computed from. Results are by index, so equal graphs have equal results.
struct LayoutGraph {
    std::vector<LayoutBox> boxes;
    std::vector<LayoutEdge> edges;
};

struct LayoutOptions {
    double aspectRatio = 1.6; ///< width to height of the window that shall show the whole
    int layerGap = 72; ///< least room for lines between two columns of boxes
    int boxGap = 32; ///< between boxes in a column
    int groupGap = 56; ///< between parts that no line connects
};

/// Hears how far the work is, in parts of `total`; false stops it. Called on the thread that works.
using LayoutProgress = std::function<bool(int done, int total)>;

} // namespace relata
