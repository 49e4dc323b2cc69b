#include "models/diagram/free_place.h"

#include <algorithm>

namespace relata {

namespace {

qint64 distance(QPoint a, QPoint b)
{
    const qint64 x = a.x() - b.x(), y = a.y() - b.y();
    return x * x + y * y;
}

/// The nearest free place has each coordinate either as wanted or touching a taken box, so these alone are tried.
std::vector<QPoint> candidates(const std::vector<QRect> &near, QSize size, QPoint wanted)
{
    std::vector<int> lefts{wanted.x()}, tops{wanted.y()};
    for (const QRect &box : near) {
        lefts.push_back(box.left() - size.width());
        lefts.push_back(box.left() + box.width());
        tops.push_back(box.top() - size.height());
        tops.push_back(box.top() + box.height());
    }
    std::vector<QPoint> result;
    for (const int left : lefts) {
        for (const int top : tops)
            result.emplace_back(left, top);
    }
    std::sort(result.begin(), result.end(), [&](QPoint a, QPoint b) {
        const qint64 first = distance(a, wanted), second = distance(b, wanted);
        return first != second ? first < second : a.x() != b.x() ? a.x() < b.x() : a.y() < b.y();
    });
    return result;
}

} // namespace

QPoint nearestFreePlace(const std::vector<QRect> &taken, QSize size, QPoint wanted, int gap)
{
    for (int radius = 256;; radius *= 2) {
        // A place within `radius` can only be barred by boxes within this window.
        const QRect window = QRect(wanted, size).adjusted(-radius - gap, -radius - gap, radius + gap, radius + gap);
        std::vector<QRect> near;
        for (const QRect &box : taken) {
            const QRect grown = box.adjusted(-gap, -gap, gap, gap);
            if (grown.intersects(window))
                near.push_back(grown);
        }
        for (const QPoint &place : candidates(near, size, wanted)) {
            if (distance(place, wanted) > qint64(radius) * radius)
                break;
            const QRect box(place, size);
            if (std::none_of(near.begin(), near.end(), [&](const QRect &other) { return other.intersects(box); }))
                return place;
        }
    }
}

} // namespace relata
