#include "models/diagram/layer_graph.h"

#include <algorithm>
#include <cmath>

namespace relata {

namespace {

constexpr int bendGap = 12;
constexpr int paperGrid = 4;

int separation(const LayerGraph::Node &above, const LayerGraph::Node &below, int gap)
{
    const int space = above.isBend() && below.isBend() ? bendGap : above.isBend() || below.isBend() ? gap / 2 : gap;
    return (above.height + space + paperGrid - 1) / paperGrid * paperGrid;
}

struct Wish {
    double top = 0, weight = 0;
};

/// Lines that pass a column should be straight, more so than those that end there.
double strength(const LayerGraph::Node &a, const LayerGraph::Node &b)
{
    return a.isBend() && b.isBend() ? 6 : a.isBend() || b.isBend() ? 2 : 1;
}

class Placer {
public:
    Placer(const LayerGraph &graph, int gap)
        : m_graph(graph)
        , m_gap(gap)
        , m_top(graph.nodes.size(), 0)
    {
        for (const auto &layer : graph.layers) {
            double at = 0;
            for (size_t i = 0; i < layer.size(); ++i) {
                m_top[size_t(layer[i])] = at;
                if (i + 1 < layer.size())
                    at += separation(node(layer[i]), node(layer[i + 1]), gap);
            }
            // Layers start around a common middle, so that the first sweep sees no bias to the top.
            for (const int index : layer)
                m_top[size_t(index)] -= at / 2;
        }
    }

    void sweep(bool useLeft, bool useRight, bool rightwards)
    {
        const size_t count = m_graph.layers.size();
        for (size_t i = 0; i < count; ++i)
            place(m_graph.layers[rightwards ? i : count - 1 - i], useLeft, useRight);
    }

    std::vector<int> rounded() const
    {
        double least = 0;
        for (const double top : m_top)
            least = std::min(least, top);
        std::vector<int> result;
        for (const double top : m_top)
            result.push_back(int(std::lround((top - least) / paperGrid)) * paperGrid);
        // Rounding may take away a unit of the grid between two boxes: give it back from above.
        for (const auto &layer : m_graph.layers) {
            for (size_t i = 1; i < layer.size(); ++i) {
                const int above = layer[i - 1], below = layer[i];
                result[size_t(below)] = std::max(
                    result[size_t(below)], result[size_t(above)] + separation(node(above), node(below), m_gap));
            }
        }
        return result;
    }

private:
    const LayerGraph::Node &node(int index) const { return m_graph.nodes[size_t(index)]; }

    Wish wish(int index, bool useLeft, bool useRight) const
    {
        Wish result;
        const auto add = [&](int other, int otherRow, int row) {
            const double weight = strength(node(index), node(other));
            result.top += weight * (m_top[size_t(other)] + otherRow - row);
            result.weight += weight;
        };
        if (useLeft) {
            for (const int i : m_graph.linksLeft[size_t(index)])
                add(m_graph.links[size_t(i)].left, m_graph.links[size_t(i)].leftRow, m_graph.links[size_t(i)].rightRow);
        }
        if (useRight) {
            for (const int i : m_graph.linksRight[size_t(index)])
                add(m_graph.links[size_t(i)].right, m_graph.links[size_t(i)].rightRow,
                    m_graph.links[size_t(i)].leftRow);
        }
        if (result.weight > 0)
            result.top /= result.weight;
        else
            result = {m_top[size_t(index)], 0.01};
        return result;
    }

    /// Least squares to the wishes in the given order: pools of neighbours that would overlap move as one.
    void place(const std::vector<int> &layer, bool useLeft, bool useRight)
    {
        struct Pool {
            double sum, weight;
            size_t count;
            double mean() const { return sum / weight; }
        };
        std::vector<Pool> pools;
        std::vector<double> offset(layer.size(), 0);
        for (size_t i = 0; i < layer.size(); ++i) {
            if (i > 0)
                offset[i] = offset[i - 1] + separation(node(layer[i - 1]), node(layer[i]), m_gap);
            const Wish own = wish(layer[i], useLeft, useRight);
            pools.push_back({(own.top - offset[i]) * own.weight, own.weight, 1});
            while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
                const Pool last = pools.back();
                pools.pop_back();
                pools.back() = {
                    pools.back().sum + last.sum, pools.back().weight + last.weight, pools.back().count + last.count};
            }
        }
        size_t i = 0;
        for (const Pool &pool : pools) {
            for (size_t k = 0; k < pool.count; ++k, ++i)
                m_top[size_t(layer[i])] = pool.mean() + offset[i];
        }
    }

    const LayerGraph &m_graph;
    int m_gap;
    std::vector<double> m_top;
};

} // namespace

std::vector<int> layerCoordinates(const LayerGraph &graph, int gap)
{
    Placer placer(graph, gap);
    for (int round = 0; round < 4; ++round) {
        placer.sweep(true, false, true);
        placer.sweep(false, true, false);
    }
    for (int round = 0; round < 4; ++round)
        placer.sweep(true, true, round % 2 == 0);
    return placer.rounded();
}

} // namespace relata
