#include "widgets/diagram/relation_painter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace relata {

namespace {

constexpr double cornerRadius = 6, jumpRadius = 4;
constexpr double footLength = 9, footSpread = 6, ringRadius = 3;

double length(QPointF vector) { return std::hypot(vector.x(), vector.y()); }

QPointF towards(QPointF from, QPointF to, double distance)
{
    const QPointF way = to - from;
    const double all = length(way);
    return all < 0.01 ? from : from + way * (distance / all);
}

QRect pieceRect(QPoint a, QPoint b)
{
    return {
        QPoint(std::min(a.x(), b.x()), std::min(a.y(), b.y())), QPoint(std::max(a.x(), b.x()), std::max(a.y(), b.y()))};
}

/// A piece from the present point to `end`, hopping over the jumps on it.
void lineWithJumps(QPainterPath &path, QPointF end, const std::vector<QPoint> &jumps)
{
    const QPointF start = path.currentPosition();
    const double direction = end.x() >= start.x() ? 1 : -1;
    for (const QPoint &jump : jumps) {
        const bool onPiece = std::abs(jump.y() - start.y()) < 0.5 && std::abs(start.y() - end.y()) < 0.5
            && (jump.x() - start.x()) * direction > jumpRadius && (end.x() - jump.x()) * direction > jumpRadius;
        // Where lines run close together one hop serves several.
        const double before = jump.x() - direction * jumpRadius;
        if (!onPiece || (before - path.currentPosition().x()) * direction < 0)
            continue;
        path.lineTo(before, jump.y());
        const QRectF ring(jump.x() - jumpRadius, jump.y() - jumpRadius, 2 * jumpRadius, 2 * jumpRadius);
        path.arcTo(ring, direction > 0 ? 180 : 0, direction > 0 ? -180 : 180);
    }
    path.lineTo(end);
}

void paintEnd(QPainter &painter, QPointF end, QPointF inner, const Cardinality &cardinality)
{
    const double out = inner.x() >= end.x() ? 1 : -1;
    const auto at = [&](double along, double aside) { return end + QPointF(out * along, aside); };
    double ring = footLength + ringRadius;
    if (cardinality.many) {
        painter.drawLine(at(footLength, 0), at(0, -footSpread));
        painter.drawLine(at(footLength, 0), at(0, footSpread));
        if (!cardinality.optional)
            painter.drawLine(at(footLength + 3, -5), at(footLength + 3, 5));
    } else {
        painter.drawLine(at(5, -5), at(5, 5));
        if (!cardinality.optional)
            painter.drawLine(at(9, -5), at(9, 5));
        ring = 5 + 3 + ringRadius;
    }
    if (cardinality.optional)
        painter.drawEllipse(at(ring, 0), ringRadius, ringRadius);
}

} // namespace

QPainterPath relationPath(const Route &route, const std::vector<QPoint> &jumps, const QRect &visible)
{
    QPainterPath path;
    if (route.points.size() < 2)
        return path;
    const auto &points = route.points;
    const QRect window = visible.adjusted(-8, -8, 8, 8);
    path.moveTo(points.front());
    for (size_t i = 1; i < points.size(); ++i) {
        const QPointF corner = points[i];
        const bool last = i + 1 == points.size();
        const double before = length(corner - QPointF(points[i - 1]));
        const double after = last ? 0 : length(QPointF(points[i + 1]) - corner);
        const double radius = last ? 0 : std::min({cornerRadius, before / 2, after / 2});
        const QPointF end = towards(corner, points[i - 1], radius);
        if (!pieceRect(points[i - 1], points[i]).intersects(window))
            path.moveTo(end);
        else
            lineWithJumps(path, end, jumps);
        if (!last && window.contains(points[i]))
            path.quadTo(corner, towards(corner, points[i + 1], radius));
        else if (!last)
            path.moveTo(towards(corner, points[i + 1], radius));
    }
    return path;
}

void paintRelationEnd(QPainter &painter, const Route &route, RelationEnd end, const Cardinality &cardinality)
{
    const auto &points = route.points;
    if (points.size() < 2)
        return;
    if (end == RelationEnd::From)
        paintEnd(painter, points.front(), points[1], cardinality);
    else
        paintEnd(painter, points.back(), points[points.size() - 2], cardinality);
}

} // namespace relata
