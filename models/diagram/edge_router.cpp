#include "models/diagram/edge_router.h"

#include "models/diagram/route_search.h"
#include "models/diagram/route_spacing.h"

#include <algorithm>
#include <cstdlib>

namespace relata {

namespace {

constexpr int straightWithin = 6; ///< rows nearly level are joined by a straight line

/// The straight line between facing sides, where rows are level and nothing stands between.
bool straightRoute(const SpatialGrid &boxes, const LayoutEdge &edge, Route &route)
{
    const QRect &from = boxes.at(edge.from), &to = boxes.at(edge.to);
    const int y = to.top() + edge.toRow;
    if (edge.from == edge.to || std::abs(from.top() + edge.fromRow - y) > straightWithin)
        return false;
    const bool leftwards = to.left() + to.width() <= from.left();
    if (!leftwards && from.left() + from.width() > to.left())
        return false;
    const QPoint start(leftwards ? from.left() : from.left() + from.width(), y);
    const QPoint end(leftwards ? to.left() + to.width() : to.left(), y);
    const QRect way(QPoint(std::min(start.x(), end.x()), y - 3), QPoint(std::max(start.x(), end.x()) - 1, y + 3));
    for (const int box : boxes.within(way)) {
        if (box != edge.from && box != edge.to)
            return false;
    }
    route.points = {start, end};
    return true;
}

} // namespace

EdgeRouter::EdgeRouter(std::vector<QRect> boxes, std::vector<LayoutEdge> edges)
    : m_edges(std::move(edges))
    , m_found(m_edges.size())
    , m_routes(m_edges.size())
{
    for (size_t i = 0; i < boxes.size(); ++i)
        m_boxes.insert(int(i), boxes[i]);
}

Route EdgeRouter::searched(size_t edge)
{
    const LayoutEdge &own = m_edges[edge];
    Route route;
    if (straightRoute(m_boxes, own, route))
        return route;
    const RouteEnd from{own.from, m_boxes.at(own.from).top() + own.fromRow};
    RouteEnd to{own.to, m_boxes.at(own.to).top() + own.toRow};
    // A row that references itself gets a loop of its own height.
    if (own.from == own.to && from.y == to.y)
        to.y += straightWithin;
    return RouteSearch(m_boxes).route(from, to);
}

Result<void> EdgeRouter::routeAll(const LayoutProgress &progress)
{
    for (size_t i = 0; i < m_edges.size(); ++i) {
        if (progress && i % 16 == 0 && !progress(int(i), int(m_edges.size())))
            return failure(Error{Error::Code::Cancelled, {}, {}, {}, {}});
        m_found[i] = searched(i);
    }
    space();
    return {};
}

void EdgeRouter::space()
{
    m_routes = m_found;
    spaceRoutes(m_routes, m_edges, m_boxes);
}

std::vector<int> EdgeRouter::moveBoxes(const std::vector<std::pair<int, QRect>> &moves)
{
    std::vector<QRect> touched;
    std::vector<char> moved(m_boxes.size(), 0);
    for (const auto &[box, rectangle] : moves) {
        moved[size_t(box)] = 1;
        touched.push_back(rectangle.adjusted(-8, -8, 8, 8));
        m_boxes.move(box, rectangle);
    }
    const auto crosses = [&](const Route &route) {
        for (size_t i = 0; i + 1 < route.points.size(); ++i) {
            const QPoint a = route.points[i], b = route.points[i + 1];
            const QRect piece(QPoint(std::min(a.x(), b.x()), std::min(a.y(), b.y())),
                QPoint(std::max(a.x(), b.x()), std::max(a.y(), b.y())));
            if (std::any_of(touched.begin(), touched.end(), [&](const QRect &r) { return r.intersects(piece); }))
                return true;
        }
        return false;
    };
    std::vector<char> movable(m_edges.size(), 0);
    std::vector<int> changed;
    for (size_t i = 0; i < m_edges.size(); ++i) {
        if (!moved[size_t(m_edges[i].from)] && !moved[size_t(m_edges[i].to)] && !crosses(m_routes[i]))
            continue;
        m_found[i] = m_routes[i] = searched(i);
        movable[i] = 1;
        changed.push_back(int(i));
    }
    if (!changed.empty())
        spaceRoutes(m_routes, m_edges, m_boxes, movable);
    return changed;
}

} // namespace relata
