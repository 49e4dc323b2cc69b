#pragma once
#include <utility>
#include <vector>

namespace relata {

/// A directed graph by index; an edge leads from the box on the left to the one on the right.
struct RankGraph {
    std::vector<int> heights;
    std::vector<std::pair<int, int>> edges;
};

/// The column of each node, so that edges lead to the right (but those that had to be turned to break cycles) and no
/// column is taller than `tallest`, unless one node is.
std::vector<int> assignRanks(const RankGraph &graph, int tallest);

} // namespace relata
