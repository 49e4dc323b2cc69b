#pragma once
#include "models/diagram/diagram_content.h"

#include <QColor>
#include <QRect>

#include <vector>

class QPainter;

namespace relata {

struct DiagramMetrics;
class Theme;

/// How one table is drawn.
struct TableLook {
    QColor area; ///< invalid: none
    bool selected = false;
    bool focused = false;
    std::vector<int> accentRows; ///< rows that a highlighted relation joins
    int hoveredRow = -2; ///< −1: the header
};

/// Paints a table with its columns.
void paintTable(QPainter &painter, const Theme &theme, const DiagramMetrics &metrics, const DiagramTable &table,
    const QRect &box, const TableLook &look);

/// Paints a table from afar: its box and, as large as it fits, its name.
void paintTableTitle(QPainter &painter, const Theme &theme, const DiagramMetrics &metrics, const DiagramTable &table,
    const QRect &box, const TableLook &look, double zoom);

} // namespace relata
