#pragma once
#include "models/diagram/diagram.h"
#include "models/diagram/diagram_content.h"
#include "models/diagram/edge_router.h"

#include <QHash>

namespace relata {

struct DiagramMetrics;

/// A diagram as it lies on paper: tables with their places, lines with their ways. A value that is built on any thread
/// and then belongs to one view.
class DiagramScene {
public:
    /// What a table covers; -1 stands for "nothing there" wherever an index is asked.
    struct Hit {
        int table = -1;
        int row = -1; ///< -1: the header
        int relation = -1;
        bool operator==(const Hit &) const = default;
    };
    struct AreaFrame {
        QRect rect;
        QString name;
        int color = 0;
    };

    DiagramScene() = default;
    /// `sizes` by table, from DiagramMetrics on the thread of the window.
    DiagramScene(DiagramContent content, const std::vector<QSize> &sizes);

    /// Places the tables as the diagram says, those it does not know near their neighbours, and routes the lines.
    Result<void> arrange(const Diagram &diagram, const LayoutOptions &options, const LayoutProgress &progress = {});
    /// Lays everything out anew; what is pinned in `diagram` stays.
    Result<void> layOut(const Diagram &diagram, const LayoutOptions &options, const LayoutProgress &progress = {});

    const DiagramContent &content() const { return m_content; }
    int tableCount() const { return int(m_content.tables.size()); }
    int relationCount() const { return int(m_content.relations.size()); }
    const QRect &rect(int table) const { return m_rects[size_t(table)]; }
    QRect rowRect(int table, int row) const;
    /// All there is, with room around it; empty without tables.
    QRect extent() const;
    const std::vector<AreaFrame> &areas() const { return m_areas; }
    const QList<Diagram::Note> &notes() const { return m_notes; }
    int areaOf(int table) const { return m_areaOf[size_t(table)]; }
    const Route &route(int relation) const { return m_router.routes()[size_t(relation)]; }
    const std::vector<QPoint> &jumps(int relation) const { return m_jumps[size_t(relation)]; }

    std::vector<int> tablesIn(const QRect &window) const;
    std::vector<int> relationsIn(const QRect &window) const { return m_lines.within(window); }
    Hit hit(QPoint point, int tolerance) const;
    int tableOf(ObjectId id) const { return m_indices.value(id, -1); }
    /// Lines that end at a table.
    const std::vector<int> &relationsOf(int table) const { return m_relationsOf[size_t(table)]; }

    /// Moves tables while they are dragged; only lines that are affected go other ways. `settle` ends it.
    void moveTables(const std::vector<std::pair<int, QPoint>> &moves);
    void settle();

private:
    LayoutGraph graph(const Diagram &diagram) const;
    Result<void> route(const Diagram &diagram, const std::vector<QPoint> &positions, const LayoutProgress &progress);
    void indexLines();
    void frameAreas();

    DiagramContent m_content;
    std::vector<QRect> m_rects;
    std::vector<LayoutEdge> m_edges;
    std::vector<int> m_areaOf;
    std::vector<AreaFrame> m_areas;
    QList<Diagram::Note> m_notes;
    EdgeRouter m_router;
    std::vector<std::vector<QPoint>> m_jumps;
    SpatialGrid m_lines;
    std::vector<std::vector<int>> m_relationsOf;
    QHash<ObjectId, int> m_indices;
};

} // namespace relata
