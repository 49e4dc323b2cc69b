#pragma once
#include <QPoint>
#include <QRect>

#include <vector>

namespace relata {

/// A line from the side of one box to the side of another; its pieces are horizontal and vertical in turn, the first
/// and the last horizontal.
struct Route {
    std::vector<QPoint> points;

    QRect extent() const
    {
        QRect all;
        for (const QPoint &point : points)
            all |= QRect(point, QSize(1, 1));
        return all;
    }
    bool operator==(const Route &) const = default;
};

/// Drops points within straight lines, and those that are the same twice.
inline void simplify(Route &route)
{
    std::vector<QPoint> kept;
    for (const QPoint &point : route.points) {
        if (!kept.empty() && kept.back() == point)
            continue;
        while (kept.size() > 1) {
            const QPoint a = kept[kept.size() - 2], b = kept.back();
            const bool straight = (a.x() == b.x() && b.x() == point.x()) || (a.y() == b.y() && b.y() == point.y());
            if (!straight)
                break;
            kept.pop_back();
        }
        if (kept.empty() || kept.back() != point)
            kept.push_back(point);
    }
    route.points = std::move(kept);
}

} // namespace relata
