#include "models/diagram/spatial_grid.h"

#include <algorithm>

namespace relata {

static int cellOf(int value, int cell) { return value >= 0 ? value / cell : -((cell - 1 - value) / cell); }

static quint64 keyOf(int column, int row) { return quint64(quint32(column)) << 32 | quint32(row); }

QRect SpatialGrid::cells(const QRect &rectangle) const
{
    return {QPoint(cellOf(rectangle.left(), m_cell), cellOf(rectangle.top(), m_cell)),
        QPoint(cellOf(rectangle.right(), m_cell), cellOf(rectangle.bottom(), m_cell))};
}

template <class Visit>
void SpatialGrid::visitCells(const QRect &rectangle, Visit visit) const
{
    const QRect range = cells(rectangle);
    for (int row = range.top(); row <= range.bottom(); ++row) {
        for (int column = range.left(); column <= range.right(); ++column)
            visit(keyOf(column, row));
    }
}

void SpatialGrid::insert(int id, const QRect &rectangle)
{
    if (m_rectangles.size() <= size_t(id)) {
        m_rectangles.resize(size_t(id) + 1);
        m_seen.resize(size_t(id) + 1, 0);
    }
    m_rectangles[size_t(id)] = rectangle;
    visitCells(rectangle, [&](quint64 key) { m_cells[key].push_back(id); });
    m_extent |= cells(rectangle);
}

void SpatialGrid::move(int id, const QRect &rectangle)
{
    visitCells(m_rectangles[size_t(id)], [&](quint64 key) { std::erase(m_cells[key], id); });
    insert(id, rectangle);
}

void SpatialGrid::clear()
{
    m_rectangles.clear();
    m_seen.clear();
    m_cells.clear();
    m_extent = {};
    m_query = 0;
}

std::vector<int> SpatialGrid::within(const QRect &window) const
{
    std::vector<int> found;
    ++m_query;
    const QRect range = cells(window) & m_extent;
    for (int row = range.top(); row <= range.bottom(); ++row) {
        for (int column = range.left(); column <= range.right(); ++column) {
            const auto cell = m_cells.find(keyOf(column, row));
            if (cell == m_cells.end())
                continue;
            for (const int id : cell->second) {
                if (m_seen[size_t(id)] == m_query)
                    continue;
                m_seen[size_t(id)] = m_query;
                if (m_rectangles[size_t(id)].intersects(window))
                    found.push_back(id);
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace relata
