#include "models/diagram/route_spacing.h"

#include "models/diagram/lane.h"
#include "models/diagram/spatial_grid.h"

#include <algorithm>
#include <climits>
#include <map>
#include <tuple>

namespace relata {

namespace {

constexpr int distanceToBoxes = 8;
constexpr int stub = 16; ///< what an end keeps straight, for its symbol
constexpr int farthest = 400;

/// Across and along: a vertical piece lies across at x and runs along y.
int across(QPoint point, bool vertical) { return vertical ? point.x() : point.y(); }
int along(QPoint point, bool vertical) { return vertical ? point.y() : point.x(); }

/// A piece of a route, from point `index` to the next.
struct Piece {
    size_t edge = 0, index = 0;
};

class Spacer {
public:
    Spacer(std::vector<Route> &routes, const std::vector<LayoutEdge> &edges, const SpatialGrid &boxes,
        const std::vector<char> &movable)
        : m_routes(routes)
        , m_boxes(boxes)
        , m_movable(movable)
    {
        std::map<std::tuple<int, int, int>, int> nets;
        for (size_t i = 0; i < routes.size(); ++i) {
            const std::tuple key(edges[i].to, edges[i].toRow, routes[i].points.back().x());
            m_net.push_back(nets.try_emplace(key, int(nets.size())).first->second);
        }
    }

    void space(bool vertical)
    {
        m_vertical = vertical;
        m_lanes.clear();
        m_pieces.clear();
        for (size_t edge = 0; edge < m_routes.size(); ++edge) {
            const size_t last = m_routes[edge].points.size() - 1;
            for (size_t i = vertical ? 1 : 0; i < last; i += 2)
                add({edge, i});
        }
        if (vertical)
            joinTrunks();
        joinOverlaps();
        separateLanes(m_lanes);
        apply();
    }

private:
    QPoint point(const Piece &piece, size_t offset) const { return m_routes[piece.edge].points[piece.index + offset]; }
    QPoint before(const Piece &piece) const { return m_routes[piece.edge].points[piece.index - 1]; }
    bool isFirst(const Piece &piece) const { return piece.index == 0; }
    bool isLast(const Piece &piece) const { return piece.index + 2 == m_routes[piece.edge].points.size(); }
    bool moves(size_t edge) const { return m_movable.empty() || m_movable[edge]; }

    void add(const Piece &piece)
    {
        Lane lane;
        lane.at = lane.low = lane.high = across(point(piece, 0), m_vertical);
        const int a = along(point(piece, 0), m_vertical), b = along(point(piece, 1), m_vertical);
        lane.begin = std::min(a, b);
        lane.end = std::max(a, b);
        // The first piece belongs to the row it leaves, which other lines may share, but not the whole way.
        lane.net = isFirst(piece) && !isLast(piece) ? -1 - int(piece.edge) : m_net[piece.edge];
        lane.fixed = !moves(piece.edge) || isFirst(piece) || isLast(piece);
        if (!lane.fixed) {
            const int from = across(before(piece), m_vertical), to = across(point(piece, 2), m_vertical);
            lane.branches = {{a, from > lane.at}, {b, to > lane.at}};
            findFreeWay(piece, lane);
            keepAside(lane, from, piece.index == 1);
            keepAside(lane, to, piece.index + 3 == m_routes[piece.edge].points.size());
            const bool between = (from < lane.at) != (to < lane.at);
            if (between && lane.high - lane.low < 2 * farthest)
                lane.at = (lane.low + lane.high) / 2;
        }
        m_lanes.push_back(std::move(lane));
        m_pieces.push_back({piece});
    }

    void findFreeWay(const Piece &piece, Lane &lane) const
    {
        const int pad = distanceToBoxes - 1;
        const QPoint least(lane.at - farthest, lane.begin - pad), most(lane.at + farthest, lane.end + pad);
        const auto turned = [&](QPoint value) { return m_vertical ? value : value.transposed(); };
        lane.low = lane.at - farthest;
        lane.high = lane.at + farthest;
        for (const int id : m_boxes.within(QRect(turned(least), turned(most)))) {
            const QRect &box = m_boxes.at(id);
            const int begin = m_vertical ? box.left() : box.top();
            const int end = begin + (m_vertical ? box.width() : box.height());
            if (end <= lane.at)
                lane.low = std::max(lane.low, std::min(lane.at, end + distanceToBoxes));
            else if (begin >= lane.at)
                lane.high = std::min(lane.high, std::max(lane.at, begin - distanceToBoxes));
            else
                lane.low = lane.high = lane.at;
        }
        Q_UNUSED(piece);
    }

