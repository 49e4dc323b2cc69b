#pragma once
#include "models/diagram/notation.h"
#include "models/diagram/route.h"

#include <QPainterPath>

class QPainter;

namespace relata {

/// Which symbols are drawn: lines that share an end share its symbol.
enum class RelationEnd : unsigned char { From, To };

/// The line with rounded corners and jumps; pieces that lie outside of `visible` are left out.
QPainterPath relationPath(const Route &route, const std::vector<QPoint> &jumps, const QRect &visible);
/// Paints the crow's-foot symbol of one end with the painter's pen and brush.
void paintRelationEnd(QPainter &painter, const Route &route, RelationEnd end, const Cardinality &cardinality);

} // namespace relata
