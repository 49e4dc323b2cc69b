#pragma once
#include "models/diagram/diagram_content.h"
#include "widgets/diagram/diagram_metrics.h"

#include <QRect>

#include <vector>

class QPainter;

namespace relata {

class DiagramScene;
class Theme;

/// What stands out in a diagram for the moment.
struct DiagramHighlight {
    int table = -1, row = -1; ///< under the pointer
    std::vector<int> relations; ///< under the pointer, or of the row there: both ends and the line in accent
    std::vector<char> selected; ///< by table; empty: none
    std::vector<char> related; ///< by table: the rest is faded; empty: nothing is
    int focus = -1; ///< the table with the keyboard's ring
    bool isSelected(int index) const { return size_t(index) < selected.size() && selected[size_t(index)]; }
    bool isFaded(const DiagramRelation &relation) const
    {
        return !related.empty() && !isSelected(relation.from) && !isSelected(relation.to);
    }
    bool isFaded(int index) const { return size_t(index) < related.size() && !related[size_t(index)]; }
};

/// How much of a diagram is drawn.
enum class DiagramDetail : unsigned char { Text, Titles, Boxes };

/// Paints a diagram, in units of paper: the same on the screen, in SVG, PDF and PNG.
class DiagramPainter {
public:
    DiagramPainter(const DiagramScene &scene, const Theme &theme, const DiagramMetrics &metrics)
        : m_scene(scene)
        , m_theme(theme)
        , m_metrics(metrics)
    { }

    static DiagramDetail detailAt(double zoom);

    /// `zoom` says how large a unit of paper appears: names keep a readable size far out.
    void paint(QPainter &painter, const QRect &visible, DiagramDetail detail, double zoom,
        const DiagramHighlight &highlight = {}) const;

private:
    void paintAreas(QPainter &painter, const QRect &visible, DiagramDetail detail, double zoom) const;
    void paintNotes(QPainter &painter, const QRect &visible) const;
    void paintRelations(QPainter &painter, const QRect &visible, DiagramDetail detail, double zoom,
        const DiagramHighlight &highlight) const;
    void paintStroke(QPainter &painter, const std::vector<int> &relations, const QRect &visible, DiagramDetail detail,
        double zoom, bool accent) const;
    void paintTables(QPainter &painter, const QRect &visible, DiagramDetail detail, double zoom,
        const DiagramHighlight &highlight) const;
    void paintFar(QPainter &painter, const QRect &visible, const DiagramHighlight &highlight) const;

    const DiagramScene &m_scene;
    const Theme &m_theme;
    const DiagramMetrics &m_metrics;
};

} // namespace relata