    /// Keeps a lane on its side of the neighbouring piece that begins at `other`; two lanes that face each other may
    /// each go half way.
    static void keepAside(Lane &lane, int other, bool isEnd)
    {
        const int distance = std::abs(lane.at - other);
        const int kept = isEnd ? std::min(stub, distance) : (distance + 1) / 2;
        if (other < lane.at)
            lane.low = std::max(lane.low, other + kept);
        else
            lane.high = std::min(lane.high, other - kept);
    }

    void join(size_t target, size_t source)
    {
        Lane &a = m_lanes[target];
        const Lane &b = m_lanes[source];
        a.low = std::max(a.low, b.low);
        a.high = std::min(a.high, b.high);
        a.begin = std::min(a.begin, b.begin);
        a.end = std::max(a.end, b.end);
        a.at = std::clamp(a.at, a.low, a.high);
        a.branches.insert(a.branches.end(), b.branches.begin(), b.branches.end());
        m_pieces[target].insert(m_pieces[target].end(), m_pieces[source].begin(), m_pieces[source].end());
        m_pieces[source].clear();
    }

    /// The last vertical pieces of lines to one row become one trunk where one place is free for all of them.
    void joinTrunks()
    {
        std::map<int, std::vector<size_t>> trunks;
        for (size_t i = 0; i < m_lanes.size(); ++i) {
            const Piece &piece = m_pieces[i].front();
            if (!m_lanes[i].fixed && piece.index + 3 == m_routes[piece.edge].points.size())
                trunks[m_lanes[i].net].push_back(i);
        }
        for (auto &[net, lanes] : trunks) {
            std::stable_sort(
                lanes.begin(), lanes.end(), [&](size_t a, size_t b) { return m_lanes[a].high < m_lanes[b].high; });
            size_t target = lanes.front();
            for (size_t i = 1; i < lanes.size(); ++i) {
                if (m_lanes[lanes[i]].low <= m_lanes[target].high)
                    join(target, lanes[i]);
                else
                    target = lanes[i];
            }
        }
        dropJoined();
    }

    /// Other pieces of lines to one row that lie on each other move as one.
    void joinOverlaps()
    {
        std::map<std::pair<int, int>, std::vector<size_t>> same;
        for (size_t i = 0; i < m_lanes.size(); ++i) {
            if (!m_lanes[i].fixed)
                same[{m_lanes[i].net, m_lanes[i].at}].push_back(i);
        }
        for (auto &[key, lanes] : same) {
            std::stable_sort(
                lanes.begin(), lanes.end(), [&](size_t a, size_t b) { return m_lanes[a].begin < m_lanes[b].begin; });
            size_t target = lanes.front();
            for (size_t i = 1; i < lanes.size(); ++i) {
                const Lane &a = m_lanes[target], &b = m_lanes[lanes[i]];
                if (b.begin <= a.end && b.low <= a.high && a.low <= b.high)
                    join(target, lanes[i]);
                else
                    target = lanes[i];
            }
        }
        dropJoined();
    }

    void dropJoined()
    {
        size_t kept = 0;
        for (size_t i = 0; i < m_lanes.size(); ++i) {
            if (m_pieces[i].empty())
                continue;
            if (kept != i) {
                m_lanes[kept] = std::move(m_lanes[i]);
                m_pieces[kept] = std::move(m_pieces[i]);
            }
            ++kept;
        }
        m_lanes.resize(kept);
        m_pieces.resize(kept);
    }

    void apply()
    {
        for (size_t i = 0; i < m_lanes.size(); ++i) {
            if (m_lanes[i].fixed)
                continue;
            for (const Piece &piece : m_pieces[i]) {
                for (size_t k = 0; k < 2; ++k) {
                    QPoint &moved = m_routes[piece.edge].points[piece.index + k];
                    (m_vertical ? moved.rx() : moved.ry()) = m_lanes[i].at;
                }
            }
        }
    }

    std::vector<Route> &m_routes;
    const SpatialGrid &m_boxes;
    const std::vector<char> &m_movable;
    std::vector<int> m_net;
    bool m_vertical = true;
    std::vector<Lane> m_lanes;
    std::vector<std::vector<Piece>> m_pieces; ///< by lane
};

} // namespace

void spaceRoutes(std::vector<Route> &routes, const std::vector<LayoutEdge> &edges, const SpatialGrid &boxes,
    const std::vector<char> &movable)
{
    Spacer spacer(routes, edges, boxes, movable);
    spacer.space(true);
    spacer.space(false);
    for (Route &route : routes)
        simplify(route);
}

} // namespace relata
