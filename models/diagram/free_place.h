#pragma once
#include <QPoint>
#include <QRect>

#include <vector>

namespace relata {

/// The place nearest to `wanted` where a box of `size` keeps `gap` to each of `taken`.
QPoint nearestFreePlace(const std::vector<QRect> &taken, QSize size, QPoint wanted, int gap);

} // namespace relata
