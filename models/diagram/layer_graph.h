#pragma once
#include <vector>

namespace relata {

/// One connected part of a graph, laid out in columns (layers) from left to right. A node is a box or a bend: the point
/// where lines to one row pass a column. Links lead from a layer to the next.
struct LayerGraph {
    struct Node {
        int box = -1; ///< index into the part's boxes; -1: a bend
        int layer = 0;
        int height = 0;
        bool isBend() const { return box < 0; }
    };
    struct Link {
        int left = 0, right = 0; ///< nodes
        int leftRow = 0, rightRow = 0;
    };
    std::vector<Node> nodes;
    std::vector<Link> links;
    std::vector<std::vector<int>> layers; ///< nodes of a layer from top to bottom
    std::vector<std::vector<int>> linksLeft, linksRight; ///< by node: links to the layer before, after
};

/// Orders each layer so that few links cross: medians of the neighbours, swept both ways, then swaps of neighbours.
void reduceCrossings(LayerGraph &graph, int rounds);

/// How many pairs of links cross with the present order.
long long crossingCount(const LayerGraph &graph);

/// The top of each node: as near to its neighbours' rows as the order and `gap` between boxes allow.
std::vector<int> layerCoordinates(const LayerGraph &graph, int gap);

} // namespace relata
