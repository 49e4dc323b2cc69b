#include "models/diagram/edge_router.h"

#include <algorithm>

namespace relata {

namespace {

struct Piece {
    int at, begin, end;
    int edge;
};

Piece pieceOf(const Route &route, size_t index, bool vertical, int edge)
{
    const QPoint a = route.points[index], b = route.points[index + 1];
    const int from = vertical ? a.y() : a.x(), to = vertical ? b.y() : b.x();
    return {vertical ? a.x() : a.y(), std::min(from, to), std::max(from, to), edge};
}

bool isVertical(const Route &route, size_t index) { return route.points[index].x() == route.points[index + 1].x(); }

bool sameEnd(const Route &a, const Route &b) { return a.points.back() == b.points.back(); }

} // namespace

std::vector<std::vector<QPoint>> lineJumps(const std::vector<Route> &routes, int radius)
{
    SpatialGrid grid;
    std::vector<Piece> verticals;
    for (size_t i = 0; i < routes.size(); ++i) {
        for (size_t k = 0; k + 1 < routes[i].points.size(); ++k) {
            if (!isVertical(routes[i], k))
                continue;
            const Piece piece = pieceOf(routes[i], k, true, int(i));
            grid.insert(int(verticals.size()), QRect(QPoint(piece.at, piece.begin), QPoint(piece.at, piece.end)));
            verticals.push_back(piece);
        }
    }
    std::vector<std::vector<QPoint>> jumps(routes.size());
    for (size_t i = 0; i < routes.size(); ++i) {
        for (size_t k = 0; k + 1 < routes[i].points.size(); ++k) {
            if (isVertical(routes[i], k))
                continue;
            const Piece piece = pieceOf(routes[i], k, false, int(i));
            std::vector<int> xs;
            for (const int id : grid.within(QRect(QPoint(piece.begin, piece.at), QPoint(piece.end, piece.at)))) {
                const Piece &other = verticals[size_t(id)];
                const bool inside = other.at > piece.begin + radius && other.at < piece.end - radius
                    && piece.at > other.begin + 1 && piece.at < other.end - 1;
                if (inside && other.edge != int(i) && !sameEnd(routes[size_t(other.edge)], routes[i]))
                    xs.push_back(other.at);
            }
            std::sort(xs.begin(), xs.end());
            xs.erase(std::unique(xs.begin(), xs.end()), xs.end());
            if (routes[i].points[k].x() > routes[i].points[k + 1].x())
                std::reverse(xs.begin(), xs.end());
            for (const int x : xs)
                jumps[i].emplace_back(x, piece.at);
        }
    }
    return jumps;
}

} // namespace relata
