#include "widgets/diagram/diagram_scene.h"

#include "models/diagram/layered_layout.h"
#include "models/diagram/placing.h"
#include "widgets/diagram/diagram_metrics.h"

#include <algorithm>
#include <climits>

namespace relata {

namespace {

constexpr int jumpRadius = 4;
constexpr int mixedEnds = 6;
constexpr int areaMargin = 24, areaTitle = 28;
constexpr int aroundAll = 40;

int distanceTo(const Route &route, QPoint point)
{
    int least = INT_MAX;
    for (size_t i = 0; i + 1 < route.points.size(); ++i) {
        const QPoint a = route.points[i], b = route.points[i + 1];
        const auto [left, right] = std::minmax({a.x(), b.x()});
        const auto [top, bottom] = std::minmax({a.y(), b.y()});
        const int x = std::max({left - point.x(), point.x() - right, 0});
        const int y = std::max({top - point.y(), point.y() - bottom, 0});
        least = std::min(least, std::max(x, y));
    }
    return least;
}

} // namespace

DiagramScene::DiagramScene(DiagramContent content, const std::vector<QSize> &sizes)
    : m_content(std::move(content))
    , m_areaOf(m_content.tables.size(), -1)
    , m_relationsOf(m_content.tables.size())
{
    for (size_t i = 0; i < m_content.tables.size(); ++i) {
        m_rects.emplace_back(QPoint(), sizes[i]);
        m_indices.insert(m_content.tables[i].id, int(i));
    }
    // Where some references to a row are optional and others are not, they arrive apart, each with its own symbol.
    QHash<std::pair<int, int>, int> kinds;
    const auto target = [](const DiagramRelation &relation) {
        return std::pair(relation.to, relation.toRows.value(0, -1));
    };
    for (const DiagramRelation &relation : m_content.relations)
        kinds[target(relation)] |= relation.ends.to.optional ? 1 : 2;
    for (size_t i = 0; i < m_content.relations.size(); ++i) {
        const DiagramRelation &relation = m_content.relations[i];
        const bool mixed = kinds.value(target(relation)) == 3;
        const int aside = !mixed ? 0 : relation.ends.to.optional ? mixedEnds : -mixedEnds;
        m_edges.push_back({relation.from, relation.to, DiagramMetrics::rowMiddle(relation.fromRows.value(0, -1)),
            DiagramMetrics::rowMiddle(target(relation).second) + aside});
        m_relationsOf[size_t(relation.from)].push_back(int(i));
        if (relation.from != relation.to)
            m_relationsOf[size_t(relation.to)].push_back(int(i));
    }
}

LayoutGraph DiagramScene::graph(const Diagram &diagram) const
{
    LayoutGraph graph;
    graph.edges = m_edges;
    for (size_t i = 0; i < m_rects.size(); ++i) {
        const auto box = diagram.boxes.constFind(m_content.tables[i].id);
        LayoutBox entry{m_rects[i].size(), {}, -1};
        if (box != diagram.boxes.cend()) {
            entry.area = box->area;
            if (box->pinned)
                entry.pinned = box->position;
        }
        graph.boxes.push_back(entry);
    }
    return graph;
}

Result<void> DiagramScene::arrange(const Diagram &diagram, const LayoutOptions &options, const LayoutProgress &progress)
{
    std::vector<std::optional<QPoint>> known(m_rects.size());
    for (size_t i = 0; i < known.size(); ++i) {
        const auto box = diagram.boxes.constFind(m_content.tables[i].id);
        if (box != diagram.boxes.cend())
            known[i] = box->position;
    }
    const auto positions = placeNewBoxes(graph(diagram), known, options, progress);
    if (!positions)
        return tl::unexpected(positions.error());
    return route(diagram, *positions, progress);
}

Result<void> DiagramScene::layOut(const Diagram &diagram, const LayoutOptions &options, const LayoutProgress &progress)
{
    const auto positions = layeredLayout(graph(diagram), options, progress);
    if (!positions)
        return tl::unexpected(positions.error());
    return route(diagram, *positions, progress);
}

Result<void> DiagramScene::route(
    const Diagram &diagram, const std::vector<QPoint> &positions, const LayoutProgress &progress)
{
    for (size_t i = 0; i < m_rects.size(); ++i) {
        m_rects[i].moveTopLeft(positions[i]);
        const auto box = diagram.boxes.constFind(m_content.tables[i].id);
        m_areaOf[i] = box != diagram.boxes.cend() && box->area < diagram.areas.size() ? box->area : -1;
    }
    m_areas.clear();
    for (const Diagram::Area &area : diagram.areas)
        m_areas.push_back({{}, area.name, area.color});
    m_notes = diagram.notes;
    m_router = EdgeRouter(m_rects, m_edges);
    Result<void> routed = m_router.routeAll(progress);
    if (!routed)
        return routed;
    m_jumps = lineJumps(m_router.routes(), jumpRadius);
    indexLines();
    frameAreas();
    return {};
}

void DiagramScene::indexLines()
{
    m_lines.clear();
    for (size_t i = 0; i < m_edges.size(); ++i)
        m_lines.insert(int(i), m_router.routes()[i].extent().adjusted(-8, -8, 8, 8));
}

void DiagramScene::frameAreas()
{
    for (AreaFrame &area : m_areas)
        area.rect = {};
    for (size_t i = 0; i < m_rects.size(); ++i) {
        if (m_areaOf[i] >= 0) {
            m_areas[size_t(m_areaOf[i])].rect |=
                m_rects[i].adjusted(-areaMargin, -areaMargin - areaTitle, areaMargin, areaMargin);
        }
    }
}

QRect DiagramScene::rowRect(int table, int row) const
{
    const QRect &box = rect(table);
    if (row < 0)
        return {box.topLeft(), QSize(box.width(), DiagramMetrics::headerHeight)};
    return {box.left(), box.top() + DiagramMetrics::headerHeight + row * DiagramMetrics::rowHeight, box.width(),
        DiagramMetrics::rowHeight};
}

QRect DiagramScene::extent() const
{
    QRect all;
    for (const QRect &box : m_rects)
        all |= box;
    for (const AreaFrame &area : m_areas)
        all |= area.rect;
    for (const Diagram::Note &note : m_notes)
        all |= note.place;
    for (const Route &route : m_router.routes())
        all |= route.extent();
    return all.isNull() ? all : all.adjusted(-aroundAll, -aroundAll, aroundAll, aroundAll);
}

std::vector<int> DiagramScene::tablesIn(const QRect &window) const { return m_router.boxes().within(window); }

DiagramScene::Hit DiagramScene::hit(QPoint point, int tolerance) const
{
    Hit hit;
    for (const int table : tablesIn(QRect(point, QSize(1, 1)))) {
        const int row = (point.y() - rect(table).top() - DiagramMetrics::headerHeight) / DiagramMetrics::rowHeight;
        const bool onRow = point.y() >= rect(table).top() + DiagramMetrics::headerHeight
            && row < int(m_content.tables[size_t(table)].rows.size());
        hit = {table, onRow ? row : -1, -1};
    }
    if (hit.table >= 0)
        return hit;
    int nearest = tolerance;
    const QRect window(point - QPoint(tolerance, tolerance), QSize(2 * tolerance + 1, 2 * tolerance + 1));
    for (const int relation : relationsIn(window)) {
        const int distance = distanceTo(route(relation), point);
        if (distance <= nearest && (distance < nearest || hit.relation < 0)) {
            nearest = distance;
            hit.relation = relation;
        }
    }
    return hit;
}

void DiagramScene::moveTables(const std::vector<std::pair<int, QPoint>> &moves)
{
    std::vector<std::pair<int, QRect>> boxes;
    for (const auto &[table, position] : moves) {
        m_rects[size_t(table)].moveTopLeft(position);
        boxes.emplace_back(table, m_rects[size_t(table)]);
    }
    for (const int line : m_router.moveBoxes(boxes)) {
        m_lines.move(line, m_router.routes()[size_t(line)].extent().adjusted(-8, -8, 8, 8));
        m_jumps[size_t(line)].clear();
    }
    frameAreas();
}

void DiagramScene::settle()
{
    m_router.space();
    m_jumps = lineJumps(m_router.routes(), jumpRadius);
    indexLines();
}

} // namespace relata
