#pragma once
#include <QFont>
#include <QSize>

namespace relata {

class Theme;
struct DiagramTable;

/// Fonts and measures of what stands in a diagram, in units of paper. They do not follow the window's font size, so
/// that a saved arrangement fits everywhere; a diagram has its own zoom.
struct DiagramMetrics {
    explicit DiagramMetrics(const Theme &theme);

    static constexpr int headerHeight = 32;
    static constexpr int rowHeight = 24;
    static constexpr int padding = 8;
    static constexpr int glyph = 16;
    static constexpr int bottom = 4; ///< below the last row
    static constexpr int widest = 360;

    QFont name, schema; ///< of the header
    QFont column, required; ///< of a row: NULL and NOT NULL
    QFont type;
    QFont area, note;

    QSize sizeOf(const DiagramTable &table) const;
    /// Below the table's top; row −1 is the header.
    static int rowMiddle(int row)
    {
        return row < 0 ? headerHeight / 2 : headerHeight + row * rowHeight + rowHeight / 2;
    }
};

} // namespace relata
