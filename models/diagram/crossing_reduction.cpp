#include "models/diagram/layer_graph.h"

#include <algorithm>

namespace relata {

namespace {

constexpr double unplaced = -1;

/// Where a link's end stands in its layer: the node's place, the row deciding among ends of one node.
struct End {
    int place = 0, row = 0;
    bool operator<(const End &other) const { return place != other.place ? place < other.place : row < other.row; }
    bool operator==(const End &other) const { return place == other.place && row == other.row; }
};

class Orderer {
public:
    explicit Orderer(LayerGraph &graph)
        : m_graph(graph)
        , m_place(graph.nodes.size())
    {
        for (const auto &layer : m_graph.layers)
            number(layer);
    }

    void sweep(bool rightwards)
    {
        const size_t count = m_graph.layers.size();
        for (size_t i = 1; i < count; ++i)
            sortByNeighbours(m_graph.layers[rightwards ? i : count - 1 - i], rightwards);
    }

    /// Swaps neighbours while that saves crossings; true when one was swapped.
    bool swapNeighbours()
    {
        bool swapped = false;
        for (auto &layer : m_graph.layers) {
            for (size_t i = 0; i + 1 < layer.size(); ++i) {
                if (crossings(layer[i + 1], layer[i]) >= crossings(layer[i], layer[i + 1]))
                    continue;
                std::swap(layer[i], layer[i + 1]);
                std::swap(m_place[size_t(layer[i])], m_place[size_t(layer[i + 1])]);
                swapped = true;
            }
        }
        return swapped;
    }

private:
    void number(const std::vector<int> &layer)
    {
        for (size_t i = 0; i < layer.size(); ++i)
            m_place[size_t(layer[i])] = int(i);
    }

    double middle(int node, bool leftNeighbours) const
    {
        const auto &links = (leftNeighbours ? m_graph.linksLeft : m_graph.linksRight)[size_t(node)];
        if (links.empty())
            return unplaced;
        double sum = 0;
        for (const int index : links) {
            const auto &link = m_graph.links[size_t(index)];
            const int other = leftNeighbours ? link.left : link.right;
            const int row = leftNeighbours ? link.leftRow : link.rightRow;
            sum += m_place[size_t(other)] + double(row) / (m_graph.nodes[size_t(other)].height + 1);
        }
        return sum / double(links.size());
    }

    /// Nodes without neighbours on that side keep their places; the others are sorted among the rest.
    void sortByNeighbours(std::vector<int> &layer, bool leftNeighbours)
    {
        std::vector<std::pair<double, int>> keyed;
        for (const int node : layer) {
            const double key = middle(node, leftNeighbours);
            if (key != unplaced)
                keyed.emplace_back(key, node);
        }
        std::stable_sort(keyed.begin(), keyed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        size_t next = 0;
        for (int &node : layer) {
            if (middle(node, leftNeighbours) != unplaced)
                node = keyed[next++].second;
        }
        number(layer);
    }

    std::vector<End> ends(int node, bool left) const
    {
        std::vector<End> result;
        for (const int index : (left ? m_graph.linksLeft : m_graph.linksRight)[size_t(node)]) {
            const auto &link = m_graph.links[size_t(index)];
            result.push_back(
                left ? End{m_place[size_t(link.left)], link.leftRow} : End{m_place[size_t(link.right)], link.rightRow});
        }
        std::sort(result.begin(), result.end());
        return result;
    }

    /// Crossings between the links of two nodes of a layer when `upper` stands above `lower`.
    long long crossings(int upper, int lower) const
    {
        long long count = 0;
        for (const bool left : {true, false}) {
            const std::vector<End> above = ends(upper, left), below = ends(lower, left);
            size_t passed = 0;
            for (const End &end : above) {
                while (passed < below.size() && below[passed] < end)
                    ++passed;
                count += static_cast<long long>(passed);
            }
        }
        return count;
    }

    LayerGraph &m_graph;
    std::vector<int> m_place;
};

long long inversions(std::vector<std::pair<End, End>> &links, size_t places)
{
    std::sort(links.begin(), links.end());
    std::vector<End> ranks;
    for (const auto &link : links)
        ranks.push_back(link.second);
    std::sort(ranks.begin(), ranks.end());
    ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
    std::vector<int> tree(std::max(places, ranks.size()) + 1, 0);
    long long count = 0;
    for (size_t i = 0; i < links.size(); ++i) {
        const auto rank = size_t(std::lower_bound(ranks.begin(), ranks.end(), links[i].second) - ranks.begin()) + 1;
        long long notAbove = 0;
        for (size_t k = rank; k > 0; k &= k - 1)
            notAbove += tree[k];
        count += static_cast<long long>(i) - notAbove;
        for (size_t k = rank; k < tree.size(); k += k & (~k + 1))
            ++tree[k];
    }
    return count;
}

} // namespace

long long crossingCount(const LayerGraph &graph)
{
    std::vector<int> place(graph.nodes.size());
    for (const auto &layer : graph.layers) {
        for (size_t i = 0; i < layer.size(); ++i)
            place[size_t(layer[i])] = int(i);
    }
    long long count = 0;
    for (const auto &layer : graph.layers) {
        std::vector<std::pair<End, End>> links;
        for (const int node : layer) {
            for (const int index : graph.linksRight[size_t(node)]) {
                const auto &link = graph.links[size_t(index)];
                links.emplace_back(
                    End{place[size_t(link.left)], link.leftRow}, End{place[size_t(link.right)], link.rightRow});
            }
        }
        count += inversions(links, layer.size());
    }
    return count;
}

void reduceCrossings(LayerGraph &graph, int rounds)
{
    auto best = graph.layers;
    long long fewest = crossingCount(graph);
    Orderer orderer(graph);
    int idle = 0;
    for (int round = 0; round < rounds && fewest > 0 && idle < 4; ++round) {
        orderer.sweep(round % 2 == 0);
        for (int i = 0; i < 4 && orderer.swapNeighbours(); ++i) { }
        const long long count = crossingCount(graph);
        ++idle;
        if (count < fewest) {
            fewest = count;
            best = graph.layers;
            idle = 0;
        }
    }
    graph.layers = std::move(best);
}

} // namespace relata
