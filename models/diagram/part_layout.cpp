#include "models/diagram/part_layout.h"

#include "models/diagram/layer_graph.h"
#include "models/diagram/rank_assignment.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace relata {

namespace {

constexpr int paperGrid = 4;
constexpr int lineGap = 8;
constexpr int widestChannel = 320;

int onGrid(int value) { return (value + paperGrid - 1) / paperGrid * paperGrid; }

/// Cuts long edges at each column they pass; edges that come from one row of one box share their bends.
class LayerGraphBuilder {
public:
    LayerGraphBuilder(const LayoutGraph &graph, const std::vector<int> &boxes, const std::vector<int> &layers)
    {
        for (size_t i = 0; i < boxes.size(); ++i)
            m_result.nodes.push_back({int(i), layers[i], graph.boxes[size_t(boxes[i])].size.height()});
    }

    void connect(const LayoutEdge &edge)
    {
        int left = edge.to, right = edge.from, leftRow = edge.toRow, rightRow = edge.fromRow;
        if (layer(left) > layer(right)) {
            std::swap(left, right);
            std::swap(leftRow, rightRow);
        }
        if (layer(left) == layer(right))
            return;
        const std::pair source(left, leftRow);
        int last = left, lastRow = leftRow;
        for (int at = layer(left) + 1; at < layer(right); ++at) {
            const auto [found, isNew] =
                m_bends.try_emplace({source.first, source.second, at}, int(m_result.nodes.size()));
            if (isNew) {
                m_result.nodes.push_back({-1, at, 0});
                m_result.links.push_back({last, found->second, lastRow, 0});
            }
            last = found->second;
            lastRow = 0;
        }
        m_result.links.push_back({last, right, lastRow, rightRow});
    }

    LayerGraph result()
    {
        auto &graph = m_result;
        for (size_t i = 0; i < graph.nodes.size(); ++i) {
            const auto at = size_t(graph.nodes[i].layer);
            if (graph.layers.size() <= at)
                graph.layers.resize(at + 1);
            graph.layers[at].push_back(int(i));
        }
        graph.linksLeft.resize(graph.nodes.size());
        graph.linksRight.resize(graph.nodes.size());
        for (size_t i = 0; i < graph.links.size(); ++i) {
            graph.linksRight[size_t(graph.links[i].left)].push_back(int(i));
            graph.linksLeft[size_t(graph.links[i].right)].push_back(int(i));
        }
        return std::move(graph);
    }

private:
    int layer(int node) const { return m_result.nodes[size_t(node)].layer; }

    LayerGraph m_result;
    std::map<std::tuple<int, int, int>, int> m_bends;
};

/// Room between a layer and the next: a lane for each row that lines leave on the left.
int channelWidth(const LayerGraph &graph, size_t layer, const LayoutOptions &options)
{
    int lanes = 0;
    for (const int node : graph.layers[layer]) {
        std::vector<int> rows;
        for (const int link : graph.linksRight[size_t(node)])
            rows.push_back(graph.links[size_t(link)].leftRow);
        std::sort(rows.begin(), rows.end());
        lanes += int(std::unique(rows.begin(), rows.end()) - rows.begin());
    }
    return onGrid(std::clamp(options.layerGap + lanes * lineGap, options.layerGap, widestChannel));
}

PlacedPart placed(
    const LayoutGraph &graph, const std::vector<int> &boxes, const LayerGraph &layered, const LayoutOptions &options)
{
    const std::vector<int> tops = layerCoordinates(layered, options.boxGap);
    PlacedPart part;
    part.boxes = boxes;
    part.positions.resize(boxes.size());
    int left = 0, least = INT_MAX;
    for (size_t i = 0; i < layered.layers.size(); ++i) {
        int width = 0;
        for (const int node : layered.layers[i]) {
            const auto &entry = layered.nodes[size_t(node)];
            if (entry.isBend())
                continue;
            part.positions[size_t(entry.box)] = QPoint(left, tops[size_t(node)]);
            const QSize size = graph.boxes[size_t(boxes[size_t(entry.box)])].size;
            width = std::max(width, size.width());
            least = std::min(least, tops[size_t(node)]);
            part.size.setHeight(std::max(part.size.height(), tops[size_t(node)] + size.height()));
        }
        part.size.setWidth(left + width);
        left = onGrid(left + width) + channelWidth(layered, i, options);
    }
    for (QPoint &position : part.positions)
        position.ry() -= least;
    part.size.rheight() -= least;
    return part;
}

double badness(QSize size, double aspectRatio)
{
    return std::abs(std::log(double(size.width()) / std::max(1, size.height()) / aspectRatio));
}

} // namespace

PlacedPart layoutConnected(const LayoutGraph &graph, const std::vector<int> &boxes,
    const std::vector<LayoutEdge> &edges, const LayoutOptions &options)
{
    RankGraph ranks;
    double area = 0;
    for (const int box : boxes) {
        const QSize size = graph.boxes[size_t(box)].size;
        ranks.heights.push_back(size.height() + options.boxGap);
        area += double(size.height() + options.boxGap) * (size.width() + options.layerGap * 2);
    }
    for (const LayoutEdge &edge : edges)
        ranks.edges.emplace_back(edge.to, edge.from);
    double tallest = std::sqrt(area / options.aspectRatio);
    PlacedPart best;
    const int attempts = boxes.size() > 600 ? 2 : 4;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        LayerGraphBuilder builder(graph, boxes, assignRanks(ranks, int(tallest)));
        for (const LayoutEdge &edge : edges)
            builder.connect(edge);
        LayerGraph layered = builder.result();
        reduceCrossings(layered, boxes.size() > 600 ? 8 : 24);
        PlacedPart part = placed(graph, boxes, layered, options);
        const double ratio = double(part.size.width()) / std::max(1, part.size.height());
        if (best.boxes.empty() || badness(part.size, options.aspectRatio) < badness(best.size, options.aspectRatio))
            best = std::move(part);
        if (badness(best.size, options.aspectRatio) < 0.3)
            break;
        tallest *= std::clamp(std::sqrt(ratio / options.aspectRatio), 0.4, 2.5);
    }
    return best;
}

PlacedPart layoutIsolated(const LayoutGraph &graph, const std::vector<int> &boxes, const LayoutOptions &options)
{
    PlacedPart part;
    part.boxes = boxes;
    int width = 0;
    double area = 0;
    for (const int box : boxes) {
        width = std::max(width, onGrid(graph.boxes[size_t(box)].size.width()) + options.boxGap);
        area += graph.boxes[size_t(box)].size.height() + options.boxGap;
    }
    const int count = std::clamp(int(std::ceil(std::sqrt(area * width * options.aspectRatio) / std::max(1, width))), 1,
        std::max(1, int(boxes.size())));
    std::vector<int> bottoms(size_t(count), 0);
    for (const int box : boxes) {
        const auto column = std::min_element(bottoms.begin(), bottoms.end());
        const QSize size = graph.boxes[size_t(box)].size;
        const QPoint position(int(column - bottoms.begin()) * width, *column);
        part.positions.push_back(position);
        part.size = part.size.expandedTo(QSize(position.x() + size.width(), position.y() + size.height()));
        *column += onGrid(size.height() + options.boxGap);
    }
    return part;
}

} // namespace relata
