#pragma once
#include "models/diagram/notation.h"
#include "models/diagram/route.h"

#include <QColor>

class QPainter;

namespace relata {

/// Paints a line with rounded corners and jumps; with `ends` the crow's-foot symbols at both, on `paper`.
void paintRelation(QPainter &painter, const Route &route, const std::vector<QPoint> &jumps, const QColor &color,
    double width, Qt::PenStyle style);
void paintRelationEnds(
    QPainter &painter, const Route &route, const RelationEnds &ends, const QColor &color, const QColor &paper);

} // namespace relata
