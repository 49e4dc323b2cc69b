#include "models/diagram/layered_layout.h"

#include "models/diagram/free_place.h"
#include "models/diagram/part_layout.h"

#include <QRect>

#include <algorithm>
#include <map>
#include <numeric>

namespace relata {

namespace {

constexpr int areaFrame = 48; ///< what the frames and titles of areas take between them

/// Indices of boxes that lines within one area connect; the isolated boxes of an area form one group.
struct Group {
    std::vector<int> boxes;
    std::vector<LayoutEdge> edges; ///< by place in `boxes`
    int area = -1;
};

class Groups {
public:
    explicit Groups(const LayoutGraph &graph)
        : m_root(graph.boxes.size())
    {
        std::iota(m_root.begin(), m_root.end(), 0);
        for (const LayoutEdge &edge : graph.edges) {
            if (within(graph, edge))
                m_root[size_t(root(edge.from))] = root(edge.to);
        }
        collect(graph);
        for (const LayoutEdge &edge : graph.edges) {
            if (!within(graph, edge))
                continue;
            LayoutEdge own = edge;
            own.from = m_place[size_t(edge.from)];
            own.to = m_place[size_t(edge.to)];
            m_groups[size_t(m_group[size_t(edge.from)])].edges.push_back(own);
        }
    }

    const std::vector<Group> &all() const { return m_groups; }

private:
    static bool within(const LayoutGraph &graph, const LayoutEdge &edge)
    {
        return edge.from != edge.to && graph.boxes[size_t(edge.from)].area == graph.boxes[size_t(edge.to)].area;
    }

    int root(int box)
    {
        while (m_root[size_t(box)] != box)
            box = m_root[size_t(box)] = m_root[size_t(m_root[size_t(box)])];
        return box;
    }

    void collect(const LayoutGraph &graph)
    {
        std::vector<int> members(graph.boxes.size(), 0);
        for (size_t i = 0; i < graph.boxes.size(); ++i)
            ++members[size_t(root(int(i)))];
        // Key: the area, then the root, or -1 for what stands alone.
        std::map<std::pair<int, int>, int> byKey;
        for (size_t i = 0; i < graph.boxes.size(); ++i) {
            const int top = root(int(i));
            const std::pair key(graph.boxes[i].area, members[size_t(top)] == 1 ? -1 : top);
            const auto [found, isNew] = byKey.try_emplace(key, int(m_groups.size()));
            if (isNew)
                m_groups.push_back({{}, {}, graph.boxes[i].area});
            Group &group = m_groups[size_t(found->second)];
            m_group.push_back(found->second);
            m_place.push_back(int(group.boxes.size()));
            group.boxes.push_back(int(i));
        }
    }

    std::vector<int> m_root, m_group, m_place;
    std::vector<Group> m_groups;
};

/// Several parts as one, packed.
PlacedPart together(const std::vector<PlacedPart> &parts, const LayoutOptions &options, int gap)
{
    std::vector<QSize> sizes;
    for (const PlacedPart &part : parts)
        sizes.push_back(part.size);
    const std::vector<QPoint> corners = packRectangles(sizes, options.aspectRatio, gap);
    PlacedPart result;
    for (size_t i = 0; i < parts.size(); ++i) {
        for (size_t k = 0; k < parts[i].boxes.size(); ++k) {
            result.boxes.push_back(parts[i].boxes[k]);
            result.positions.push_back(corners[i] + parts[i].positions[k]);
        }
        result.size = result.size.expandedTo(
            QSize(corners[i].x() + parts[i].size.width(), corners[i].y() + parts[i].size.height()));
    }
    return result;
}

/// Moves the whole so that pinned boxes are met in the mean, puts them where they belong, and finds the others a free
/// place near where they would have stood.
void respectPins(const LayoutGraph &graph, int gap, std::vector<QPoint> &positions)
{
    std::vector<QRect> taken;
    QPoint sum;
    for (size_t i = 0; i < positions.size(); ++i) {
        if (!graph.boxes[i].pinned)
            continue;
        sum += *graph.boxes[i].pinned - positions[i];
        positions[i] = *graph.boxes[i].pinned;
        taken.emplace_back(positions[i], graph.boxes[i].size);
    }
    if (taken.empty())
        return;
    const int pins = int(taken.size());
    const QPoint shift(sum.x() / pins, sum.y() / pins);
    for (size_t i = 0; i < positions.size(); ++i) {
        if (graph.boxes[i].pinned)
            continue;
        positions[i] = nearestFreePlace(taken, graph.boxes[i].size, positions[i] + shift, gap);
        taken.emplace_back(positions[i], graph.boxes[i].size);
    }
}

} // namespace

Result<std::vector<QPoint>> layeredLayout(
    const LayoutGraph &graph, const LayoutOptions &options, const LayoutProgress &progress)
{
    const Groups groups(graph);
    const int total = int(graph.boxes.size());
    int done = 0;
    std::map<int, std::vector<PlacedPart>> areas;
    for (const Group &group : groups.all()) {
        if (progress && !progress(done, total))
            return failure(Error{Error::Code::Cancelled, {}, {}, {}, {}});
        areas[group.area].push_back(group.edges.empty() ? layoutIsolated(graph, group.boxes, options)
                                                        : layoutConnected(graph, group.boxes, group.edges, options));
        done += int(group.boxes.size());
    }
    std::vector<PlacedPart> parts;
    for (auto &[area, own] : areas) {
        if (area < 0)
            std::move(own.begin(), own.end(), std::back_inserter(parts));
        else
            parts.push_back(together(own, options, options.groupGap));
    }
    const bool framed = areas.rbegin() != areas.rend() && areas.rbegin()->first >= 0;
    const PlacedPart whole = together(parts, options, options.groupGap + (framed ? areaFrame : 0));
    std::vector<QPoint> positions(graph.boxes.size());
    for (size_t i = 0; i < whole.boxes.size(); ++i)
        positions[size_t(whole.boxes[i])] = whole.positions[i];
    respectPins(graph, options.boxGap, positions);
    return positions;
}

} // namespace relata
